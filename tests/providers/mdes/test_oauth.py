"""Who may call, tried with the official signer and with vectors that the official clients made."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from oauth1.oauth import SignatureMethod

from emulator.config import Auth, Settings
from emulator.core.context import House
from emulator.core.message import Request
from emulator.core.wire import AccessDenied
from emulator.crypto.keys.rsa import load_own_private_key
from emulator.domain.worlds import Credential
from emulator.providers.mdes import oauth
from tests.providers.mdes.caller import DIGITIZATION, KEYS, Caller, FrontDoor, gateway_code
from tests.providers.observer import Observer

VECTORS: Final = Path(__file__).parents[2] / "witness" / "vectors"
KNOWN: Final = json.loads((VECTORS / "mdes_oauth.json").read_text())
SIGNER: Final = json.loads((VECTORS / "mdes_keys.json").read_text())["keys"]["signing"]["certificate_pem"]
TOKENIZE: Final = f"{DIGITIZATION}/tokenize"


def request_of(case: Mapping[str, Any]) -> Request:
    """The request of a vector as the server hands it on."""
    path, _, query = case["request_target"].partition("?")
    headers = {name.lower(): value for name, value in case["headers"].items()}
    return Request(case["method"], case["url"], path, query, headers, case["body_utf8"].encode())


def credential(name: str) -> Credential:
    """The vectors' consumer, with the certificate of its signing key."""
    return Credential(oauth.KIND, name, "default", {"signing": SIGNER, "response": "demo:mdes/response"})


@pytest.mark.parametrize("case", KNOWN["cases"], ids=lambda case: case["id"])
def test_what_the_official_clients_signed_is_let_in(house: House, case: dict[str, Any]) -> None:
    ctx, request = house.context(house.home), request_of(case)

    kind, name = oauth.claim(request)
    oauth.authenticate(ctx, request, credential(name))

    assert (kind, name) == ("mdes", KNOWN["consumer_key"])
    # The vectors' fixed timestamp lies in the past: remarked on, and no more.
    assert {finding.severity for finding in ctx.findings} == {"tolerated"}


@pytest.mark.parametrize("case", KNOWN["negative"], ids=lambda case: case["id"])
def test_what_was_spoilt_is_refused_by_the_check_that_notices_it(house: House, case: dict[str, Any]) -> None:
    checks = {"INVALID_BODY_HASH": "body_hash", "AUTHENTICATION_FAILED": "signature", "INVALID_OAUTH_SBS": "parameters"}
    ctx, request = house.context(house.home), request_of(case)

    with pytest.raises(AccessDenied) as denied:
        oauth.authenticate(ctx, request, credential(oauth.claim(request)[1]))

    assert denied.value.finding.check == checks[case["expect"]["reason_code"]]


@pytest.mark.parametrize("case", KNOWN["negative"], ids=lambda case: case["id"])
async def test_a_spoilt_request_is_answered_in_the_gateways_form(
    client: FrontDoor, house: House, settings: Settings, case: dict[str, Any]
) -> None:
    # The vectors were signed for another address, which the emulator may be told that it has.
    base = case["url"].removesuffix(case["request_target"])
    house.settings = settings.model_copy(update={"public_url": base})
    ctx = house.context(house.home, cause="test")
    await house.unit(ctx, lambda unit: unit.worlds.add_credential(credential(KNOWN["consumer_key"])))

    async with client.request(
        case["method"], case["request_target"], data=case["body_utf8"].encode() or None, headers=case["headers"]
    ) as answer:
        body = await answer.json()

    assert answer.status == case["expect"]["http_status"]
    assert body["Errors"]["Error"][0]["ReasonCode"] == case["expect"]["reason_code"]


@pytest.mark.parametrize("method", [SignatureMethod.RSA_SHA256, SignatureMethod.RSA_PSS_SHA256])
async def test_both_methods_of_the_official_signer_are_let_in(client: FrontDoor, method: SignatureMethod) -> None:
    answer = await Caller(client, method=method).tokenize()

    assert answer.body["decision"] == "APPROVED"


async def test_a_query_is_part_of_what_is_signed(mdes: Caller) -> None:
    answer = await mdes.post(f"{TOKENIZE}?Format=JSON&a=%20b&a=c", mdes.tokenize_message())

    assert answer.body["decision"] == "APPROVED"


async def test_a_body_that_was_changed_after_signing_is_refused_with_both_hashes(mdes: Caller, behind: Observer) -> None:
    body = json.dumps(mdes.sealed(mdes.tokenize_message())).encode()

    answer = await mdes.send("POST", TOKENIZE, body.replace(b"CLOUD", b"CLOUT"), signed=body)

    (finding,) = behind.findings
    assert (answer.status, gateway_code(answer), finding.cause) == (400, "INVALID_BODY_HASH", "tampered_body")
    assert f"Calculated: {finding.expected}, Received: {finding.got}" in answer.body["Errors"]["Error"][0]["Description"]
    assert answer.headers["X-Emulator-Explanation"].endswith(f"/_emulator/exchanges/{behind.exchange.id}")


@pytest.mark.parametrize("style", [{}, {"separators": (",", ":")}])
async def test_hashing_the_body_before_it_is_encrypted_is_recognised(mdes: Caller, behind: Observer, style: dict[str, Any]) -> None:
    message = mdes.tokenize_message()
    plain, sealed = json.dumps(message, **style).encode(), json.dumps(mdes.sealed(message)).encode()

    answer = await mdes.send("POST", TOKENIZE, sealed, signed=plain)

    assert (answer.status, behind.causes) == (400, ["body_hash_of_plaintext"])


async def test_a_tampered_signature_is_refused_with_the_base_string_that_would_do(mdes: Caller, behind: Observer) -> None:
    url, body = f"{mdes.door.make_url('/')}".rstrip("/") + TOKENIZE, json.dumps(mdes.sealed(mdes.tokenize_message())).encode()
    header = mdes.authorization(url, "POST", body).replace('oauth_nonce="', 'oauth_nonce="x')

    answer = await mdes.send("POST", TOKENIZE, body, headers={"Authorization": header})

    assert (answer.status, gateway_code(answer)) == (401, "AUTHENTICATION_FAILED")
    assert "Acceptable signature base string: POST&http%3A%2F%2F127.0.0.1%3A" in answer.body["Errors"]["Error"][0]["Description"]
    assert behind.findings[0].check == "signature"


async def test_signing_with_the_encryption_key_is_recognised(client: FrontDoor, behind: Observer) -> None:
    mdes = Caller(client, signing_key=load_own_private_key((KEYS / "response.key").read_bytes()))

    answer = await mdes.tokenize()

    assert (answer.status, behind.causes, behind.findings[0].got) == (401, ["signed_with_another_of_our_keys"], "response")


async def test_an_unknown_consumer_key_is_refused(client: FrontDoor, behind: Observer) -> None:
    answer = await Caller(client, consumer_key="nobody!nothing").tokenize()

    assert (answer.status, gateway_code(answer), behind.causes) == (401, "INVALID_CLIENT_ID", ["unknown_consumer_key"])


@pytest.mark.parametrize("header", ["", "Bearer abc", "OAuth", 'OAuth oauth_nonce="1"', 'OAuth oauth_consumer_key=""'])
async def test_a_header_without_a_consumer_key_is_refused(mdes: Caller, header: str) -> None:
    answer = await mdes.send("POST", TOKENIZE, b"{}", headers={"Authorization": header})

    assert (answer.status, gateway_code(answer)) == (400, "INVALID_OAUTH_SBS")


async def test_a_nonce_that_comes_again_is_remarked_on_and_let_in(mdes: Caller, behind: Observer) -> None:
    url = f"{mdes.door.make_url('/')}".rstrip("/") + TOKENIZE
    body = json.dumps(mdes.sealed(mdes.tokenize_message())).encode()
    header = mdes.authorization(url, "POST", body)

    first = await mdes.send("POST", TOKENIZE, body, headers={"Authorization": header})
    again = await mdes.send("POST", TOKENIZE, body, headers={"Authorization": header})

    assert (first.status, again.status, again.body["errorCode"]) == (200, 200, "DUPLICATE_REQUEST")
    assert "nonce_repeated" in behind.causes


@pytest.mark.parametrize("auth", [Auth.LENIENT, Auth.OFF])
async def test_a_house_that_is_not_strict_lets_everybody_in(client: FrontDoor, house: House, auth: Auth) -> None:
    house.settings = house.settings.model_copy(update={"auth": auth})

    answer = await replace(Caller(client), consumer_key="nobody!nothing").tokenize()

    assert answer.body["decision"] == "APPROVED"
    assert ("X-Emulator-Explanation" in answer.headers) is (auth is Auth.LENIENT)
