"""Hostile content in what travels encrypted: refused in the provider's own shape, however well it is sealed."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator import bootstrap
from emulator.core.operation import AnyOperation
from emulator.core.provider import Api
from emulator.crypto.chance import system
from emulator.crypto.keys.keyring import read_pair
from emulator.crypto.payloads import mastercard_fle
from tests.flows import visa_client
from tests.flows.customer import KEYS
from tests.flows.hostile.sender import Sender
from tests.flows.hostile.values import PLAINTEXTS, VALUES, copied, example_of, few
from tests.providers.vts.agentic.platform import KEY_ID, enveloped_bytes

JSON: Final = "application/json"
PARTS: Final = ("encryptedData", "encryptedKey", "iv", "oaepHashingAlgorithm", "publicKeyFingerprint")
HOSTILE: Final = {
    "mdes": st.fixed_dictionaries({}, optional=dict.fromkeys(PARTS, VALUES)),
    "vts": VALUES | st.lists(st.text(alphabet="Aa0-_=", max_size=40), min_size=1, max_size=7).map(".".join),
}


def sealed_for_mastercard(plaintext: bytes) -> Any:
    """A member of MDES as it travels."""
    pair = read_pair(KEYS, "request")
    return mastercard_fle.seal(plaintext, pair.public_key, fingerprint=pair.fingerprints.cert_sha256, digest="SHA256", chance=system)


SEALED: Final[Mapping[str, Callable[[bytes], Any]]] = {"mdes": sealed_for_mastercard, "vts": visa_client.sealed_bytes}


def places() -> list[Any]:
    """Every member that travels encrypted to us."""
    return [
        pytest.param(api, operation, place, id=f"{operation.name}:{place}")
        for api in bootstrap.APIS
        for operation in api.operations
        for place in operation.sealed_request
    ]


def with_member(operation: AnyOperation, place: str, value: Any) -> Any:
    """The operation's example with one member set."""
    message = copied(example_of(operation))
    *parents, last = place.split(".")
    holder = message
    for name in parents:
        holder = holder.setdefault(name, {})
    holder[last] = value
    return message


@pytest.mark.parametrize(("api", "operation", "place"), places())
def test_a_hostile_plaintext_is_refused_however_well_it_is_sealed(target: Sender, api: Api, operation: AnyOperation, place: str) -> None:
    sealed = SEALED[api.name.partition(".")[0]]
    for plaintext in PLAINTEXTS:
        target.send_message(api, operation, with_member(operation, place, sealed(plaintext)), JSON)


@pytest.mark.parametrize(("api", "operation", "place"), places())
@few
@given(data=st.data())
def test_a_hostile_envelope_is_refused(target: Sender, api: Api, operation: AnyOperation, place: str, data: st.DataObject) -> None:
    value = data.draw(HOSTILE[api.name.partition(".")[0]])

    target.send_message(api, operation, with_member(operation, place, value), JSON)


@pytest.mark.parametrize(
    "operation", [row for api in bootstrap.APIS if api.name == "vts.agentic" for row in api.operations], ids=lambda row: row.name
)
def test_a_hostile_message_is_refused_however_well_it_is_enveloped(target: Sender, operation: AnyOperation) -> None:
    api = next(api for api in bootstrap.APIS if api.name == "vts.agentic")
    for plaintext in PLAINTEXTS:
        target.send(api, operation, body=enveloped_bytes(plaintext), headers={"Content-Type": JSON, "keyId": KEY_ID})
