"""The local authority vouches for what TLS clients check: names, addresses, and time."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from emulator.crypto.keys.local_ca import authority, expired_server, server

NOW = datetime(2026, 6, 1, tzinfo=UTC)
CA = authority(NOW)
STORE = Store([x509.load_pem_x509_certificate(CA.certificate)])


def check(certificate: bytes, name: str, *, at: datetime = NOW) -> None:
    verifier = PolicyBuilder().store(STORE).time(at).build_server_verifier(x509.DNSName(name))
    verifier.verify(x509.load_pem_x509_certificate(certificate), [])


def test_a_server_is_known_by_its_names_for_a_year() -> None:
    made = server(CA, ["localhost", "127.0.0.1", "localhost", "mdes.test"], now=NOW)

    check(made.certificate, "mdes.test")
    check(made.certificate, "localhost", at=NOW + timedelta(days=390))
    assert b"PRIVATE KEY" not in repr(made).encode()


@pytest.mark.parametrize(("name", "days"), [("other.test", 0), ("localhost", 400)])
def test_another_name_or_another_year_is_refused(name: str, days: int) -> None:
    made = server(CA, ["localhost"], now=NOW)

    with pytest.raises(VerificationError):
        check(made.certificate, name, at=NOW + timedelta(days=days))


def test_an_expired_one_is_refused() -> None:
    with pytest.raises(VerificationError):
        check(expired_server(CA, ["localhost"], now=NOW).certificate, "localhost")
