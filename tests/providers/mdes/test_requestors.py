"""Which token requestors may use MDES."""

from dataclasses import replace

import pytest

from emulator.core.context import House
from emulator.core.worlds import DEMO_SECRETS
from emulator.domain.errors import UnknownRequestor
from emulator.domain.pan import Network
from emulator.domain.parties import AccountRange, Issuer
from emulator.domain.worlds import Credential
from emulator.providers.mdes import requestors
from emulator.storage.unit import Unit
from tests.providers.mdes.caller import MERCHANT, SAMPLE_MERCHANT, Caller, FrontDoor, codes
from tests.providers.observer import NAMESPACE, Observer

OWN_RANGE = AccountRange("520473".ljust(19, "0"), "520473".ljust(19, "9"), Network.MASTERCARD)
OWN_CARD, FOREIGN_CARD = "5204731600014784", "5123456789012345"


async def bound_caller(house: House, behind: Observer, door: FrontDoor, **binding: str) -> Caller:
    """A client whose consumer key speaks for one party only, beside an issuer of one range."""

    async def work(unit: Unit) -> None:
        await unit.parties.put(Issuer("own", "Own", (OWN_RANGE,)))
        await unit.worlds.add_credential(Credential("mdes", "own!key", NAMESPACE, {**DEMO_SECRETS, **binding}))

    await house.unit(behind.context(), work)
    return Caller(door, consumer_key="own!key")


async def test_a_requestor_that_is_registered_for_mastercard_is_known(house: House) -> None:
    found = await house.store.read("default", lambda unit: requestors.known(unit, MERCHANT))

    assert found.id == MERCHANT


async def test_a_requestor_of_another_network_is_unknown(house: House, behind: Observer) -> None:
    async def work(unit: Unit) -> None:
        known = await requestors.known(unit, MERCHANT)
        await unit.parties.put(replace(known, networks=(Network.VISA,)))
        await requestors.known(unit, MERCHANT)

    with pytest.raises(UnknownRequestor):
        await house.unit(behind.context(), work)


async def test_a_client_of_one_requestor_speaks_for_no_other(house: House, behind: Observer, client: FrontDoor, mdes: Caller) -> None:
    caller = await bound_caller(house, behind, client, requestor=MERCHANT)
    foreign = str((await mdes.tokenize()).body["tokenUniqueReference"])

    own = await caller.tokenize(tokenRequestorId=MERCHANT)
    refused = [await caller.tokenize(tokenRequestorId=SAMPLE_MERCHANT), await caller.token(foreign)]

    assert own.body["decision"] == "APPROVED"
    assert [codes(answer) for answer in refused] == [["AUTHORIZATION_FAILED"]] * 2


async def test_a_client_of_one_issuer_pushes_no_other_issuers_cards(house: House, behind: Observer, client: FrontDoor) -> None:
    caller = await bound_caller(house, behind, client, issuer="own")

    pushed = await caller.push(OWN_CARD, FOREIGN_CARD)

    own, foreign = pushed.body["pushAccountReceipts"]
    assert own["pushAccountReceipt"]
    assert [error["reasonCode"] for error in foreign["errors"]] == ["AUTHORIZATION_FAILED"]
    cards = await house.store.read(NAMESPACE, lambda unit: unit.cards.newest(most=9, before=2**62, after=""))
    assert [card.pan.reveal() for card in cards] == [OWN_CARD]
