"""Apps that are told and asked what stands on a tape; Mastercard's own library opens what they hear."""

import json
from dataclasses import replace
from typing import Any, Final

from client_encryption.field_level_encryption import decrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig

from emulator.core.context import House
from emulator.core.message import Outgoing, Response
from emulator.recording.outbound.rows import outbound_rows
from emulator.recording.outbound.telling import Teller
from emulator.recording.tape import TapedExchange, read
from tests.recording.sample import FIXTURES

TAPE: Final = read(FIXTURES / "flows/yellow_path/mastercard_card_verified_by_code.json")
NAMES: Final = ("/authorize_service", "/notify_token_updated")
QUESTION, NOTICE = (next(exchange for exchange in TAPE.exchanges if exchange.contract.endswith(name)) for name in NAMES)
APP: Final = "http://127.0.0.1:4711"
OPENING: Final = FieldLevelEncryptionConfig(
    {
        "paths": {"$": {"toEncrypt": {}, "toDecrypt": {"encryptedPayload": "encryptedPayload.encryptedData"}}},
        "ivFieldName": "iv",
        "encryptedKeyFieldName": "encryptedKey",
        "encryptedValueFieldName": "encryptedData",
        "dataEncoding": "hex",
        "oaepPaddingDigestAlgorithm": "SHA-256",
        "oaepPaddingDigestAlgorithmFieldName": "oaepHashingAlgorithm",
        "encryptionCertificateFingerprintFieldName": "publicKeyFingerprint",
        "decryptionKey": str(FIXTURES / "keys/mdes/issuer.key"),
    }
)


class App:
    """An app that gives one answer to everything, and remembers what it heard."""

    def __init__(self, answer: Response) -> None:
        self.heard: list[Outgoing] = []
        self._answer = answer

    async def post(self, outgoing: Outgoing, _seconds: float) -> Response:
        self.heard.append(outgoing)
        return self._answer


def answered(exchange: TapedExchange, **changed: Any) -> App:
    said = {**json.loads(exchange.response.body), **changed}
    return App(Response(200, json.dumps(said).encode(), {"Content-Type": "application/json"}))


async def told(house: House, exchange: TapedExchange, app: App) -> tuple[str, ...]:
    return await Teller(house, outbound_rows(house.apis), APP, app.post).tell(exchange)


async def test_a_question_is_sealed_anew_and_says_what_stands_on_the_tape(house: House) -> None:
    app = answered(QUESTION)

    faults = await told(house, QUESTION, app)

    (heard,) = app.heard
    assert (faults, heard.url) == ((), APP + QUESTION.request.path)
    assert heard.body != QUESTION.request.body
    opened = decrypt_payload({"encryptedPayload": json.loads(heard.body)["fundingAccountInfo"]["encryptedPayload"]}, OPENING)
    on_tape = json.loads(QUESTION.request.opened)["fundingAccountInfo"]
    assert opened["encryptedPayload"]["encryptedData"] == on_tape["encryptedPayload"]["encryptedData"]


async def test_members_that_the_contract_does_not_declare_are_passed_over(house: House) -> None:
    assert await told(house, QUESTION, answered(QUESTION, ourOwn="remark")) == ()


async def test_another_decision_is_named(house: House) -> None:
    faults = await told(house, QUESTION, answered(QUESTION, decision="APPROVED"))

    assert faults == ("/decision: 'REQUIRE_ADDITIONAL_AUTHENTICATION' on tape, 'APPROVED' live",)


async def test_nonsense_is_no_answer(house: House) -> None:
    faults = await told(house, QUESTION, answered(QUESTION, decision="PERHAPS"))

    assert any("no answer" in fault for fault in faults)


async def test_a_notice_that_is_refused_is_said(house: House) -> None:
    refused = answered(NOTICE, errorCode="INTERNAL_SERVICE_FAILURE")

    assert await told(house, NOTICE, refused) == ("it was taken on tape, and is refused live",)


async def test_another_status_is_said(house: House) -> None:
    faults = await told(house, replace(NOTICE, response=replace(NOTICE.response, status=503)), answered(NOTICE))

    assert faults == ("status: 503 on tape, 200 live",)
