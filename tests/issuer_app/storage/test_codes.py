"""Codes in the inbox, and the life of those that the app makes itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from emulator.issuer_app.bootstrap import IssuerApp
from emulator.issuer_app.storage import codes
from emulator.issuer_app.storage.codes import Delivery
from emulator.issuer_app.storage.models import SentCode

from ..conftest import NOON

MADE_BY_MDES = Delivery("n-1", "D1", "activation", "TEXT_TO_CARDHOLDER_NUMBER", "***0123", "123456", NOON + timedelta(minutes=30))
OWN = replace(MADE_BY_MDES, code=None, expires_at=None)
CHANCE = bytes(range(8))
RIGHT = codes.own_code(CHANCE)


async def taken(app: IssuerApp, *deliveries: Delivery, minutes: float = 0) -> None:
    now = NOON + timedelta(minutes=minutes)
    for delivery in deliveries:
        await app.database.run(lambda session, one=delivery: codes.take(session, one, now=now, chance=CHANCE))  # type: ignore[misc]  # bound at once


async def tried(app: IssuerApp, code: str, *, minutes: float = 0) -> str:
    now = NOON + timedelta(minutes=minutes)
    return await app.database.run(lambda session: codes.validate(session, "D1", code, now=now))


async def shown(app: IssuerApp) -> list[tuple[str, bool, str]]:
    def work(session: object) -> list[SentCode]:
        return list(codes.inbox(session, 9))  # type: ignore[arg-type]  # a session

    return [(row.code, row.own, row.address) for row in await app.database.run(work)]


def test_a_code_of_the_apps_own_is_eight_letters_and_digits() -> None:
    assert RIGHT == "ABCDEFGH"
    assert codes.own_code(bytes([31, 32, 255] * 3)) == "9A99A99A"


async def test_a_code_of_mdes_is_shown_as_it_came(app: IssuerApp) -> None:
    await taken(app, MADE_BY_MDES)

    assert await shown(app) == [("123456", False, "***0123")]


async def test_a_redelivered_message_is_shown_once_and_the_newest_comes_first(app: IssuerApp) -> None:
    await taken(app, MADE_BY_MDES, MADE_BY_MDES)
    await taken(app, replace(MADE_BY_MDES, request_id="n-2", code="654321"), minutes=1)

    assert [code for code, _, _ in await shown(app)] == ["654321", "123456"]


async def test_without_a_code_the_app_makes_one_and_sends_it_again_while_it_lives(app: IssuerApp) -> None:
    await taken(app, OWN)
    await taken(app, replace(OWN, request_id="n-2", address="c***@example.org"), minutes=29)

    assert await shown(app) == [(RIGHT, True, "c***@example.org")]


async def test_a_right_code_is_good_once(app: IssuerApp) -> None:
    await taken(app, OWN)

    assert [await tried(app, RIGHT) for _ in range(2)] == ["SUCCESS", "EXPIRED_CODE"]


async def test_three_attempts_are_all(app: IssuerApp) -> None:
    await taken(app, OWN)

    results = [await tried(app, code) for code in ("X", "Y", "Z", RIGHT)]

    assert results == ["INCORRECT_CODE", "INCORRECT_CODE", "INCORRECT_CODE_RETRIES_EXCEEDED", "INCORRECT_CODE_RETRIES_EXCEEDED"]


@pytest.mark.parametrize(("minutes", "result"), [(29, "SUCCESS"), (30, "EXPIRED_CODE")])
async def test_a_code_is_good_for_half_an_hour(app: IssuerApp, minutes: float, result: str) -> None:
    await taken(app, OWN)

    assert await tried(app, RIGHT, minutes=minutes) == result


async def test_a_code_of_mdes_is_not_ours_to_check(app: IssuerApp) -> None:
    await taken(app, MADE_BY_MDES)

    assert await tried(app, "123456") == "EXPIRED_CODE"
