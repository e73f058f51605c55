"""What the issuer hears of its tokens, opened by the official library with the issuer's key."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from emulator.config import Settings
from emulator.core.context import House
from emulator.core.provisioning import NewAccount, change, remap, renew, replace_pan, token_to_change
from emulator.domain.cards import Expiry
from emulator.domain.pan import Pan
from emulator.domain.tokens import Action, Actor, Audience, Cause
from emulator.storage.unit import Unit
from tests.providers.mdes.bank import Bank
from tests.providers.mdes.caller import DIGITIZATION, Caller, codes
from tests.providers.mdes.digital_enablement.service.test_tokenize import YELLOW
from tests.providers.observer import NAMESPACE, Observer

pytestmark = pytest.mark.exercises("mdes.issuer.notify_token_updated", "mdes.issuer.notify_suspicious_events")

SUSPECTED = "5555555577773014"


@pytest.fixture
def settings(with_bank: Settings) -> Settings:
    return with_bank


async def delivered(house: House) -> None:
    assert house.courier is not None
    await house.courier.deliver(NAMESPACE)


async def test_the_issuer_is_told_of_a_new_token(mdes: Caller, house: House, bank: Bank) -> None:
    made = await mdes.tokenize()

    await delivered(house)

    (told,) = bank.of("notifyTokenUpdated")
    assert (told["reasonCode"], len(told["requestId"])) == ("STATUS_UPDATE", 36)
    detail = made.opened["tokenDetail"]["encryptedData"]
    assert bank.tokens == [
        {
            "tokenUniqueReference": made.body["tokenUniqueReference"],
            "status": "ACTIVE",
            "fundingAccountInfo": {
                "encryptedPayload": {
                    "encryptedData": {
                        "tokenData": {
                            "token": detail["tokenNumber"],
                            "expiryMonth": detail["expiryMonth"],
                            "expiryYear": detail["expiryYear"],
                        },
                        "cardAccountData": {"accountNumber": "5123456789012345", "expiryMonth": "09", "expiryYear": "45"},
                    }
                }
            },
        }
    ]


async def test_the_issuer_hears_every_move_in_order(mdes: Caller, house: House, bank: Bank) -> None:
    reference = (await mdes.tokenize(YELLOW)).body["tokenUniqueReference"]
    await act(house, reference, Action.ACTIVATE)
    await mdes.change("suspend", reference, by="TOKEN_REQUESTOR")
    await mdes.change("suspend", reference, by="CARDHOLDER")
    await mdes.change("unsuspend", reference, by="TOKEN_REQUESTOR")
    await mdes.change("unsuspend", reference, by="CARDHOLDER")
    await mdes.change("delete", reference)

    await delivered(house)

    assert [(token["status"], token.get("suspendedBy", [])) for token in bank.tokens] == [
        ("INACTIVE", []),
        ("ACTIVE", []),
        ("SUSPENDED", ["TOKEN_REQUESTOR"]),
        ("SUSPENDED", ["CARDHOLDER", "TOKEN_REQUESTOR"]),
        ("SUSPENDED", ["CARDHOLDER"]),
        ("ACTIVE", []),
        ("DEACTIVATED", []),
    ]


async def act(house: House, reference: str, action: Action) -> None:
    """Let the issuer act on a token from its own side."""
    ctx = house.context(house.home, cause="test")

    async def work(unit: Unit) -> Any:
        return await change(ctx, unit, await token_to_change(unit, reference), action=action, cause=Cause(Actor.ISSUER))

    await house.unit(ctx, work)


async def test_a_suspension_by_the_issuer_is_shown_to_the_requestor(mdes: Caller, house: House, bank: Bank) -> None:
    reference = (await mdes.tokenize()).body["tokenUniqueReference"]

    await act(house, reference, Action.SUSPEND)
    lifted = await mdes.change("unsuspend", reference)

    await delivered(house)
    assert (lifted.body["tokens"][0]["status"], lifted.body["tokens"][0]["suspendedBy"]) == ("SUSPENDED", ["ISSUER"])
    assert [token["status"] for token in bank.tokens] == ["ACTIVE", "SUSPENDED"]


async def test_nobody_is_told_of_what_was_refused_or_declined(mdes: Caller, behind: Observer) -> None:
    await mdes.tokenize("5204731940398145")
    await mdes.tokenize("5204731601950473")

    assert await behind.notices() == []


async def test_issuers_that_listen_nowhere_are_not_told(mdes: Caller, house: House, behind: Observer) -> None:
    async def deafen(unit: Unit) -> None:
        (issuer,) = await unit.parties.issuers()
        await unit.parties.put(type(issuer)(issuer.id, issuer.name, issuer.ranges))

    await house.unit(behind.context(), deafen)

    await mdes.tokenize()

    assert await behind.notices() == []


async def test_an_event_waits_until_its_unit_is_kept(mdes: Caller, house: House, bank: Bank) -> None:
    await asyncio.gather(*(mdes.tokenize() for _ in range(5)))

    await delivered(house)

    assert len({token["tokenUniqueReference"] for token in bank.tokens}) == 5


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        (NewAccount(pan=Pan("5123456789012352")), ("5123456789012352", "09", "45")),
        (NewAccount(expiry=Expiry(2047, 3)), ("5123456789012345", "03", "47")),
        (NewAccount(Pan("5123456789012352"), Expiry(2047, 3), Audience.ISSUER), ("5123456789012352", "03", "47")),
    ],
)
async def test_a_new_account_is_told_with_the_token_as_it_was(
    mdes: Caller, house: House, bank: Bank, account: NewAccount, expected: tuple[str, ...]
) -> None:
    reference = (await mdes.tokenize()).body["tokenUniqueReference"]
    await mdes.change("suspend", reference)
    ctx = house.context(house.home, cause="test")

    async def work(unit: Unit) -> Any:
        card = await unit.cards.by_pan(Pan("5123456789012345"))
        assert card is not None
        return await replace_pan(ctx, unit, card, account=account, cause=Cause(Actor.ISSUER, "UPDATE"))

    await house.unit(ctx, work)

    await delivered(house)
    told = bank.of("notifyTokenUpdated")[-1]
    (token,) = told["tokens"]
    card = token["fundingAccountInfo"]["encryptedPayload"]["encryptedData"]["cardAccountData"]
    assert (told["reasonCode"], "status" in token, token["tokenUniqueReference"]) == ("FUNDING_ACCOUNT_UPDATE", False, reference)
    assert (card["accountNumber"], card["expiryMonth"], card["expiryYear"]) == expected
    assert (await mdes.token(reference)).body["token"]["status"] == "SUSPENDED"


async def test_a_token_put_on_another_number_is_told_of_alone(mdes: Caller, house: House, bank: Bank) -> None:
    moved, stays = [(await mdes.tokenize()).body["tokenUniqueReference"] for _ in range(2)]
    ctx = house.context(house.home, cause="test")

    async def work(unit: Unit) -> Any:
        account = NewAccount(pan=Pan("5123456789012352"))
        return await remap(ctx, unit, await token_to_change(unit, moved), account=account, cause=Cause(Actor.ISSUER))

    await house.unit(ctx, work)

    await delivered(house)
    suffixes = [(await mdes.token(one)).body["token"]["tokenInfo"]["accountPanSuffix"] for one in (moved, stays)]
    assert suffixes == ["2352", "2345"]
    assert [message["tokens"][0]["tokenUniqueReference"] for message in bank.of("notifyTokenUpdated")] == [moved, stays, moved]


async def test_a_renewed_token_is_told_with_its_new_expiry(mdes: Caller, house: House, bank: Bank) -> None:
    reference = (await mdes.tokenize()).body["tokenUniqueReference"]
    ctx = house.context(house.home, cause="test")

    async def work(unit: Unit) -> Any:
        token = replace(await token_to_change(unit, reference), expiry=Expiry(2027, 1))
        return await renew(ctx, unit, token, cause=Cause(Actor.NETWORK))

    renewed = await house.unit(ctx, work)

    await delivered(house)
    told = bank.of("notifyTokenUpdated")[-1]
    assert (told["reasonCode"], told["tokens"][0]["tokenExpiry"]) == ("REDIGITIZATION_COMPLETE", renewed.expiry.mmyy)


async def test_a_suspected_payment_is_reported_with_its_counter(mdes: Caller, house: House, bank: Bank) -> None:
    reference = (await mdes.tokenize(SUSPECTED)).body["tokenUniqueReference"]

    paid = await mdes.post(f"{DIGITIZATION.replace('digitization', 'remotetransaction')}/transact", transact(reference))

    await delivered(house)
    (told,) = bank.of("notifySuspiciousEvents")
    assert "errors" not in paid.body, codes(paid)
    assert (told["tokenUniqueReference"], told["status"]) == (reference, "ACTIVE")
    assert told["events"][0]["systemAtcStatus"] == {"atcAlreadyProcessed": [1]}


def transact(reference: str) -> dict[str, str]:
    return {"requestId": "x-1", "tokenUniqueReference": reference, "dsrpType": "UCAF"}
