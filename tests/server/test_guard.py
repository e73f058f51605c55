"""The admin API answers programs on this machine, and nobody else without the token."""

import pytest

from emulator.config import Settings
from emulator.core.message import Request
from emulator.server.guard import is_guarded, refusal

ANYWHERE = "0.0.0.0"  # noqa: S104  # a setting under test; nothing is bound to it


def asked(**headers: str) -> Request:
    return Request("GET", "http://x/", "/_emulator/tokens", "", headers, b"")


@pytest.mark.parametrize("host", ["127.0.0.1:8081", "localhost:8081", "[::1]:8081"])
def test_a_program_on_this_machine_is_let_in(host: str) -> None:
    assert refusal(Settings(), asked(host=host)) is None


def test_a_page_of_the_emulator_itself_is_let_in() -> None:
    assert refusal(Settings(), asked(host="127.0.0.1:8081", origin="http://127.0.0.1:8081")) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example:8081"},
        {"host": "127.0.0.1:8081", "origin": "https://evil.example"},
        {"host": "127.0.0.1:8081", "origin": "null"},
        {},
    ],
)
def test_a_foreign_name_or_page_is_refused(headers: dict[str, str]) -> None:
    why = refusal(Settings(), asked(**headers))

    assert why is not None
    assert why.cause == "foreign_host_or_origin"


def test_the_public_name_is_ours() -> None:
    settings = Settings(public_url="https://mdes.test:8443")

    assert refusal(settings, asked(host="mdes.test:8443")) is None


def test_beyond_loopback_only_the_token_opens() -> None:
    settings = Settings(host=ANYWHERE, admin_token="s3cret")

    assert refusal(settings, asked(host="10.0.0.1:8081", authorization="Bearer s3cret")) is None
    for sent in ("Bearer wrong", "", "Bearer "):
        assert refusal(settings, asked(host="10.0.0.1:8081", authorization=sent)) is not None


def test_beyond_loopback_without_a_token_nobody_is_let_in() -> None:
    settings = Settings(host=ANYWHERE)

    why = refusal(settings, asked(host="127.0.0.1:8081", authorization="Bearer "))

    assert why is not None
    assert "EMULATOR_ADMIN_TOKEN" in why.fix


@pytest.mark.parametrize(
    ("path", "guarded"),
    [("/_emulator/tokens", True), ("/_emulator/inboxes/app", True), ("/_emulator/inbox/app/x", False), ("/mdes/x", False)],
)
def test_everything_of_ours_is_guarded_but_what_comes_into_an_inbox(path: str, *, guarded: bool) -> None:
    assert is_guarded(path) is guarded
