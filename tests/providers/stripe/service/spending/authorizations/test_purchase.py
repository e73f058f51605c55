"""A purchase as it reaches the issuer."""

from typing import Any

import pytest
import stripe

from emulator.core.context import House
from emulator.providers.stripe.service.books.kinds import TOKEN
from tests.providers.stripe.sdk import world_of
from tests.providers.stripe.service.spending.conftest import Pay


@pytest.mark.parametrize(
    ("method", "presence"),
    [("chip", "present"), ("contactless", "present"), ("swipe", "present"), ("keyed_in", "not_present"), ("online", "not_present")],
)
async def test_the_method_says_whether_the_card_was_there(pay: Pay, method: str, presence: str) -> None:
    assert (await pay(authorization_method=method)).card_presence == presence


async def test_a_purchase_is_in_the_cards_currency(pay: Pay) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="must be that of the card, usd") as refused:
        await pay(currency="eur")

    assert ((await pay(currency="usd")).currency, refused.value.param) == ("usd", "currency")


async def test_the_merchants_amount_and_currency_are_kept(helpers: Any, card: Any) -> None:
    paid = await helpers.authorizations.create_async(
        {"card": card.id, "amount": 110, "merchant_amount": 100, "merchant_currency": "EUR"}
    )  # fmt: skip

    assert (paid.amount, paid.merchant_amount, paid.merchant_currency) == (110, 100, "eur")


async def test_a_purchase_needs_an_amount(helpers: Any, card: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Missing required param: amount"):
        await helpers.authorizations.create_async({"card": card.id})


async def test_what_is_said_of_verification_and_risk_is_shown(pay: Pay) -> None:
    exemption = {"claimed_by": "acquirer", "type": "low_value_transaction"}
    paid = await pay(
        verification_data={"cvc_check": "match", "three_d_secure": {"result": "authenticated"}, "authentication_exemption": exemption},
        risk_assessment={"fraud_risk": {"level": "elevated", "score": 72.4}},
        network_data={"acquiring_institution_id": "999001"},
        amount_details={"cashback_amount": 200},
    )

    verified = paid.verification_data
    assert (verified.cvc_check, verified.expiry_check, verified.three_d_secure.result) == ("match", "not_provided", "authenticated")
    assert (paid.request_history[0].network_risk_score, paid.network_data.acquiring_institution_id) == (72, "999001")
    assert (paid.amount_details.cashback_amount, paid.amount_details.atm_fee) == (200, None)


async def test_callers_of_old_versions_call_the_level_of_a_risk_otherwise(helpers: Any, card: Any) -> None:
    order = {"card": card.id, "amount": 1, "risk_assessment": {"fraud_risk": {"risk_level": "highest"}}}

    declined = await helpers.authorizations.create_async(order, options={"stripe_version": "2026-02-25.clover"})
    with pytest.raises(stripe.InvalidRequestError, match="unknown parameter: risk_assessment"):
        await helpers.authorizations.create_async(order)

    assert declined.request_history[0].reason == "suspected_fraud"


@pytest.mark.parametrize(("changes", "param"), [({"card": "ic_nope"}, "card"), ({"token": "intok_nope"}, "token")])
async def test_what_does_not_exist_cannot_pay(pay: Pay, changes: dict[str, Any], param: str) -> None:
    with pytest.raises(stripe.InvalidRequestError, match=r"No such issuing .*_nope'") as refused:
        await pay(**changes)

    assert refused.value.param == param


class TestWithTokens:
    """A card in two wallets; one of its tokens is suspended."""

    @pytest.fixture(autouse=True)
    async def _tokens(self, house: House, card: Any) -> None:
        rows = (("intok_old", "active", "apple_pay"), ("intok_new", "active", "apple_pay"), ("intok_off", "suspended", "google_pay"))

        async def seed(unit: Any) -> None:
            for token_id, status, wallet in rows:
                await unit.documents.add(
                    TOKEN.kind, token_id, {"id": token_id, "card": card.id, "status": status, "wallet_provider": wallet}
                )
            await unit.documents.add(TOKEN.kind, "intok_else", {"id": "intok_else", "card": "ic_else", "status": "active"})

        async def silent(_unit: Any, _event: Any) -> None: ...

        await house.store.unit(await world_of(house), silent, seed)

    @pytest.mark.parametrize(
        ("said", "token", "wallet"),
        [
            ({"wallet": "apple_pay"}, "intok_new", "apple_pay"),
            ({"wallet": "samsung_pay"}, None, "samsung_pay"),
            ({"token": "intok_old"}, "intok_old", "apple_pay"),
            ({}, None, None),
        ],
    )
    async def test_the_newest_active_token_of_the_wallet_pays(
        self, pay: Pay, said: dict[str, str], token: str | None, wallet: str | None
    ) -> None:
        paid = await pay(**said)

        assert (paid.approved, paid.token, paid.wallet) == (True, token, wallet)

    async def test_a_suspended_token_cannot_pay(self, pay: Pay) -> None:
        assert (await pay(token="intok_off")).request_history[0].reason == "not_allowed"

    async def test_another_cards_token_cannot_be_named(self, pay: Pay) -> None:
        with pytest.raises(stripe.InvalidRequestError, match="does not belong to card"):
            await pay(token="intok_else")
