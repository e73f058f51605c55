"""Only this machine, and hosts that the user has named, are ever called."""

import pytest

from emulator.config import Settings
from emulator.core.callbacks.hosts import is_loopback, refusal

ANYWHERE = "0.0.0.0"  # noqa: S104  # an address under test; nothing is bound to it


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("[::1]", True),
        (ANYWHERE, False),
        ("10.0.0.1", False),
        ("localhost.example.org", False),
        ("", False),
    ],
)
def test_only_names_of_this_machine_are_loopback(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/x", "http://localhost/", "http://[::1]:9/", "http://App.Test/", "http://app-2/", "http:///x"]
)
def test_this_machine_and_named_hosts_may_be_called(url: str) -> None:
    settings = Settings(callback_hosts="app.test, app-2")

    assert refusal(settings, url) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/",
        "http://app.test.evil.example/",
        "http://localhost.evil.example/",
        "http://127.0.0.1@evil.example/",
        "http://0x7f000001/",
        "http://2130706433/",
        f"http://{ANYWHERE}/",
    ],
)
def test_nothing_else_is_called(url: str) -> None:
    why = refusal(Settings(callback_hosts="app.test"), url)

    assert why is not None
    assert why.cause == "host_not_allowed"


def test_the_issuer_of_the_settings_and_with_a_star_everybody_may_be_called() -> None:
    assert refusal(Settings(issuer_url="http://issuer-app:8000"), "http://issuer-app:8000/x") is None
    assert refusal(Settings(callback_hosts="*"), "http://anywhere.example/") is None
