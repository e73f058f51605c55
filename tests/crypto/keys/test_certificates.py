"""Certificates and the four fingerprints by which clients name one."""

from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto.keys import certificates
from emulator.crypto.keys.rsa import UnreadableKey
from tests.crypto.known import demo, private, witness
from tests.witness import vectors

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("name", ["signing", "request", "response", "issuer", "jws"])
def test_the_four_fingerprints_are_those_that_other_tools_compute(name: str) -> None:
    known = vectors("mdes_keys")["keys"][name]["fingerprints"]

    computed = certificates.fingerprints(certificates.load_certificate(witness(name).certificate_pem))

    assert dict(computed.items()) == known


def test_a_fingerprint_is_known_by_its_kind_in_any_letter_case() -> None:
    prints = demo("request").fingerprints

    assert prints.kind_of(prints.cert_sha1.upper()) == "cert_sha1"
    assert prints.kind_of(prints.spki_sha256) == "spki_sha256"
    assert prints.kind_of("00") is None


def test_a_certificate_is_signed_by_its_own_key_for_twenty_years() -> None:
    key = private(demo("issuer"))

    certificate = certificates.self_signed(key, common_name="issuer", organization="demo", not_before=NOON)

    certificate.verify_directly_issued_by(certificate)
    assert certificate.not_valid_before_utc == NOON
    assert (certificate.not_valid_after_utc - NOON).days == 20 * 365 + 5
    assert certificates.public_key(certificate) == key.public_key()


def test_the_same_key_gives_the_same_certificate() -> None:
    key = private(demo("issuer"))

    first, second = (certificates.self_signed(key, common_name="a", organization="b", not_before=NOON) for _ in range(2))

    assert certificates.certificate_pem(first) == certificates.certificate_pem(second)


@given(octets=st.binary(max_size=60) | st.binary(max_size=60).map(lambda body: b"-----BEGIN CERTIFICATE-----\n" + body))
def test_anything_else_is_unreadable(octets: bytes) -> None:
    with pytest.raises(UnreadableKey):
        certificates.load_certificate(octets)


def test_a_certificate_with_a_key_of_another_kind_is_unreadable() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "elliptic")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    certificate = builder.not_valid_before(NOON).not_valid_after(NOON + certificates.LIFETIME).sign(key, hashes.SHA256())

    with pytest.raises(UnreadableKey):
        certificates.load_certificate(certificates.certificate_pem(certificate))
