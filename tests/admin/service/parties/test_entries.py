"""What is registered is checked where it comes in: a key that cannot be used is not kept."""

from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from emulator.admin.schemas.parties import CredentialEntry, IssuerEntry, RequestorEntry
from emulator.admin.service.parties.entries import (
    credential_of,
    credential_seen,
    issuer_of,
    issuer_seen,
    requestor_of,
    requestor_seen,
)
from emulator.config import shipped
from emulator.core.keys import Keys
from emulator.crypto.keys.rsa import public_pem
from emulator.domain.errors import InvalidField
from emulator.domain.parties import Issuer, Requestor
from emulator.domain.worlds import Credential
from tests.admin.service.parties.samples import CREDENTIAL, ISSUER, REQUESTOR

KEYS = Keys(shipped("keys"))
BARE = public_pem(KEYS.pair("demo:mdes/tav").public_key).decode()
CURVE = ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

Read = Callable[[dict[str, Any]], object]


def issuer(entry: dict[str, Any]) -> object:
    return issuer_of(KEYS, IssuerEntry(**entry), place="issuers.3.")


def requestor(entry: dict[str, Any]) -> object:
    return requestor_of(KEYS, RequestorEntry(**entry), place="requestors.3.")


def credential(entry: dict[str, Any]) -> Credential:
    return credential_of(KEYS, CredentialEntry(**entry), "default", place="credentials.3.")


def test_parties_come_out_as_they_went_in() -> None:
    bank, wallet = issuer(ISSUER), requestor(REQUESTOR)

    assert isinstance(bank, Issuer)
    assert isinstance(wallet, Requestor)
    assert issuer_seen(bank) == IssuerEntry(**ISSUER)
    assert requestor_seen(wallet) == RequestorEntry(**REQUESTOR)


def test_a_credential_shows_whom_it_is_for_and_no_secret() -> None:
    fresh = credential({**CREDENTIAL, "requestor": "50999999999"})
    secrets = {**fresh.secrets, "signing_private": "PRIVATE"}

    seen = credential_seen(Credential(fresh.kind, fresh.name, fresh.namespace, secrets))

    assert (seen.name, seen.signing, seen.requestor, seen.issuer) == ("a!b", "demo:mdes/signing", "50999999999", None)
    assert "PRIVATE" not in seen.model_dump_json()


def test_signatures_can_be_checked_with_a_bare_public_key() -> None:
    bank = issuer({**ISSUER, "tav_keys": [BARE]})
    client = credential({**CREDENTIAL, "signing": BARE.replace("\n", "\r\n")})

    assert isinstance(bank, Issuer)
    assert bank.tav_keys == (BARE,)
    assert client.secrets["signing"].startswith("-----BEGIN PUBLIC KEY-----")


@pytest.mark.parametrize(
    ("read", "entry", "place"),
    [
        (issuer, {**ISSUER, "encryption_certificate": BARE}, "issuers.3.encryption_certificate"),
        (issuer, {**ISSUER, "encryption_certificate": "no certificate"}, "issuers.3.encryption_certificate"),
        (issuer, {**ISSUER, "tav_keys": ["demo:mdes/tav", CURVE]}, "issuers.3.tav_keys.1"),
        (issuer, {**ISSUER, "tav_keys": ["demo:../../etc/passwd"]}, "issuers.3.tav_keys.0"),
        (issuer, {**ISSUER, "ranges": [{"low": "530000", "high": "520000", "network": "mastercard"}]}, "issuers.3.ranges"),
        (requestor, {**REQUESTOR, "encryption_certificate": BARE}, "requestors.3.encryption_certificate"),
        (credential, {**CREDENTIAL, "signing": "demo:mdes/nobody"}, "credentials.3.signing"),
        (credential, {**CREDENTIAL, "response": BARE}, "credentials.3.response"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_place(read: Read, entry: dict[str, Any], place: str) -> None:
    with pytest.raises(InvalidField) as refused:
        read(entry)

    assert refused.value.name == place
    assert "fixtures" not in str(refused.value)
