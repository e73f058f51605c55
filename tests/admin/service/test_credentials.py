"""The kit of a world: as text, and as files that the official libraries read."""

from pathlib import Path

import pytest
from oauth1 import authenticationutils
from oauth1.oauth import OAuth

from emulator.admin.service.credentials import Kit, demo, files_of, kit_of
from emulator.admin.service.kit_text import as_text
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
        "apple/root.crt",
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
        "vts/client.crt",
        "vts/client.key",
        "vts/jws.crt",
        "vts/server.crt",
    ]


def test_the_official_signer_reads_the_key_store(folder: Path) -> None:
    key = authenticationutils.load_signing_key(str(folder / "mdes/signing.p12"), "keystorepassword")

    header = OAuth.get_authorization_header(f"{URL}/mdes", "POST", "{}", DEMO_CONSUMER_KEY, key)

    assert header.startswith("OAuth ")


def test_the_environment_file_names_what_a_client_needs(kit: Kit) -> None:
    lines = files_of(kit)[".env"].decode().splitlines()

    variables = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    assert variables["MDES_URL"] == f"'{URL}'"
    assert variables["MDES_CONSUMER_KEY"] == f"'{DEMO_CONSUMER_KEY}'"
    named = [value.strip("'") for name, value in variables.items() if value.startswith("'mdes/")]
    assert set(named) < set(files_of(kit))


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
