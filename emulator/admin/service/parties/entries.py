"""Parties as they are registered, and as the house knows them; a key that cannot be used is noticed here, not at its first use."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Final

from emulator.admin.schemas.parties import CredentialEntry, CredentialSeen, IssuerEntry, RequestorEntry
from emulator.core.keys import Keys
from emulator.crypto.keys.keyring import KeyPair
from emulator.crypto.keys.rsa import UnreadableKey
from emulator.domain.errors import DomainError, InvalidField
from emulator.domain.parties import Issuer, Party, Requestor
from emulator.domain.worlds import Credential
from emulator.storage.parties import READERS

# What binds a credential to one party: the name under which its secrets keep it, and the word for it.
BINDINGS: Final = {"requestor": "token requestor", "issuer": "issuer"}


class UnknownParty(DomainError):
    """There is no such issuer, token requestor or credential in this world."""


def issuer_of(keys: Keys, entry: IssuerEntry, *, place: str = "") -> Party:
    """Return the issuer that an entry describes; `place` is where the entry stands in the message, with a dot behind it.

    Raises:
        InvalidField: one of its keys cannot be read, or a range ends before it begins.
    """
    _check_certificate(keys, entry.encryption_certificate, place=f"{place}encryption_certificate")
    for number, key in enumerate(entry.tav_keys):
        _check_key(keys, key, place=f"{place}tav_keys.{number}")
    try:
        return READERS["issuer"](entry.model_dump(mode="json", include=set(IssuerEntry.model_fields)))
    except ValueError as error:
        raise InvalidField(f"{place}ranges", str(error)) from None


def requestor_of(keys: Keys, entry: RequestorEntry, *, place: str = "") -> Party:
    """Return the token requestor that an entry describes.

    Raises:
        InvalidField: its certificate cannot be read.
    """
    _check_certificate(keys, entry.encryption_certificate, place=f"{place}encryption_certificate")
    return READERS["requestor"](entry.model_dump(mode="json", include=set(RequestorEntry.model_fields)))


def credential_of(keys: Keys, entry: CredentialEntry, namespace: str, *, place: str = "") -> Credential:
    """Return the credential that an entry describes.

    Raises:
        InvalidField: one of its keys cannot be read.
    """
    _check_key(keys, entry.signing, place=f"{place}signing")
    _check_certificate(keys, entry.response, place=f"{place}response")
    bound = {name: party for name in BINDINGS if (party := getattr(entry, name))}
    secrets = {"signing": entry.signing, "response": entry.response, "encryption": entry.encryption}
    return Credential(entry.kind, entry.name, namespace, {**secrets, **bound})


def issuer_seen(issuer: Issuer) -> IssuerEntry:
    """Return an issuer as it could be registered again."""
    return IssuerEntry.model_validate(asdict(issuer))


def requestor_seen(requestor: Requestor) -> RequestorEntry:
    """Return a token requestor as it could be registered again."""
    return RequestorEntry.model_validate(asdict(requestor))


def credential_seen(credential: Credential) -> CredentialSeen:
    """Return what a credential is and whom it is for; private keys and shared secrets stay inside."""
    shown = {name: credential.secrets.get(name) for name in ("signing", "response", "encryption", *BINDINGS)}
    return CredentialSeen(kind=credential.kind, name=credential.name, **shown)


def _check_certificate(keys: Keys, reference: str | None, *, place: str) -> None:
    # Whoever is written to is named by the fingerprint of a certificate; a bare key has none.
    if reference:
        _check(keys, reference, lambda pair: pair.certificate, place=place)


def _check_key(keys: Keys, reference: str, *, place: str) -> None:
    _check(keys, reference, lambda pair: pair.public_key, place=place)


def _check(keys: Keys, reference: str, read: Callable[[KeyPair], object], *, place: str) -> None:
    try:
        read(keys.pair(reference))
    except UnreadableKey as error:
        raise InvalidField(place, str(error)) from None
    except OSError:
        raise InvalidField(place, "there is no demo key of this name") from None
