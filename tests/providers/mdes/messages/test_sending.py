"""The client's half of MDES: what it seals and signs is taken at the front door, and what comes back opens."""

import json
from dataclasses import replace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from client_encryption.field_level_encryption import decrypt_payload

from emulator.config import shipped
from emulator.core.context import Context, House
from emulator.core.message import Request, Response
from emulator.core.worlds import DEMO_CONSUMER_KEY, DEMO_SECRETS
from emulator.domain.worlds import Credential
from emulator.providers.mdes.customer_service import API as CUSTOMER_SERVICE
from emulator.providers.mdes.digital_enablement import API
from emulator.providers.mdes.messages import sending
from tests.providers.mdes.caller import Caller, fle

TOKENIZE, GET_TOKEN = (next(row for row in API.operations if row.name == name) for name in ("tokenize", "get_token"))
SEARCH = next(row for row in CUSTOMER_SERVICE.operations if row.name == "search")
CARD = {"encryptedPayload": {"encryptedData": {"cardAccountData": {"accountNumber": "5123456789012345"}}}}
DEMO = Credential("mdes", DEMO_CONSUMER_KEY, "default", DEMO_SECRETS)


@pytest.fixture
def ctx(house: House) -> Context:
    return house.context(house.home, cause="client", credential=DEMO)


def request_of(body: object, url: str = "http://localhost:8081/mdes/x") -> Request:
    return Request("POST", url, "/mdes/x", "", {"content-type": "application/json"}, json.dumps(body).encode())


async def test_what_is_prepared_is_taken_at_the_front_door(ctx: Context, client: TestClient[web.BaseRequest, web.Application]) -> None:
    message = Caller(client).tokenize_message()
    url = f"{client.make_url(TOKENIZE.path)}"

    sent = sending.prepared(ctx, TOKENIZE, replace(request_of(message), url=url))
    answer = await client.post(TOKENIZE.path, data=sent.body, headers=dict(sent.headers))
    opened = sending.opened(ctx, TOKENIZE, Response(answer.status, await answer.read()))

    assert b"5123456789012345" not in sent.body
    assert json.loads(opened)["tokenDetail"]["encryptedData"]["tokenNumber"].startswith("54809")


def test_the_official_library_opens_what_is_sealed(ctx: Context) -> None:
    sent = json.loads(sending.prepared(ctx, TOKENIZE, request_of({"fundingAccountInfo": CARD})).body)

    places = {
        "$": {"toEncrypt": {}, "toDecrypt": {"fundingAccountInfo.encryptedPayload": "fundingAccountInfo.encryptedPayload.encryptedData"}}
    }
    opened = decrypt_payload(sent, fle(key="request", paths=places))  # type: ignore[arg-type]  # the paths are no text

    assert opened == {"fundingAccountInfo": CARD}


def test_the_encrypted_member_of_customer_service_is_in_pascal_case(ctx: Context) -> None:
    plain = {"SearchRequest": {"EncryptedAccountInformation": {"EncryptedData": {"CurrentAccount": {"AccountPan": "5123456789012345"}}}}}

    prepared = CUSTOMER_SERVICE.wire.prepare(ctx, SEARCH, request_of(plain))

    node = json.loads(prepared.body)["SearchRequest"]["EncryptedAccountInformation"]
    assert node.keys() == {"EncryptedData", "EncryptedKey", "Iv", "OaepHashingAlgorithm", "PublicKeyFingerprint"}


@pytest.mark.parametrize(
    "body", [b"", b"not json", b"[]", b'{"fundingAccountInfo":{"encryptedPayload":{"encryptedData":"0f"}}}', b'{"a":1}']
)
def test_what_has_nothing_to_seal_stays_as_it_is(ctx: Context, body: bytes) -> None:
    assert sending.prepared(ctx, TOKENIZE, replace(request_of({}), body=body)).body == body


def test_a_key_of_ones_own_signs_and_opens(house: House) -> None:
    own = {name: (shipped("keys") / "mdes" / f"{name}.key").read_text() for name in ("signing", "response")}
    secrets = {
        "signing": "demo:mdes/issuer",
        "signing_private": own["signing"],
        "response": "demo:mdes/issuer",
        "response_private": own["response"],
    }
    ctx = house.context(house.home, cause="client", credential=Credential("mdes", "mine", "default", secrets))

    signed = sending.prepared(ctx, GET_TOKEN, request_of({}))

    assert 'oauth_consumer_key="mine"' in signed.headers["authorization"]


def test_a_credential_without_its_private_half_cannot_sign(house: House) -> None:
    certificate = (shipped("keys") / "mdes" / "signing.crt").read_text()
    ctx = house.context(house.home, cause="client", credential=Credential("mdes", "mine", "default", {"signing": certificate}))

    with pytest.raises(ValueError, match="private half"):
        sending.prepared(ctx, GET_TOKEN, request_of({}))


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"tokenDetail":{}}'])
def test_an_answer_with_nothing_sealed_is_read_as_it_is(ctx: Context, body: bytes) -> None:
    assert sending.opened(ctx, GET_TOKEN, Response(200, body)) == body


def test_an_answer_that_does_not_open_is_said(ctx: Context) -> None:
    broken = (
        b'{"tokenDetail":{"encryptedData":"0f","encryptedKey":"0f","iv":"00000000000000000000000000000000","publicKeyFingerprint":"0f"}}'
    )

    with pytest.raises(ValueError, match="encryptedData"):
        sending.opened(ctx, GET_TOKEN, Response(200, broken))
