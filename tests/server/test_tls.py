"""Official clients speak TLS with the emulator when they trust its authority, and refuse an expired certificate."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from emulator.config import Settings
from emulator.server.tls import TlsError, context_of
from tests.flows.customer import Customer
from tests.flows.processes import Program, running
from tests.server.certificates import Files, authority, leaf

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def secured(program: Program, folder: Path) -> Customer:
    customer = Customer(program.url.replace("http://", "https://"))
    # The machine's own bundle, where a variable names one, would win over what is given here.
    customer.session.trust_env = False
    customer.session.verify = str(folder / "tls" / "ca.crt")
    return customer


def test_mastercards_libraries_tokenize_over_tls(tmp_path: Path) -> None:
    with running("emulator", "--data-dir", str(tmp_path), "--tls", "local", folder=tmp_path) as program:
        customer = secured(program, tmp_path)

        assert customer.tokenize("5123456789012345")["decision"] == "APPROVED"
        with pytest.raises(requests.exceptions.SSLError):
            requests.get(f"{customer.url}/_emulator/live", timeout=5, verify=True)
    assert (tmp_path / "tls" / "ca.key").stat().st_mode & 0o077 == 0


def test_an_expired_certificate_is_refused_by_the_client(tmp_path: Path) -> None:
    with (
        running("emulator", "--data-dir", str(tmp_path), "--tls", "expired", folder=tmp_path) as program,
        pytest.raises(requests.exceptions.SSLError, match="expired"),
    ):
        secured(program, tmp_path).tokenize("5123456789012345")


def test_plain_http_is_the_default() -> None:
    assert context_of(Settings(), now=NOW) is None


@pytest.mark.parametrize("more", [{}, {"tls_certificate": "none.crt", "tls_key": "none.key"}])
def test_a_certificate_of_ones_own_that_is_not_there_is_said_to_be_missing(more: dict[str, str]) -> None:
    with pytest.raises(TlsError):
        context_of(Settings.model_validate({"tls": "own", **more}), now=NOW)


@pytest.fixture
def ours(tmp_path: Path) -> Files:
    """The authority of the machine's owner."""
    return authority(tmp_path, "ours")


@pytest.fixture
def strict(tmp_path: Path, ours: Files) -> Iterator[Program]:
    """An emulator with a certificate of one's own, which lets in only clients that show one of the same authority."""
    own = leaf(tmp_path, "server", ours)
    files = ("--tls-certificate", str(own.certificate), "--tls-key", str(own.key), "--tls-client-ca", str(ours.certificate))
    with running("emulator", "--data-dir", str(tmp_path), "--tls", "own", *files, folder=tmp_path) as program:
        yield program


def showing(program: Program, ours: Files, shown: Files | None) -> Customer:
    customer = Customer(program.url.replace("http://", "https://"))
    customer.session.trust_env = False
    customer.session.verify = str(ours.certificate)
    customer.session.cert = (str(shown.certificate), str(shown.key)) if shown else None
    return customer


def test_with_a_certificate_of_ones_own_clients_that_show_theirs_are_served(strict: Program, ours: Files, tmp_path: Path) -> None:
    customer = showing(strict, ours, leaf(tmp_path, "client", ours))

    assert customer.tokenize("5123456789012345")["decision"] == "APPROVED"


@pytest.mark.parametrize("stranger", [False, True])
def test_clients_that_show_none_or_a_strangers_are_not(strict: Program, ours: Files, tmp_path: Path, stranger: bool) -> None:
    shown = leaf(tmp_path, "stranger", authority(tmp_path, "theirs")) if stranger else None

    with pytest.raises(requests.exceptions.RequestException):
        showing(strict, ours, shown).tokenize("5123456789012345")


def test_a_key_of_another_certificate_is_said_to_be_wrong(ours: Files, tmp_path: Path) -> None:
    own = leaf(tmp_path, "server", ours)

    with pytest.raises(TlsError, match="cannot be read"):
        context_of(Settings(tls="own", tls_certificate=own.certificate, tls_key=ours.key), now=NOW)
