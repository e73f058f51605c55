"""The encrypted member in Pascal case."""

import json
from typing import Any

import pytest

from tests.providers.mdes.caller import Caller, fle, jwe
from tests.providers.mdes.customer_service.desk import OPERATOR, PAN, SERVICE, refusal, tokenized
from tests.providers.observer import Observer

Node = dict[str, Any]

NAMES = {
    "encryptedData": "EncryptedData",
    "encryptedKey": "EncryptedKey",
    "iv": "Iv",
    "oaepHashingAlgorithm": "OaepHashingAlgorithm",
    "publicKeyFingerprint": "PublicKeyFingerprint",
}


def sealed(mdes: Caller, **plain: Any) -> Node:
    """What the official library makes of an account, with this API's names."""
    node = mdes.sealed({"cardInfo": {"encryptedData": {"CurrentAccount": {"AccountPan": PAN}, **plain}}})["cardInfo"]
    return {NAMES[name]: value for name, value in node.items()}


async def search(mdes: Caller, node: Node) -> Any:
    message = {"SearchRequest": {"EncryptedAccountInformation": node, "AuditInfo": OPERATOR}}
    return await mdes.send("POST", f"{SERVICE}/search", json.dumps(message).encode())


@pytest.mark.parametrize("config", [fle(), fle("SHA-512"), jwe()], ids=["SHA-256", "SHA-512", "JWE"])
async def test_what_the_official_library_encrypted_is_opened(mdes: Caller, config: Any) -> None:
    await tokenized(mdes)
    mdes.sealing = config

    answer = await search(mdes, sealed(mdes))

    assert (answer.status, list(answer.body)) == (200, ["SearchResponse"])


async def test_what_is_encrypted_to_another_key_is_invalid_and_explained(mdes: Caller, behind: Observer) -> None:
    mdes.sealing = fle(certificate="issuer")

    answer = await search(mdes, sealed(mdes))

    assert refusal(answer) == (400, "INVALID_DATA", "EncryptedAccountInformation")
    assert behind.findings[0].check == "encryption"
    assert "X-Emulator-Explanation" in answer.headers


@pytest.mark.parametrize(
    ("member", "value", "code"),
    [
        ("EncryptedKey", None, "MISSING_REQUIRED_FIELD"),
        ("PublicKeyFingerprint", None, "MISSING_REQUIRED_FIELD"),
        ("Iv", "00", "INVALID_FIELD_LENGTH"),
    ],
)
async def test_a_member_of_the_wrong_form_is_named_in_pascal_case(mdes: Caller, member: str, value: str | None, code: str) -> None:
    node = {name: one for name, one in {**sealed(mdes), member: value}.items() if one is not None}

    answer = await search(mdes, node)

    assert refusal(answer) == (400, code, f"EncryptedAccountInformation.{member}")


@pytest.mark.parametrize("member", ["algorithmCipherMode", "aad", "tag"])
async def test_gcm_is_not_supported(mdes: Caller, member: str) -> None:
    answer = await search(mdes, {**sealed(mdes), member: "00"})

    assert refusal(answer) == (400, "NOT_SUPPORTED", f"EncryptedAccountInformation.{member}")


async def test_what_is_no_longer_valid_is_refused(mdes: Caller) -> None:
    answer = await search(mdes, sealed(mdes, dataValidUntilTimestamp="2020-01-01T00:00:00Z"))

    assert refusal(answer)[:2] == (400, "INVALID_FIELD_VALUE")


@pytest.mark.parametrize("node", [5, "text", [], {"EncryptedData": {"CurrentAccount": {"AccountPan": PAN}}}])
async def test_what_is_not_encrypted_is_refused(mdes: Caller, node: Any) -> None:
    await tokenized(mdes)

    answer = await search(mdes, node)

    assert answer.status == 400
