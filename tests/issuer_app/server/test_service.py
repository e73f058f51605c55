"""The API of the issuer app, as its callers see it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from emulator.issuer_app.bootstrap import IssuerApp
from emulator.issuer_app.storage.models import VirtualCard

from ..conftest import PAN, Client, Clock
from ..stand_in import StandIn, notice

PAYLOAD = "/api/v1/cards/1/wallet_payload"
NOTIFY = "/issuerServices/1/0/notifyTokenUpdated"
TUR = "DWSPMC000000000132d72d4fcb2f4136a0532d3093ff1a45"


async def got(client: Client, path: str, status: int = 200) -> Any:
    async with client.get(path) as response:
        assert response.status == status, await response.text()
        return await response.json()


async def told(client: Client, message: Any) -> Any:
    async with client.post(NOTIFY, json=message) as response:
        assert response.status == 200
        return await response.json()


async def change(app: IssuerApp, **values: Any) -> None:
    def work(session: Any) -> None:
        card = session.get(VirtualCard, 1)
        for name, value in values.items():
            setattr(card, name, value)

    await app.database.run(work)


async def test_a_wallet_payload_carries_card_receipt_and_instructions(client: Client, mdes: StandIn) -> None:
    answer = await got(client, PAYLOAD)

    assert answer["wallet_instructions"]
    assert {name: answer[name] for name in answer if name not in {"wallet_instructions", "payload"}} == {
        "card_id": 1,
        "cardholder_name": "Jane Doe",
        "last4": "1001",
        "exp_month": 11,
        "exp_year": 2029,
        "provisioning_token": mdes.receipt(1),
        "provider": "mdes",
        "network": "mastercard",
        "wallet": "token_connect",
        "simulated": True,
        "valid_until": "2026-11-24T12:15:00Z",
    }
    assert set(answer["payload"]) == {"receipt", "issuerInitiatedDigitizationData", "redirectUrl"}
    assert answer["payload"]["receipt"] == mdes.receipt(1)


@pytest.mark.parametrize("wallet", ["token_connect", "google_pay"])
async def test_asking_again_gives_the_same(client: Client, mdes: StandIn, wallet: str) -> None:
    first = await got(client, f"{PAYLOAD}?wallet={wallet}")
    second = await got(client, f"{PAYLOAD}?wallet={wallet}")

    assert first == second
    assert len(mdes.pushed) == 1


async def test_wallets_share_one_receipt(client: Client, mdes: StandIn) -> None:
    receipt = await got(client, PAYLOAD)
    google = await got(client, f"{PAYLOAD}?wallet=google_pay")

    assert google["provisioning_token"] == receipt["provisioning_token"]
    assert set(google["payload"]) == {"opaquePaymentCard"}
    assert len(mdes.pushed) == 1


async def test_asking_twice_at_once_pushes_once(client: Client, mdes: StandIn) -> None:
    answers = await asyncio.gather(*(got(client, PAYLOAD) for _ in range(8)))

    assert all(answer == answers[0] for answer in answers)
    assert len(mdes.pushed) == 1


async def test_an_expired_receipt_is_replaced(client: Client, mdes: StandIn, clock: Clock) -> None:
    await got(client, PAYLOAD)
    clock.move(timedelta(minutes=15))

    answer = await got(client, PAYLOAD)

    assert (answer["provisioning_token"], answer["payload"]["receipt"]) == (mdes.receipt(2), mdes.receipt(2))


async def test_a_receipt_lasts_until_its_last_second(client: Client, mdes: StandIn, clock: Clock) -> None:
    await got(client, PAYLOAD)
    clock.move(timedelta(minutes=14, seconds=59))

    answer = await got(client, PAYLOAD)

    assert answer["provisioning_token"] == mdes.receipt(1)


async def test_a_used_receipt_is_replaced(client: Client, mdes: StandIn) -> None:
    await got(client, PAYLOAD)
    await told(client, notice(TUR, pan=PAN))

    answer = await got(client, PAYLOAD)

    assert answer["provisioning_token"] == mdes.receipt(2)


async def test_each_token_requestor_has_its_own_receipt(client: Client, mdes: StandIn) -> None:
    await got(client, PAYLOAD)
    await got(client, f"{PAYLOAD}?token_requestor_id=50110030273")

    assert [asked["tokenRequestorId"] for asked in mdes.asked] == ["50123456789", "50110030273"]


@pytest.mark.parametrize("card_id", ["2", "0", "-1", "abc", "1.0", "99999999999999999999", "1%20", "\u0661"])
async def test_an_unknown_card_is_not_found(client: Client, card_id: str) -> None:
    answer = await got(client, f"/api/v1/cards/{card_id}/wallet_payload", 404)

    assert answer == {"error": "Card not found"}


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"status": "blocked"}, "its status is blocked"),
        ({"exp_month": 10, "exp_year": 2026}, "it expired 10/2026"),
    ],
)
async def test_a_card_out_of_use_gets_no_payload(client: Client, app: IssuerApp, mdes: StandIn, values: Any, why: str) -> None:
    await change(app, **values)

    answer = await got(client, PAYLOAD, 409)

    assert answer == {"error": f"Card is not active: {why}"}
    assert mdes.asked == []


@pytest.mark.parametrize("query", ["wallet=moneybag", "wallet=", "token_requestor_id=123", "wallet=google_pay&token_requestor_id=x"])
async def test_a_value_that_is_not_valid_is_named(client: Client, query: str) -> None:
    answer = await got(client, f"{PAYLOAD}?{query}", 422)

    assert answer["error"].startswith(("wallet: ", "token_requestor_id: "))


async def test_an_apple_payload_needs_what_the_phone_handed_over(client: Client, mdes: StandIn) -> None:
    answer = await got(client, f"{PAYLOAD}?wallet=apple_pay", 422)

    assert "POST what the phone handed over" in answer["error"]
    assert mdes.asked == []


@pytest.mark.parametrize(("change", "why"), [({}, "cannot be trusted"), ({"nonce": "%%"}, "nonce is neither hex nor base64")])
async def test_an_apple_session_that_is_no_good_is_refused(client: Client, change: dict[str, str], why: str) -> None:
    body = {"wallet": "apple_pay", "certificates": ["MIIB"], "nonce": "91ab95b8", "nonceSignature": "40ff", **change}

    async with client.post(PAYLOAD, json=body) as response:
        answer = await response.json()

    assert (response.status, list(answer)) == (422, ["error"])
    assert why in answer["error"]


@pytest.mark.parametrize("wallet", ["token_connect", "google_pay", "samsung_pay"])
async def test_a_posted_wish_gives_what_a_get_gives(client: Client, wallet: str) -> None:
    async with client.post(PAYLOAD, json={"wallet": wallet}) as response:
        posted = await response.json()

    assert posted == await got(client, f"{PAYLOAD}?wallet={wallet}")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        (b'{"wallet":"\\ud800"}', 400),
        (b"null", 422),
        (b"[]", 422),
        (b"{}", 422),
        (b'{"wallet":"moneybag"}', 422),
        (b'{"wallet":7}', 422),
        (b'{"wallet":"apple_pay"}', 422),
        (b'{"wallet":"apple_pay","certificates":[],"nonce":"a","nonceSignature":"b"}', 422),
        (b'{"wallet":"token_connect","token_requestor_id":' + b"9" * 5000 + b"}", 400),
    ],
)
async def test_a_bad_body_is_refused_in_a_sentence(client: Client, mdes: StandIn, body: bytes, status: int) -> None:
    async with client.post(PAYLOAD, data=body) as response:
        answer = await response.json()

    assert (response.status, list(answer)) == (status, ["error"])
    assert mdes.asked == []


async def test_cards_are_shown_without_their_numbers(client: Client) -> None:
    listed, one = await got(client, "/api/v1/cards"), await got(client, "/api/v1/cards/1")

    assert listed == {"cards": [one]}
    assert PAN not in str(one)
    assert (one["last4"], one["account_id"], one["status"], one["tokens"]) == ("1001", 1, "active", [])


async def test_accounts_show_user_balance_and_cards(client: Client) -> None:
    listed, one = await got(client, "/api/v1/accounts"), await got(client, "/api/v1/accounts/1")

    assert listed == {"accounts": [one]}
    assert one == {
        "id": 1,
        "user": {"id": 1, "name": "Jane Doe", "email": "jane@example.com"},
        "status": "active",
        "balance": 100,
        "currency": "USD",
        "card_ids": [1],
    }


@pytest.mark.parametrize("path", ["/api/v1/accounts/2", "/api/v1/accounts/x"])
async def test_an_unknown_account_is_not_found(client: Client, path: str) -> None:
    assert await got(client, path, 404) == {"error": "Account not found"}


async def test_health_says_that_the_database_answers(client: Client, app: IssuerApp) -> None:
    assert await got(client, "/health") == {"status": "ok", "database": "ok", "emulator": app.settings.emulator}


async def test_a_suspended_token_shows_on_the_card(client: Client) -> None:
    await told(client, notice(TUR, pan=PAN))
    await told(client, notice(TUR, "SUSPENDED", suspendedBy=["TOKEN_REQUESTOR"]))

    (token,) = (await got(client, "/api/v1/cards/1"))["tokens"]

    assert token == {
        "provider": "mdes",
        "token_reference": TUR,
        "status": "SUSPENDED",
        "suspended_by": ["TOKEN_REQUESTOR"],
        "last4": "0002",
        "expiry": "1228",
        "reason_code": "STATUS_UPDATE",
        "updated_at": "2026-11-24T12:00:00Z",
    }


async def test_a_notice_is_answered_with_its_own_id(client: Client) -> None:
    assert await told(client, notice(TUR, pan=PAN, request_id="abc")) == {"responseId": "abc"}


async def test_the_cardholder_comes_back_with_the_results(client: Client) -> None:
    path = f"/api/v1/token_connect/callback?results%5BMCC-1%5D=APPROVED%7C{TUR}&results%5BMCC-2%5D=DECLINED&other=1"

    answer = await got(client, path)

    assert answer["results"] == [
        {"receipt": "MCC-1", "result": "APPROVED", "token_reference": TUR},
        {"receipt": "MCC-2", "result": "DECLINED", "token_reference": None},
    ]
