"""The issuer approves its own good cards, asks for proof where there is doubt, and declines the rest."""

import json
from typing import Any

import pytest
from sqlalchemy.orm import Session

from emulator.issuer_app.bootstrap import IssuerApp
from emulator.issuer_app.pan import Pan
from emulator.issuer_app.storage.models import VirtualCard

from ..conftest import PAN, Client
from ..stand_in import opened, private_key, public_key, sealed

PROVE = "REQUIRE_ADDITIONAL_AUTHENTICATION"
AUTHORIZE = "/issuerServices/1/0/authorizeService"


def question(pan: str = PAN, **more: Any) -> dict[str, Any]:
    plain = {"cardAccountData": {"accountNumber": pan, "expiryMonth": "11", "expiryYear": "29"}}
    return {
        "requestId": "q-1",
        "services": ["DIGITIZATION"],
        "fundingAccountInfo": {"encryptedPayload": sealed(json.dumps(plain).encode(), public_key("issuer"))},
        "correlationId": "D98765432104",
        "tokenType": "CLOUD",
        "tokenRequestorId": "50123456789",
        "activeTokenCount": "0",
        **more,
    }


async def asked(client: Client, message: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post(AUTHORIZE, json=message)
    assert answer.status == 200
    told: dict[str, Any] = await answer.json()
    assert told["responseId"] == "q-1"
    return told


async def test_a_good_card_is_approved(client: Client) -> None:
    told = await asked(client, question())

    account = opened(told.pop("encryptedPayload"), private_key("request"))
    assert told == {"responseId": "q-1", "services": ["DIGITIZATION"], "decision": "APPROVED"}
    assert account == {"alternateAccountIdentifier": "ACCOUNT-000000001"}


@pytest.mark.parametrize(
    ("more", "decision"),
    [
        ({"activeTokenCount": "5"}, PROVE),
        ({"activeTokenCount": "4"}, "APPROVED"),
        ({"walletProviderDecisioningInfo": {"deviceScore": "1"}}, PROVE),
        (
            {"walletProviderDecisioningInfo": {"recommendedDecision": PROVE}},
            PROVE,
        ),
        ({"walletProviderDecisioningInfo": {"recommendedDecision": "DECLINED", "deviceScore": "1"}}, "DECLINED"),
        ({"walletProviderDecisioningInfo": {"deviceScore": "5", "accountScore": "4"}}, "APPROVED"),
    ],
)
async def test_doubts_decide(client: Client, more: dict[str, Any], decision: str) -> None:
    told = await asked(client, question(**more))

    assert told["decision"] == decision
    assert bool(told.get("activationMethods")) is (decision == PROVE)


@pytest.mark.parametrize(
    ("pan", "decision", "cities"),
    [
        ("5204731620001087", "APPROVED", ["EXAMPLETOWN"]),
        ("5204731620001038", "DECLINED", None),
        ("5204731620001079", PROVE, None),
    ],
)
async def test_the_last_digit_of_a_card_decides(
    client: Client, app: IssuerApp, card: VirtualCard, pan: str, decision: str, cities: list[str] | None
) -> None:
    await renumbered(app, card, pan)

    told = await asked(client, question(pan))

    assert (told["decision"], told.get("tcis")) == (decision, cities)
    assert ("encryptedPayload" in told) is (decision != "DECLINED")


async def renumbered(app: IssuerApp, card: VirtualCard, pan: str) -> None:
    sealed_pan = app.vault.seal(Pan(pan), app.world.random(12))

    def work(session: Session) -> None:
        row = session.get_one(VirtualCard, card.id)
        row.pan_box, row.pan_lookup, row.last4 = sealed_pan.box, sealed_pan.lookup, sealed_pan.last4

    await app.database.run(work)


async def test_ways_to_verify_are_masked(client: Client) -> None:
    told = await asked(client, question(activeTokenCount="9"))

    assert told["activationMethods"][0] == {"type": "EMAIL_TO_CARDHOLDER_ADDRESS", "value": "j***@example.com"}


async def test_a_card_of_somebody_else_is_declined(client: Client) -> None:
    assert (await asked(client, question("5555555555554444")))["decision"] == "DECLINED"


async def test_a_card_out_of_use_is_declined(client: Client, app: IssuerApp, card: VirtualCard) -> None:
    await app.database.run(lambda session: setattr(session.get(VirtualCard, card.id), "status", "blocked"))

    assert (await asked(client, question()))["decision"] == "DECLINED"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"services": []}, "INVALID_FIELD_LENGTH"),
        ({"correlationId": None}, "INVALID_FIELD_FORMAT"),
        ({"activeTokenCount": "many"}, "INVALID_FIELD_FORMAT"),
        ({"fundingAccountInfo": {"encryptedPayload": sealed(b"{}", public_key("request"))}}, "CRYPTOGRAPHY_ERROR"),
    ],
)
async def test_a_question_that_cannot_be_read_is_refused(client: Client, change: dict[str, Any], code: str) -> None:
    assert (await asked(client, question(**change)))["errorCode"] == code
