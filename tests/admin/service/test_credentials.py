"""The kit of a world: as text, and as files that the official libraries read."""

import json
from pathlib import Path
from typing import Any

import pytest
from client_encryption import field_level_encryption, jwe_encryption
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig
from client_encryption.jwe_encryption_config import JweEncryptionConfig
from oauth1 import authenticationutils
from oauth1.oauth import OAuth

from emulator.admin.service.credentials import Kit, as_text, demo, files_of, kit_of
from emulator.config import shipped
from emulator.core.keys import Keys
from emulator.core.worlds import DEMO_CONSUMER_KEY
from emulator.crypto.keys.certificates import certificate_pem, self_signed
from emulator.crypto.keys.rsa import generate, private_pem
from emulator.domain.worlds import Credential
from tests.outbound.sample import NOON

URL = "http://127.0.0.1:8081"


@pytest.fixture
def keys() -> Keys:
    return Keys(shipped("keys"))


@pytest.fixture
def kit(keys: Keys) -> Kit:
    return demo(keys, URL)


@pytest.fixture
def folder(kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The kit as files, in the present directory."""
    for name, content in files_of(kit).items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_demo_kit_needs_no_emulator_and_names_everybody(kit: Kit) -> None:
    assert (kit.namespace, kit.url, kit.consumer_key) == ("default", URL, DEMO_CONSUMER_KEY)
    assert [issuer.id for issuer in kit.issuers] == ["demo-issuer"]
    assert "50123456789" in [requestor.id for requestor in kit.requestors]


def test_the_files_are_those_that_libraries_ask_for_and_hold_no_key_of_the_emulators_own(kit: Kit) -> None:
    assert sorted(files_of(kit)) == [
        ".env",
        "mdes/fle.json",
        "mdes/issuer.crt",
        "mdes/issuer.key",
        "mdes/jwe.json",
        "mdes/request.crt",
        "mdes/response.crt",
        "mdes/response.key",
        "mdes/signing.crt",
        "mdes/signing.key",
        "mdes/signing.p12",
        "mdes/tav.crt",
        "mdes/tav.key",
    ]


def test_the_official_signer_reads_the_key_store(folder: Path) -> None:
    key = authenticationutils.load_signing_key(str(folder / "mdes/signing.p12"), "keystorepassword")

    header = OAuth.get_authorization_header(f"{URL}/mdes", "POST", "{}", DEMO_CONSUMER_KEY, key)

    assert header.startswith("OAuth ")


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


def test_the_environment_file_names_what_a_client_needs(kit: Kit) -> None:
    lines = files_of(kit)[".env"].decode().splitlines()

    variables = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    assert variables["MDES_URL"] == f"'{URL}'"
    assert variables["MDES_CONSUMER_KEY"] == f"'{DEMO_CONSUMER_KEY}'"
    named = [value.strip("'") for name, value in variables.items() if value.startswith("'mdes/")]
    assert set(named) < set(files_of(kit))


def test_the_text_shows_credentials_and_fingerprints_and_no_private_key(kit: Kit, keys: Keys) -> None:
    text = as_text(kit)

    assert DEMO_CONSUMER_KEY in text
    assert keys.pair("demo:mdes/request").fingerprints.spki_sha256 in text
    assert "50123456789" in text
    assert "PRIVATE KEY" not in text
    assert "worthless on purpose" in text


def test_a_world_without_an_mdes_credential_has_no_keys_to_hand_out(keys: Keys) -> None:
    kit = kit_of(keys, [Credential("stripe", "sk_test_x", "ns", {})], [], namespace="ns", url=URL)

    assert (kit.consumer_key, list(files_of(kit)), kit.keystore) == (None, [".env"], None)
    assert "MDES" not in as_text(kit)


def test_a_key_that_only_the_client_holds_leaves_its_files_out(keys: Keys) -> None:
    own = generate()
    certificate = certificate_pem(self_signed(own, common_name="own", organization="client", not_before=NOON)).decode()
    credential = Credential("mdes", "key", "ns", {"signing": certificate, "response": "demo:mdes/response"})

    files = files_of(kit_of(keys, [credential], [], namespace="ns", url=URL))

    assert {"mdes/signing.key", "mdes/signing.p12"}.isdisjoint(files)
    assert files["mdes/signing.crt"] == certificate.encode()


def test_a_key_that_the_emulator_made_for_one_world_goes_with_its_kit(keys: Keys) -> None:
    own = generate()
    certificate = certificate_pem(self_signed(own, common_name="own", organization="client", not_before=NOON)).decode()
    secrets = {"signing": certificate, "signing_private": private_pem(own).decode(), "response": "demo:mdes/response"}

    files = files_of(kit_of(keys, [Credential("mdes", "key", "ns", secrets)], [], namespace="ns", url=URL))

    assert files["mdes/signing.key"] == private_pem(own)
    assert "mdes/signing.p12" in files


def test_a_kit_does_not_print_its_keys(kit: Kit) -> None:
    assert "PRIVATE" not in repr(kit)
    assert DEMO_CONSUMER_KEY not in repr(kit)
