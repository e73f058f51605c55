"""Credentials that clients hold."""

from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from emulator.config import shipped
from emulator.recording import credentials
from emulator.recording.credentials import NoCredential, handed_out, of_environment


async def test_what_an_emulator_hands_out_is_read(client: TestClient[web.BaseRequest, web.Application]) -> None:
    answer = await client.post("/_emulator/namespaces", json={"keys": "fresh"})
    kit = await answer.json()

    found = handed_out(kit)

    assert found["mdes"].name == kit["mdes"]["consumer_key"]
    assert found["mdes"].secrets["signing_private"].startswith("-----BEGIN")
    assert found["visa"].secrets["shared_secret"] == kit["visa"]["shared_secret"]


def test_a_credential_of_ones_own_comes_from_the_environment() -> None:
    key = shipped("keys") / "mdes" / "signing.key"

    found = of_environment({"MDES_CONSUMER_KEY": "mine", "MDES_SIGNING_KEY": str(key), "STRIPE_API_KEY": "sk_test_1", "VISA_API_KEY": ""})

    assert {kind: credential.name for kind, credential in found.items()} == {"mdes": "mine", "stripe": "sk_test_1"}
    assert found["mdes"].secrets["signing_private"] == key.read_text()


def test_visas_secrets_come_from_the_environment() -> None:
    found = of_environment({"VISA_API_KEY": "key", "VISA_SHARED_SECRET": "hush"})

    assert (found["visa"].name, found["visa"].secrets["shared_secret"]) == ("key", "hush")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoCredential, match="gone"):
        of_environment({"MDES_CONSUMER_KEY": "mine", "MDES_SIGNING_KEY": str(tmp_path / "gone.key")})


def test_the_demo_credentials_show_nothing_when_they_are_printed() -> None:
    printed = repr(credentials.demo())

    assert "demo-shared-secret" not in printed
