"""Codes are sent, sent once more, replaced, tried, and listed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from emulator.core.context import Context, House
from emulator.core.provisioning import codes
from emulator.core.provisioning.codes import Maker
from emulator.domain.codes import Channel, Code, Method, Outcome, Purpose
from emulator.domain.errors import ExpiredCode
from emulator.domain.tokens import Token
from emulator.domain.worlds import Clock
from tests.core.provisioning.vault import a_card_of, a_token_of, do

TEXT = Method("1", Channel.TEXT, "***0123")
MAIL = Method("2", Channel.EMAIL, "a***@example.org")


@pytest.fixture
async def token(house: House, ctx: Context) -> Token:
    return await a_token_of(house, ctx, await a_card_of(house, ctx))


def later(house: House, **by: float) -> Context:
    return house.context(replace(house.home, clock=Clock().advanced(timedelta(**by))))


async def sent(house: House, ctx: Context, token: Token, *, method: Method = TEXT, purpose: Purpose = Purpose.ACTIVATION) -> Code:
    return await do(house, ctx, lambda unit: codes.send(ctx, unit, token, method=method, purpose=purpose))


async def tried(house: House, ctx: Context, code: Code, digits: str) -> Outcome:
    return await do(house, ctx, lambda unit: codes.attempt(ctx, unit, code, digits=digits))


async def test_a_code_is_six_digits_and_half_an_hour(house: House, ctx: Context, token: Token) -> None:
    code = await sent(house, ctx, token)

    assert (len(f"{code.digits}"), f"{code.digits}".isdigit(), code.left, code.sent) == (6, True, 3, 1)
    assert code.expires_at - code.made_at == timedelta(minutes=30)
    assert await house.store.read("default", lambda unit: codes.latest(unit, most=9)) == [code]


async def test_asked_again_the_same_code_goes_another_way(house: House, ctx: Context, token: Token) -> None:
    first = await sent(house, ctx, token)

    again = await sent(house, later(house, minutes=29), token, method=MAIL)

    assert again == replace(first, method=MAIL, sent=2)


@pytest.mark.parametrize("purpose", Purpose)
async def test_a_spent_code_is_not_followed_by_another_one(house: House, ctx: Context, token: Token, purpose: Purpose) -> None:
    code = await sent(house, ctx, token, purpose=purpose)
    for _ in range(3):
        current = await house.store.read("default", lambda unit: codes.current(unit, token.reference, purpose))
        assert current is not None
        await tried(house, ctx, current, "x")

    with pytest.raises(ExpiredCode):
        await sent(house, ctx, token, purpose=purpose)

    assert await house.store.read("default", lambda unit: codes.latest(unit, most=9)) == [replace(code, left=0)]


async def test_only_a_code_for_authentication_is_followed_when_its_time_is_over(house: House, ctx: Context, token: Token) -> None:
    first = [await sent(house, ctx, token, purpose=purpose) for purpose in Purpose]
    too_late = later(house, minutes=31)

    with pytest.raises(ExpiredCode):
        await sent(house, too_late, token)
    second = await sent(house, too_late, token, purpose=Purpose.AUTHENTICATION)

    assert second.id not in {code.id for code in first}


async def test_a_replaced_code_is_good_no_more(house: House, ctx: Context, token: Token) -> None:
    first = await sent(house, ctx, token)

    second = await do(house, ctx, lambda unit: codes.replace(ctx, unit, token, method=MAIL, purpose=Purpose.ACTIVATION))

    current = await house.store.read("default", lambda unit: codes.current(unit, token.reference, Purpose.ACTIVATION))
    assert (current, second.digits == first.digits) == (second, False)


async def test_attempts_are_counted_and_a_right_one_uses_the_code_up(house: House, ctx: Context, token: Token) -> None:
    code = await sent(house, ctx, token)

    wrong = await tried(house, ctx, code, "x")
    current = await house.store.read("default", lambda unit: codes.current(unit, token.reference, Purpose.ACTIVATION))
    assert current is not None
    right = await tried(house, ctx, current, f"{code.digits}")

    assert (wrong, current.left, right) == (Outcome.WRONG, 2, Outcome.RIGHT)
    (kept,) = await house.store.read("default", lambda unit: codes.latest(unit, most=9))
    assert kept.used


async def test_what_the_issuer_says_of_its_own_code_is_kept(house: House, ctx: Context, token: Token) -> None:
    code = await do(house, ctx, lambda unit: codes.send(ctx, unit, token, method=TEXT, purpose=Purpose.ACTIVATION, maker=Maker.ISSUER))

    await do(house, ctx, lambda unit: codes.judge(unit, code, Outcome.WRONG))

    (kept,) = await house.store.read("default", lambda unit: codes.latest(unit, most=9))
    assert (kept.digits, kept.left) == (None, 2)


async def test_the_codes_of_one_token_are_listed_newest_first(house: House, ctx: Context, token: Token) -> None:
    made = [await sent(house, ctx, token, purpose=purpose) for purpose in Purpose]

    found = await house.store.read("default", lambda unit: codes.of_token(unit, token.reference))
    none = await house.store.read("default", lambda unit: codes.of_token(unit, "D404"))

    assert (found, none) == (made[::-1], [])


async def test_codes_are_listed_newest_first(house: House, ctx: Context, token: Token) -> None:
    made = [await sent(house, ctx, token, purpose=purpose) for purpose in Purpose]

    assert await house.store.read("default", lambda unit: codes.latest(unit, most=1)) == [made[-1]]
