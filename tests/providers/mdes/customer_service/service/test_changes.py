"""Moving tokens as their issuer."""

from datetime import timedelta

import pytest

from emulator.core.context import House
from emulator.domain.pan import Network
from emulator.domain.parties import Requestor
from tests.providers.mdes.caller import Caller
from tests.providers.mdes.customer_service.desk import APP, OTHER_PAN, PAN, YELLOW, Desk, digitized, tokenized
from tests.providers.observer import Observer

REFUSED = (400, "INVALID_TOKEN_STATUS", "TokenUniqueReference")
REASONS = {"token/suspend": "L", "token/unsuspend": "F", "token/delete": "C", "token/activate": "C"}


async def status_of(mdes: Caller, reference: str) -> tuple[str, list[str]]:
    token = (await mdes.token(reference)).body["token"]
    return token["status"], token.get("suspendedBy", [])


async def test_a_suspended_token_is_suspended_for_the_requestor_too(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)

    told = await desk.about("token/suspend", reference, ReasonCode="L")

    assert told == {"Token": {"TokenUniqueReference": reference}}
    assert await status_of(mdes, reference) == ("SUSPENDED", ["ISSUER"])


async def test_a_comment_is_answered_with_its_id(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)

    told = await desk.about("token/suspend", reference, ReasonCode="L", CommentText="Card reported lost")

    assert told["Token"] == {"TokenUniqueReference": reference, "CommentId": (await desk.token(reference))["LastCommentId"]}


async def test_the_issuer_joins_those_who_suspend_and_lifts_its_own_alone(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)
    await mdes.change("suspend", reference)

    await desk.about("token/suspend", reference, ReasonCode="T")
    both = await status_of(mdes, reference)
    await desk.about("token/unsuspend", reference, ReasonCode="T")

    assert both == ("SUSPENDED", ["ISSUER", "TOKEN_REQUESTOR"])
    assert await status_of(mdes, reference) == ("SUSPENDED", ["TOKEN_REQUESTOR"])
    assert await desk.refused("token/unsuspend", reference, ReasonCode="T") == REFUSED


async def test_the_requestor_does_not_resume_what_the_issuer_suspends(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)
    await desk.about("token/suspend", reference, ReasonCode="S")

    await mdes.change("unsuspend", reference)

    assert await status_of(mdes, reference) == ("SUSPENDED", ["ISSUER"])


async def test_a_repeated_suspension_is_refused(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)
    await desk.about("token/suspend", reference, ReasonCode="Z")

    assert await desk.refused("token/suspend", reference, ReasonCode="Z") == REFUSED


@pytest.mark.parametrize("pan", [PAN, YELLOW])
async def test_a_deleted_token_is_moved_no_more(mdes: Caller, desk: Desk, pan: str) -> None:
    reference = await tokenized(mdes, pan)
    await desk.about("token/delete", reference, ReasonCode="C")

    refused = [await desk.refused(call, reference, ReasonCode=reason) for call, reason in REASONS.items()]

    assert refused == [REFUSED] * 4
    assert await status_of(mdes, reference) == ("DEACTIVATED", [])


@pytest.mark.parametrize("call", ["token/suspend", "token/unsuspend"])
async def test_a_token_that_waits_is_neither_suspended_nor_resumed(mdes: Caller, desk: Desk, call: str) -> None:
    reference = await tokenized(mdes, YELLOW)

    assert await desk.refused(call, reference, ReasonCode=REASONS[call]) == REFUSED


async def test_a_token_that_waits_is_activated_once(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes, YELLOW)

    await desk.about("token/activate", reference, ReasonCode="C")

    assert await status_of(mdes, reference) == ("ACTIVE", [])
    assert await desk.refused("token/activate", reference, ReasonCode="C") == REFUSED


async def test_a_token_is_activated_by_its_card_and_its_app(mdes: Caller, desk: Desk) -> None:
    active = await digitized(mdes, YELLOW)
    await desk.about("token/activate", active, ReasonCode="A")
    waiting = await digitized(mdes, YELLOW)
    await digitized(mdes, YELLOW, app="another-app")

    told = await desk.told("token/activate", AccountPan=YELLOW, PaymentAppInstanceId=APP, ReasonCode="A")

    assert told["Token"]["TokenUniqueReference"] == waiting
    assert await desk.refused("token/activate", AccountPan=OTHER_PAN, PaymentAppInstanceId=APP, ReasonCode="A") == (
        400,
        "EMPTY_RESULT",
        "INPUT",
    )


@pytest.mark.parametrize(
    ("named", "code", "source"),
    [
        ({}, "MISSING_CONDITIONAL_FIELD", "TokenUniqueReference"),
        ({"AccountPan": PAN}, "MISSING_CONDITIONAL_FIELD", "PaymentAppInstanceId"),
        ({"PaymentAppInstanceId": APP}, "MISSING_CONDITIONAL_FIELD", "AccountPan"),
        ({"TokenUniqueReference": "D" * 48, "AccountPan": PAN}, "INVALID_CONDITIONAL_FIELD", "TokenUniqueReference"),
    ],
)
async def test_a_token_to_activate_is_named_in_exactly_one_way(desk: Desk, named: dict[str, str], code: str, source: str) -> None:
    assert await desk.refused("token/activate", named.pop("TokenUniqueReference", None), ReasonCode="A", **named) == (400, code, source)


@pytest.mark.parametrize(("days", "comes_back"), [(94.9, True), (95.1, False)])
async def test_what_a_consumer_deleted_from_a_device_comes_back_within_95_days(
    mdes: Caller, desk: Desk, behind: Observer, *, days: float, comes_back: bool
) -> None:
    reference = await digitized(mdes)
    await mdes.change("delete", reference, by="CARDHOLDER")
    deleted = await desk.token(reference)
    await behind.advance(timedelta(days=days))

    answer = await desk.ask("token/activate", TokenUniqueReference=reference, ReasonCode="A")

    assert (deleted["CurrentStatusCode"], deleted["TokenDeletedFromConsumerApp"]) == ("D", "true")
    assert (answer.status == 200) is comes_back
    assert (await desk.token(reference))["CurrentStatusCode"] == ("A" if comes_back else "D")


@pytest.mark.parametrize("by", ["TOKEN_REQUESTOR", "issuer"])
async def test_what_others_deleted_never_comes_back(mdes: Caller, desk: Desk, by: str) -> None:
    reference = await digitized(mdes)
    if by == "issuer":
        await desk.about("token/delete", reference, ReasonCode="Z")
    else:
        await mdes.change("delete", reference, by=by)

    assert await desk.refused("token/activate", reference, ReasonCode="A") == REFUSED
    assert (await desk.token(reference))["TokenDeletedFromConsumerApp"] == "false"


async def test_what_a_consumer_deleted_at_a_merchant_never_comes_back(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)
    await mdes.change("delete", reference, by="CARDHOLDER")

    assert await desk.refused("token/activate", reference, ReasonCode="A") == REFUSED


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        ("token/activate", "L"),
        ("token/suspend", "C"),
        ("token/unsuspend", "L"),
        ("token/delete", "X"),
    ],
)
async def test_reasons_are_those_of_the_call(mdes: Caller, desk: Desk, call: str, reason: str) -> None:
    reference = await tokenized(mdes)

    assert await desk.refused(call, reference, ReasonCode=reason) == (400, "INVALID_FIELD_VALUE", "ReasonCode")


@pytest.mark.parametrize("call", REASONS)
async def test_an_unknown_token_is_an_empty_result(desk: Desk, call: str) -> None:
    assert await desk.refused(call, "D" * 48, ReasonCode=REASONS[call]) == (400, "EMPTY_RESULT", "INPUT")


@pytest.fixture
async def apple(mdes: Caller, house: House, behind: Observer) -> str:
    """A token in Apple's wallet."""
    wallet = Requestor("50110030273", "Emulated Apple", "WALLET", (Network.MASTERCARD,), wallet="103")
    await house.unit(behind.context(), lambda unit: unit.parties.put(wallet))
    return await digitized(mdes, tokenRequestorId=wallet.id)


async def test_the_issuer_lifts_its_own_suspension_of_an_apple_pay_token_and_then_the_cardholders(
    mdes: Caller, desk: Desk, apple: str
) -> None:
    await mdes.change("suspend", apple, by="CARDHOLDER")
    await desk.about("token/suspend", apple, ReasonCode="L")

    await desk.about("token/unsuspend", apple, ReasonCode="F")
    still = await status_of(mdes, apple)
    await desk.about("token/unsuspend", apple, ReasonCode="F")

    assert still == ("SUSPENDED", ["CARDHOLDER"])
    assert await status_of(mdes, apple) == ("ACTIVE", [])
    assert (await desk.history(apple))[-1]["Initiator"] == "I"


async def test_the_holder_of_an_apple_pay_token_changes_nothing_that_the_issuer_suspends(mdes: Caller, desk: Desk, apple: str) -> None:
    await desk.about("token/suspend", apple, ReasonCode="L")

    answers = [await mdes.change(operation, apple, by="CARDHOLDER") for operation in ("suspend", "unsuspend")]

    assert [answer.body["tokens"][0]["errorCode"] for answer in answers] == ["INVALID_TOKEN_STATUS"] * 2
    assert await status_of(mdes, apple) == ("SUSPENDED", ["ISSUER"])


async def test_the_issuer_lifts_no_cardholders_suspension_of_another_wallets_token(mdes: Caller, desk: Desk) -> None:
    reference = await digitized(mdes)
    await mdes.change("suspend", reference, by="CARDHOLDER")

    assert await desk.refused("token/unsuspend", reference, ReasonCode="F") == REFUSED
