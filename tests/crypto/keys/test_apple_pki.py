"""Certificates of Apple's structure that cannot be taken for Apple's."""

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import ExtensionOID, NameOID

from emulator.crypto import chance
from emulator.crypto.keys import apple_pki
from emulator.crypto.keys.apple_pki import LeafProfile
from tests.crypto.keys.authority import AUTHORITY, LEAF, NOON, known

ALL = [AUTHORITY.root.certificate, AUTHORITY.intermediate.certificate, LEAF.certificate]


def common_name(certificate: x509.Certificate) -> str:
    return str(certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def oids(certificate: x509.Certificate) -> dict[str, bool]:
    return {extension.oid.dotted_string: extension.critical for extension in certificate.extensions}


def test_each_certificate_is_signed_by_the_one_above_it() -> None:
    root, intermediate, leaf = ALL

    leaf.verify_directly_issued_by(intermediate)
    intermediate.verify_directly_issued_by(root)
    root.verify_directly_issued_by(root)
    assert [common_name(certificate) for certificate in ALL] == [
        "Emulated Apple Root CA - G3",
        "Apple Worldwide Developer Relations CA - G2",
        "ecc-crypto-services-encipherment_UC6-EMULATOR",
    ]


@pytest.mark.parametrize("certificate", ALL, ids=common_name)
def test_nobody_can_take_a_certificate_for_one_of_apple(certificate: x509.Certificate) -> None:
    names = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)

    assert [name.value for name in names] == ["Emulated Apple (NOT Apple Inc.)"]


def test_the_leaf_has_the_structure_of_published_ones() -> None:
    usage = apple_pki.key_usage(LEAF.certificate)
    marker = LEAF.certificate.extensions.get_extension_for_oid(apple_pki.MARKER)
    policies = LEAF.certificate.extensions.get_extension_for_class(x509.CertificatePolicies).value

    assert usage is not None
    assert (usage.key_encipherment, usage.key_agreement, usage.digital_signature) == (True, True, False)
    assert (marker.critical, marker.value.public_bytes()) == (True, b"\x05\x00")
    assert [policy.policy_identifier.dotted_string for policy in policies] == ["1.2.840.113635.100.5.1"]
    assert oids(LEAF.certificate)[ExtensionOID.BASIC_CONSTRAINTS.dotted_string] is True
    assert {ExtensionOID.AUTHORITY_INFORMATION_ACCESS.dotted_string, ExtensionOID.CRL_DISTRIBUTION_POINTS.dotted_string} <= set(
        oids(LEAF.certificate)
    )


def test_the_leaf_says_at_least_what_the_known_leaf_says() -> None:
    theirs = known("leaf")

    assert oids(theirs).items() <= oids(LEAF.certificate).items()
    assert LEAF.certificate.subject == theirs.subject
    assert LEAF.certificate.issuer == theirs.issuer
    assert apple_pki.key_usage(LEAF.certificate) == apple_pki.key_usage(theirs)


def test_a_leaf_lives_about_25_months() -> None:
    life = LEAF.certificate.not_valid_after_utc - LEAF.certificate.not_valid_before_utc

    assert timedelta(days=25 * 30) < life < timedelta(days=26 * 31)


def test_a_wallet_sends_leaf_and_intermediate() -> None:
    chain = AUTHORITY.chain(LEAF)

    assert [common_name(x509.load_der_x509_certificate(der)) for der in chain] == [apple_pki.LEAF, apple_pki.INTERMEDIATE]


def test_the_same_chance_gives_the_same_certificates() -> None:
    authority = apple_pki.make_authority(chance=chance.seeded(b"authority"), not_before=NOON)
    leaf = apple_pki.issue_leaf(authority, chance=chance.seeded(b"leaf"), not_before=NOON)

    assert (authority.root.der, authority.chain(leaf)) == (AUTHORITY.root.der, AUTHORITY.chain(LEAF))


def test_another_leaf_has_another_key_and_serial_number() -> None:
    other = apple_pki.issue_leaf(AUTHORITY, chance=chance.seeded(b"other"), not_before=NOON)

    assert other.certificate.serial_number != LEAF.certificate.serial_number
    assert other.private_key.public_key() != LEAF.private_key.public_key()


def test_a_wrong_leaf_can_be_had() -> None:
    profile = LeafProfile(lifetime=timedelta(days=1), key_encipherment=False, marked=False)

    leaf = apple_pki.issue_leaf(AUTHORITY, chance=chance.seeded(b"wrong"), not_before=NOON, profile=profile).certificate

    usage = apple_pki.key_usage(leaf)
    assert usage is not None
    assert (usage.key_encipherment, apple_pki.is_marked(leaf), leaf.not_valid_after_utc - NOON) == (False, False, timedelta(days=1))


def test_a_certificate_that_does_not_say_what_its_key_is_for_has_no_usage() -> None:
    builder = x509.CertificateBuilder().subject_name(x509.Name([])).issuer_name(x509.Name([])).serial_number(1)
    timed = builder.not_valid_before(NOON).not_valid_after(NOON).public_key(LEAF.private_key.public_key())

    certificate = timed.sign(LEAF.private_key, hashes.SHA256())

    assert (apple_pki.key_usage(certificate), apple_pki.is_marked(certificate)) == (None, False)


def test_an_identity_shows_no_key() -> None:
    assert "PrivateKey" not in repr(AUTHORITY)


def test_openssl_verifies_the_chain(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.pem" for number in range(3)]
    for file, certificate in zip(files, ALL, strict=True):
        file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    at = str(int((NOON + timedelta(days=1)).timestamp()))
    root, intermediate, leaf = map(str, files)

    # openssl knows no marker extension, and it is critical.
    command = ["openssl", "verify", "-attime", at, "-ignore_critical", "-CAfile", root, "-untrusted", intermediate, leaf]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.stdout.endswith("OK\n"), result.stderr
