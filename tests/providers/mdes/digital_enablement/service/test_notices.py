"""What a token requestor hears of its tokens, opened by the official library with the requestor's key."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from client_encryption.field_level_encryption import decrypt_payload
from client_encryption.jwe_encryption import decrypt_payload as decrypt_jwe

from emulator.core.context import House
from emulator.core.provisioning import NewAccount, change, renew, replace_pan, token_to_change
from emulator.domain.pan import Pan
from emulator.domain.tokens import Action, Actor, Audience, Cause
from emulator.storage.unit import Unit
from tests.outbound.receiver import Receiver
from tests.providers.mdes.caller import SAMPLE_MERCHANT, WALLET, Caller, Message, fle, jwe
from tests.providers.mdes.digital_enablement.service.test_tokenize import YELLOW
from tests.providers.observer import NAMESPACE, Observer

pytestmark = pytest.mark.exercises("mdes.digital_enablement.notify_token_updated")


@pytest.fixture
async def shop(house: House, behind: Observer) -> AsyncIterator[Receiver]:
    """The token requestors, listening at one place."""
    listening = Receiver()
    await listening.start()
    for requestor in (SAMPLE_MERCHANT, WALLET):
        await registered(house, behind, requestor, callback_url=listening.url)
    yield listening
    await listening.close()


async def registered(house: House, behind: Observer, requestor: str, **changes: Any) -> None:
    async def work(unit: Unit) -> None:
        known = await unit.parties.requestor(requestor)
        assert known is not None
        await unit.parties.put(replace(known, **changes))

    await house.unit(behind.context(), work)


async def heard(house: House, shop: Receiver) -> list[Message]:
    """The tokens of every notice, opened."""
    assert house.courier is not None
    await house.courier.deliver(NAMESPACE)
    opened = [decrypt_payload(json.loads(one.body), fle())["encryptedPayload"]["encryptedData"] for one in shop.heard]
    return [token for told in opened for token in told["tokens"]]


async def acting(house: House, reference: str, action: Action, cause: Cause) -> None:
    ctx = house.context(house.home)

    async def work(unit: Unit) -> Any:
        return await change(ctx, unit, await token_to_change(unit, reference), action=action, cause=cause)

    await house.unit(ctx, work)


async def test_the_requestor_is_told_that_its_token_is_active(mdes: Caller, house: House, shop: Receiver) -> None:
    made = await mdes.tokenize()

    (token,) = await heard(house, shop)
    shown = (await mdes.token(made.body["tokenUniqueReference"])).body["token"]
    message = json.loads(shop.heard[0].body)
    assert token == shown
    assert (shop.heard[0].path, len(message["requestId"])) == ("/mdes/digitization/1/0/notifyTokenUpdated", 36)
    assert message["responseHost"] == f"127.0.0.1:{mdes.door.make_url('/').port}"
    assert "redigitizationRequired" not in message


async def test_every_move_is_told_in_order_with_who_and_why(mdes: Caller, house: House, shop: Receiver) -> None:
    reference = (await mdes.tokenize(YELLOW)).body["tokenUniqueReference"]
    await acting(house, reference, Action.ACTIVATE, Cause(Actor.CARDHOLDER))
    await mdes.change("suspend", reference, by="CARDHOLDER", reasonCode="SUSPECTED_FRAUD")
    await acting(house, reference, Action.SUSPEND, Cause(Actor.ISSUER, "L"))
    await mdes.change("unsuspend", reference, by="CARDHOLDER", reasonCode="NOT_FRAUD")
    await acting(house, reference, Action.RESUME, Cause(Actor.ISSUER, "F"))
    await mdes.change("delete", reference, reasonCode="OTHER")

    told = [(one["status"], one.get("suspendedBy"), one.get("eventReasonCode")) for one in await heard(house, shop)]
    assert told == [
        ("ACTIVE", None, None),
        ("SUSPENDED", ["CARDHOLDER"], "SUSPECTED_FRAUD"),
        ("SUSPENDED", ["CARDHOLDER", "ISSUER"], "DEVICE_LOST"),
        ("SUSPENDED", ["ISSUER"], "NOT_FRAUD"),
        ("ACTIVE", None, "DEVICE_FOUND"),
        ("DEACTIVATED", None, "OTHER"),
    ]


# Copied by hand from what Mastercard's Customer Service and Digital Enablement name.
LETTERS = [
    (Action.SUSPEND, "L", "DEVICE_LOST"),
    (Action.SUSPEND, "S", "DEVICE_STOLEN"),
    (Action.SUSPEND, "T", "SUSPECTED_FRAUD"),
    (Action.SUSPEND, "Z", "OTHER"),
    (Action.DELETE, "C", "ACCOUNT_CLOSED"),
    (Action.DELETE, "T", "SUSPECTED_FRAUD"),
    (Action.DELETE, "L", "DEVICE_LOST"),
    (Action.DELETE, None, None),
]


@pytest.mark.parametrize(("action", "code", "name"), LETTERS)
async def test_a_reason_of_the_issuers_has_its_name(
    mdes: Caller, house: House, shop: Receiver, action: Action, code: str | None, name: str | None
) -> None:
    reference = (await mdes.tokenize()).body["tokenUniqueReference"]

    await acting(house, reference, action, Cause(Actor.ISSUER, code))

    assert (await heard(house, shop))[-1].get("eventReasonCode") == name


async def test_nobody_is_told_of_a_token_that_waits(mdes: Caller, house: House, shop: Receiver) -> None:
    await mdes.tokenize(YELLOW)

    assert await heard(house, shop) == []


@pytest.mark.parametrize(("audience", "told"), [(Audience.ALL, 2), (Audience.ISSUER, 1)])
async def test_a_new_account_is_told_unless_the_issuer_keeps_it(
    mdes: Caller, house: House, shop: Receiver, audience: Audience, told: int
) -> None:
    await mdes.tokenize()
    ctx = house.context(house.home)

    async def work(unit: Unit) -> Any:
        card = await unit.cards.by_pan(Pan("5123456789012345"))
        assert card is not None
        account = NewAccount(pan=Pan("5123456789012352"), audience=audience)
        return await replace_pan(ctx, unit, card, account=account, cause=Cause(Actor.ISSUER))

    await house.unit(ctx, work)

    tokens = await heard(house, shop)
    assert (len(tokens), tokens[-1]["tokenInfo"]["accountPanSuffix"]) == (told, "2352" if told == 2 else "2345")
    assert "eventReasonCode" not in tokens[-1]


@pytest.mark.parametrize("kind", ["CLOUD", "EMBEDDED_SE"])
async def test_a_renewed_device_token_has_to_be_digitized_by_the_app(mdes: Caller, house: House, shop: Receiver, kind: str) -> None:
    made = await mdes.digitize(await mdes.check_eligibility(tokenType=kind)) if kind == "EMBEDDED_SE" else await mdes.tokenize()
    ctx = house.context(house.home)

    async def work(unit: Unit) -> Any:
        token = await token_to_change(unit, made.body["tokenUniqueReference"])
        return await renew(ctx, unit, token, cause=Cause(Actor.NETWORK))

    await house.unit(ctx, work)

    tokens, last = await heard(house, shop), json.loads(shop.heard[-1].body)
    assert tokens[-1]["eventReasonCode"] == "REDIGITIZATION_COMPLETE"
    assert last.get("redigitizationRequired") is (True if kind == "EMBEDDED_SE" else None)


async def test_a_requestor_that_reads_jwes_gets_one(mdes: Caller, house: House, shop: Receiver, behind: Observer) -> None:
    await registered(house, behind, SAMPLE_MERCHANT, encryption="jwe")
    made = await mdes.tokenize()
    assert house.courier is not None

    await house.courier.deliver(NAMESPACE)

    opened = decrypt_jwe(json.loads(shop.heard[0].body), jwe())["opened"]
    assert opened["tokens"][0]["tokenUniqueReference"] == made.body["tokenUniqueReference"]


async def test_a_notice_that_is_missed_is_tried_again_and_can_be_redelivered(
    mdes: Caller, house: House, shop: Receiver, behind: Observer
) -> None:
    shop.will_answer(500)
    await mdes.tokenize()
    assert house.courier is not None
    await house.courier.deliver(NAMESPACE)
    notice = next(one for one in await behind.notices() if one.receiver == f"requestor:{SAMPLE_MERCHANT}")

    await house.courier.redeliver(NAMESPACE, notice.id)

    told = await heard(house, shop)
    assert (len(told), told[0]) == (2, told[1])
    assert shop.bodies[0] != shop.bodies[1]


async def test_a_requestor_without_a_certificate_is_told_nothing_and_the_journal_says_why(
    mdes: Caller, house: House, shop: Receiver, behind: Observer
) -> None:
    await registered(house, behind, SAMPLE_MERCHANT, encryption_certificate=None)
    await mdes.tokenize()
    assert house.courier is not None

    await house.courier.deliver(NAMESPACE)

    failed = next(exchange for exchange in behind.outbound if exchange.api == "mdes.digital_enablement")
    assert (shop.heard, failed.findings[-1].cause) == ([], "not_prepared")


async def test_a_requestor_that_listens_nowhere_is_not_told(mdes: Caller, behind: Observer) -> None:
    await mdes.tokenize()

    assert {notice.api for notice in await behind.notices()} == {"mdes.issuer"}
