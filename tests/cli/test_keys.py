"""The demo credentials, printed for people and written as files."""

import json
from pathlib import Path

import pytest
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig
from oauth1 import authenticationutils

from emulator.cli.commands import main


def test_keys_are_printed_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys"]) == 0

    told = capsys.readouterr().out
    assert "tspemulatordemo0" in told
    assert "keystorepassword" in told


def test_keys_are_written_as_files_that_the_official_libraries_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["keys", "--out", str(tmp_path)]) == 0

    written = {Path(line).relative_to(tmp_path).as_posix() for line in capsys.readouterr().out.splitlines()}
    assert {".env", "mdes/signing.p12", "mdes/request.crt", "mdes/response.key", "mdes/issuer.key", "mdes/tav.key"} <= written
    monkeypatch.chdir(tmp_path)
    assert authenticationutils.load_signing_key("mdes/signing.p12", "keystorepassword")
    assert FieldLevelEncryptionConfig(json.loads(Path("mdes/fle.json").read_text()))
