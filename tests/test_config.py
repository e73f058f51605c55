"""Settings are read once, checked, and never changed."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from emulator.config import Auth, Settings, shipped


def test_the_defaults_are_what_official_clients_expect() -> None:
    settings = Settings()

    # Mastercard's own SDK calls this port `Environment.LOCALHOST`.
    assert (settings.port, settings.auth, settings.seed) == (8081, Auth.STRICT, None)
    assert settings.host in {"localhost", "127.0.0.1"}


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1  # type: ignore[misc]  # this is the mistake


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("port", -1),
        ("port", 65536),
        ("port", "http"),
        ("auth", "maybe"),
        ("seed", "x"),
        ("body_limit", 10),
        ("journal_size", 0),
        ("journal_bytes", 1),
        ("log_level", "INFO"),
        ("log_level", "info\n"),
        ("log_format", "xml"),
        ("max_skew_seconds", -1),
        ("prot", 8081),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_by_name(field: str, value: object) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings.model_validate({field: value})

    assert [error["loc"] for error in refused.value.errors()] == [(field,)]


def test_settings_are_read_from_text() -> None:
    settings = Settings.model_validate({"port": "0", "seed": "42", "auth": "lenient", "data_dir": "/var/emulator"})

    assert (settings.port, settings.seed, settings.auth, settings.data_dir) == (0, 42, Auth.LENIENT, Path("/var/emulator"))


@pytest.mark.parametrize("field", ["public_url", "issuer_url"])
def test_urls_lose_the_slash_that_paths_begin_with(field: str) -> None:
    settings = Settings.model_validate({field: "https://emulator.test:8081//"})

    assert getattr(settings, field) == "https://emulator.test:8081"


def test_the_database_lies_in_the_data_directory_unless_a_url_is_given(tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path).database_url == f"sqlite:///{tmp_path}/emulator.db"
    assert Settings(data_dir=tmp_path, database="sqlite://").database_url == "sqlite://"


def test_the_data_directory_is_meant_where_the_program_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    url = Settings().database_url

    assert url == f"sqlite:///{tmp_path}/.tsp-emulator/emulator.db"


def test_settings_print_without_their_secrets() -> None:
    settings = Settings(admin_token="hush", database="postgresql://me:hush@db/emulator")

    assert "hush" not in repr(settings)


def test_every_setting_says_what_it_is() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.mark.parametrize("name", ["keys", "seeds", "contracts"])
def test_what_ships_with_the_program_is_found(name: str) -> None:
    assert any(shipped(name).iterdir())
