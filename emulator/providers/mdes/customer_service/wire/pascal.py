"""The encrypted member of Customer Service: the same five members as elsewhere in MDES, in Pascal case."""

from collections.abc import Iterable, Mapping
from typing import Final

from emulator.core.context import Context
from emulator.core.message import Fields
from emulator.crypto.keys.keyring import KeyPair
from emulator.domain.errors import InvalidField
from emulator.providers.mdes import sealing
from emulator.providers.mdes.reasons import Refusal

CAMEL: Final[Mapping[str, str]] = {
    "EncryptedData": "encryptedData",
    "EncryptedKey": "encryptedKey",
    "Iv": "iv",
    "OaepHashingAlgorithm": "oaepHashingAlgorithm",
    "PublicKeyFingerprint": "publicKeyFingerprint",
}
PASCAL: Final[Mapping[str, str]] = {camel: pascal for pascal, camel in CAMEL.items()}
# Newer descriptions name these for AES-GCM, and do not say how they are written.
OF_GCM: Final = ("algorithmCipherMode", "aad", "tag")


def opened(ctx: Context, fields: Fields, places: Iterable[str]) -> Fields:
    """Return the message with what is encrypted at these places opened, under `EncryptedData`.

    Raises:
        Unreadable: it does not open.
        InvalidField: a member is missing or has another length.
        StaleData: what was encrypted is no longer valid.
        Refusal: it is encrypted in a way that is not known here.
    """
    return sealing.changed(fields, places, lambda place, node: _opened(ctx, place.rpartition(".")[2], node))


def sealed(ctx: Context, fields: Fields, places: Iterable[str], *, to: KeyPair) -> Fields:
    """Return the message with `EncryptedData` at these places encrypted to a certificate."""
    return sealing.changed(fields, places, lambda place, node: _sealed(ctx, place.rpartition(".")[2], node, to=to))


def _sealed(ctx: Context, name: str, node: Fields, *, to: KeyPair) -> Fields:
    renamed = {CAMEL.get(member, member): value for member, value in node.items()}
    return {PASCAL.get(member, member): value for member, value in sealing.sealed(ctx, {name: renamed}, (name,), to=to)[name].items()}


def _opened(ctx: Context, name: str, node: Fields) -> Fields:
    if member := next((one for one in OF_GCM if node.get(one)), None):
        raise Refusal("NOT_SUPPORTED", member=f"{name}.{member}")
    renamed = {CAMEL.get(member, member): value for member, value in node.items()}
    try:
        plain = sealing.opened(ctx, {name: renamed}, (name,))[name]
    except InvalidField as error:
        raise type(error)(_in_pascal_case(error.name), error.problem) from None
    return {PASCAL.get(member, member): value for member, value in plain.items()}


def _in_pascal_case(place: str) -> str:
    outer, dot, member = place.rpartition(".")
    return f"{outer}{dot}{PASCAL.get(member, member)}"
