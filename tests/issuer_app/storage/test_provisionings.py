"""Provisionings and the payloads made under them."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from emulator.issuer_app.bootstrap import IssuerApp
from emulator.issuer_app.providers import JsonObject, Pushed
from emulator.issuer_app.storage import provisionings
from emulator.issuer_app.storage.models import VirtualCard
from emulator.issuer_app.storage.provisionings import Slot

from ..conftest import NOON

SLOT = Slot(1, "mdes", "50123456789")
OTHER = Slot(1, "mdes", "50110030273")
PUSHED = Pushed("MCC-1", NOON + timedelta(minutes=15), {"redirectUrl": None})


def reference_at(session: Session, slot: Slot) -> str | None:
    provisioning = provisionings.open_at(session, slot, NOON)
    return provisioning.reference if provisioning else None


async def test_what_is_put_into_a_slot_is_found_there(app: IssuerApp, card: VirtualCard) -> None:
    await app.database.run(lambda session: provisionings.put(session, SLOT, PUSHED))

    found = await app.database.run(lambda session: [reference_at(session, slot) for slot in (SLOT, OTHER)])

    assert found == ["MCC-1", None]


@pytest.mark.parametrize(("late", "is_open"), [(timedelta(minutes=14, seconds=59), True), (timedelta(minutes=15), False)])
async def test_a_provisioning_is_open_until_its_end(app: IssuerApp, card: VirtualCard, late: timedelta, is_open: bool) -> None:
    await app.database.run(lambda session: provisionings.put(session, SLOT, PUSHED))

    found = await app.database.run(lambda session: provisionings.open_at(session, SLOT, NOON + late))

    assert (found is not None) == is_open


async def test_a_slot_holds_one_provisioning(app: IssuerApp, card: VirtualCard) -> None:
    newer = Pushed("MCC-2", PUSHED.valid_until, {})

    await app.database.run(lambda session: [provisionings.put(session, SLOT, pushed) for pushed in (PUSHED, newer)])

    assert await app.database.run(lambda session: reference_at(session, SLOT)) == "MCC-2"


async def test_a_payload_is_made_once(app: IssuerApp, card: VirtualCard) -> None:
    made: list[Pushed] = []

    def make(pushed: Pushed) -> JsonObject:
        made.append(pushed)
        return {"n": len(made)}

    def work(session: Session) -> JsonObject:
        provisioning = provisionings.open_at(session, SLOT, NOON) or provisionings.put(session, SLOT, PUSHED)
        return provisionings.payload_of(provisioning, "token_connect", make)

    bodies = [await app.database.run(work) for _ in range(3)]

    assert bodies == [{"n": 1}] * 3
    assert made == [PUSHED]


async def test_all_provisionings_of_a_card_end_together(app: IssuerApp, card: VirtualCard) -> None:
    def work(session: Session) -> None:
        for slot in (SLOT, OTHER):
            provisionings.payload_of(provisionings.put(session, slot, PUSHED), "token_connect", lambda _: {})
        provisionings.end_all(session, 1)

    await app.database.run(work)

    assert await app.database.run(lambda session: [reference_at(session, slot) for slot in (SLOT, OTHER)]) == [None, None]


async def test_a_locked_card_need_not_exist(app: IssuerApp) -> None:
    await app.database.run(lambda session: provisionings.lock_card(session, 7))
