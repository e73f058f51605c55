"""Mastercard's own library takes the configurations of a kit as they are."""

import json
from pathlib import Path
from typing import Any

import pytest
from client_encryption import field_level_encryption, jwe_encryption
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig
from client_encryption.jwe_encryption_config import JweEncryptionConfig

from emulator.admin.service.credentials import demo, files_of
from emulator.config import shipped
from emulator.core.keys import Keys


@pytest.fixture
def keys() -> Keys:
    return Keys(shipped("keys"))


@pytest.fixture
def folder(keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demo kit as files, in the present directory."""
    for name, content in files_of(demo(keys, "http://127.0.0.1:8081")).items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_the_official_library_encrypts_with_the_field_level_configuration(keys: Keys) -> None:
    config = FieldLevelEncryptionConfig(Path("mdes/fle.json").read_text())
    message: dict[str, Any] = {"fundingAccountInfo": {"encryptedPayload": {"encryptedData": {"cardAccountData": {}}}}}

    sealed = field_level_encryption.encrypt_payload(message, config)

    payload = sealed["fundingAccountInfo"]["encryptedPayload"]
    assert set(payload) == {"encryptedData", "encryptedKey", "iv", "oaepHashingAlgorithm", "publicKeyFingerprint"}
    assert payload["publicKeyFingerprint"] == keys.pair("demo:mdes/request").fingerprints.cert_sha256


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("member", ["tokenDetail", "encryptedPayload"])
def test_the_official_library_decrypts_with_the_field_level_configuration(member: str) -> None:
    config = FieldLevelEncryptionConfig(Path("mdes/fle.json").read_text())
    to_us = {**json.loads(Path("mdes/fle.json").read_text()), "encryptionCertificate": "mdes/response.crt"}
    to_us["paths"] = {"$": {"toEncrypt": {f"{member}.encryptedData": member}, "toDecrypt": {}}}
    sealed = field_level_encryption.encrypt_payload({member: {"encryptedData": {"a": 1}}}, FieldLevelEncryptionConfig(to_us))

    opened = field_level_encryption.decrypt_payload(sealed, config)

    assert opened[member]["encryptedData"] == {"a": 1}


@pytest.mark.usefixtures("folder")
def test_the_official_library_encrypts_and_decrypts_with_the_jwe_configuration(keys: Keys) -> None:
    configuration = json.loads(Path("mdes/jwe.json").read_text())
    message: dict[str, Any] = {"fundingAccountInfo": {"encryptedPayload": {"encryptedData": {"cardAccountData": {}}}}}
    answer = {**configuration, "encryptionCertificate": "mdes/response.crt"}
    answer["paths"] = {"$": {"toEncrypt": {"tokenDetail.encryptedData": "tokenDetail"}, "toDecrypt": {}}}

    sealed = jwe_encryption.encrypt_payload(message, JweEncryptionConfig(configuration))
    answered = jwe_encryption.encrypt_payload({"tokenDetail": {"encryptedData": {"a": 1}}}, JweEncryptionConfig(answer))
    opened = jwe_encryption.decrypt_payload(answered, JweEncryptionConfig(configuration))

    assert sealed["fundingAccountInfo"]["encryptedPayload"]["encryptedData"].count(".") == 4
    assert opened == {"tokenDetailOpened": {"a": 1}}
    assert keys.pair("demo:mdes/request").private_key
