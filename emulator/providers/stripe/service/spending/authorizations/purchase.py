"""A purchase as it reaches the issuer: an authorization that is not decided yet (docs.stripe.com/issuing/purchases/authorizations)."""

from datetime import timedelta
from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.schemas.spending.authorizations import CreateAuthorization
from emulator.providers.stripe.service.books.changes import newborn, seconds
from emulator.providers.stripe.service.books.kinds import AUTHORIZATION, CARD, TOKEN, Body
from emulator.providers.stripe.service.books.refusals import InvalidParameter, MissingParameter
from emulator.providers.stripe.service.books.shelf import referred
from emulator.providers.stripe.service.spending.authorizations.fraud import is_suspected, is_verified
from emulator.providers.stripe.service.spending.merchants import merchant
from emulator.providers.stripe.service.spending.shapes import AMOUNT_DETAILS, FLEET, FUEL, completed
from emulator.providers.stripe.service.spending.transactions.booking import check_currency
from emulator.storage.unit import Unit

PRESENT: Final = ("chip", "contactless", "swipe")
# What the network thinks of a purchase of which nothing is said, from 1 to 99 (our own choice).
USUAL_RISK: Final = 12

# How long funds are held (docs.stripe.com/issuing/purchases/authorizations); which categories count as lodging and the like is ours.
USUAL_LIFE: Final = timedelta(days=7)
LONG_LIFE: Final = timedelta(days=31)
LONG_LIVED: Final = frozenset({"airlines_air_carriers", "car_rental_agencies", "cruise_lines", "hotels_motels_and_resorts"})

_VERIFICATION: Final[Body] = {
    "address_line1_check": "not_provided",
    "address_postal_code_check": "not_provided",
    "authentication_exemption": None,
    "cvc_check": "not_provided",
    "expiry_check": "not_provided",
    "postal_code": None,
    "three_d_secure": None,
}


async def undecided(ctx: Context, unit: Unit, message: CreateAuthorization) -> Body:
    """Return the authorization of a purchase, with its request pending.

    Raises:
        InvalidParameter, MissingParameter, NoSuchReference: a parameter is missing, or does not go with the card.
    """
    card = await referred(unit, CARD, message.card, param="card")
    check_currency(card, message.currency)
    token = await _token(unit, message, card)
    given = message.given()
    shop = merchant(ctx, given.get("merchant_data"))
    body = {
        **newborn(ctx, AUTHORIZATION),
        **_unspent(card),
        "amount_details": completed(AMOUNT_DETAILS, given.get("amount_details") or {}),
        "authorization_method": message.authorization_method,
        "card_presence": "present" if message.authorization_method in PRESENT else "not_present",
        "fleet": completed(FLEET, given.get("fleet")),
        "fuel": completed(FUEL, given.get("fuel")),
        "merchant_currency": (message.merchant_currency or card["currency"]).lower(),
        "merchant_data": shop,
        "network_data": _network(ctx, given.get("network_data") or {}),
        "token": token and token["id"],
        "verification_data": {**_VERIFICATION, **(given.get("verification_data") or {})},
        "wallet": message.wallet or (token or {}).get("wallet_provider"),
        "_expires_at": seconds(ctx) + int((LONG_LIFE if shop["category"] in LONG_LIVED else USUAL_LIFE).total_seconds()),
        "_risk": given.get("risk_assessment") or {},
    }
    body["pending_request"] = _request(message, body)
    body["verified_by_fraud_challenge"] = (is_suspected(body) and await is_verified(unit, body)) or None
    return body


def more(authorization: Body, *, amount: int, is_amount_controllable: bool) -> Body:
    """Return the request for more of what is authorized."""
    return {
        "amount": amount,
        "amount_details": authorization["amount_details"],
        "currency": authorization["currency"],
        "is_amount_controllable": is_amount_controllable,
        "merchant_amount": amount,
        "merchant_currency": authorization["merchant_currency"],
        "network_risk_score": _risk_score(authorization),
    }


def _unspent(card: Body) -> Body:
    return {
        "amount": 0,
        "approved": False,
        "balance_transactions": [],
        "card": card["id"],
        "cardholder": card["cardholder"],
        "currency": card["currency"],
        "fraud_challenges": None,
        "merchant_amount": 0,
        "metadata": {},
        "request_history": [],
        "status": "pending",
        "transactions": [],
        "_captured": 0,
        "_held": 0,
    }


def _request(message: CreateAuthorization, authorization: Body) -> Body:
    # Without a rate of exchange, what is said of one amount holds for the other (our own choice).
    amount = message.amount if message.amount is not None else message.merchant_amount
    if amount is None:
        raise MissingParameter("amount")
    request = more(authorization, amount=amount, is_amount_controllable=message.is_amount_controllable)
    return {**request, "merchant_amount": amount if message.merchant_amount is None else message.merchant_amount}


def _risk_score(authorization: Body) -> int:
    told = (authorization["_risk"].get("fraud_risk") or {}).get("score")
    return USUAL_RISK if told is None else min(max(round(told), 1), 99)


def _network(ctx: Context, given: Body) -> Body:
    return {
        "acquiring_institution_id": given.get("acquiring_institution_id"),
        "system_trace_audit_number": ctx.ids.digits(6),
        "transaction_id": ctx.ids.digits(15),
    }


async def _token(unit: Unit, message: CreateAuthorization, card: Body) -> Body | None:
    """Return the token that pays: the one named, else the newest active one of the wallet."""
    if message.token:
        token = await referred(unit, TOKEN, message.token, param="token")
        if token["card"] != card["id"]:
            raise InvalidParameter(f"This token does not belong to card {card['id']}.", param="token")
        return token
    tokens = await unit.documents.by(TOKEN.kind, "card", card["id"]) if message.wallet else []
    active = [token for token in tokens if token["status"] == "active" and token.get("wallet_provider") == message.wallet]
    return active[-1] if active else None
