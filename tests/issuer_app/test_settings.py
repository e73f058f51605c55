"""The settings, from flags and from the environment."""

from argparse import ArgumentParser
from pathlib import Path

import pytest

from emulator.issuer_app.errors import BadSetting
from emulator.issuer_app.settings import Settings, add_flags, flag, given_flags, variable


def test_every_setting_has_a_default() -> None:
    settings = Settings.read({}, {})

    assert (settings.host, settings.port, settings.database) == ("127.0.0.1", 8000, "sqlite:///issuer.db")
    assert (settings.emulator, settings.keys) == ("http://127.0.0.1:8081", Path("fixtures/keys"))


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_setting_is_a_flag_and_a_variable(name: str) -> None:
    parser = ArgumentParser()
    add_flags(parser)

    options = parser.parse_args([flag(name), "x"])

    assert given_flags(options)[name] == "x"
    assert variable(name) == "ISSUER_APP_" + flag(name).removeprefix("--").replace("-", "_").upper()


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_setting_is_in_the_guide(name: str) -> None:
    guide = Path(__file__).resolve().parents[2] / "docs" / "DEV_PROVISIONING.md"

    assert f"| `{flag(name)}` | `{variable(name)}` |" in guide.read_text(encoding="utf-8")


def test_a_flag_wins_over_its_variable() -> None:
    settings = Settings.read(
        {"port": "1", "host": None}, {"ISSUER_APP_PORT": "2", "ISSUER_APP_HOST": "::1", "OTHER": "x", "ISSUER_APP_PORT_FILE": ""}
    )

    assert (settings.port, settings.host, settings.port_file) == (1, "::1", None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "65536"),
        ("port", "http"),
        ("emulator", "localhost:8081"),
        ("emulator", "ftp://localhost"),
        ("emulator", "http://localhost:99999"),
        ("emulator", "http://:80"),
        ("emulator", "http://["),
        ("emulator", "http://localhost/?a=b"),
        ("emulator", "http://user:secret@localhost"),
        ("card_key", "00"),
        ("card_key", "secret"),
        ("token_requestor_id", "1234"),
        ("timeout", "0"),
        ("body_limit", "many"),
    ],
)
def test_a_bad_setting_is_one_sentence_that_names_it(name: str, value: str) -> None:
    with pytest.raises(BadSetting) as refusal:
        Settings.read({name: value}, {})

    assert str(refusal.value).startswith(f"Setting {flag(name)} ({variable(name)}): ")
    assert "\n" not in str(refusal.value)


def test_a_secret_that_is_refused_is_not_repeated() -> None:
    with pytest.raises(BadSetting) as refusal:
        Settings.read({"card_key": "hunter2"}, {})

    assert "hunter2" not in str(refusal.value)


def test_a_trailing_slash_of_a_url_does_not_count() -> None:
    assert Settings.read({"emulator": "http://localhost:8081/"}, {}).emulator == "http://localhost:8081"


def test_secrets_do_not_print() -> None:
    settings = Settings.read({"database": "postgresql://u:hunter2@db/x", "card_key": "ab" * 32, "consumer_key": "c" * 97}, {})

    printed = repr(settings) + str(settings)

    assert not any(secret in printed for secret in ("hunter2", "ab" * 32, "c" * 97))
    assert settings.card_key_bytes == b"\xab" * 32
