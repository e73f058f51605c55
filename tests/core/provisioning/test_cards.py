"""Cards come into the vault once, and keep their references when their number changes."""

from dataclasses import replace
from typing import Any

import pytest

from emulator.core.context import Context, House
from emulator.core.provisioning import NewAccount, card_of, change, enrol, issue, remap, replace_pan
from emulator.domain.cards import Card, Expiry
from emulator.domain.errors import IneligibleCard, InvalidField, UnknownCard
from emulator.domain.pan import Network, Pan
from emulator.domain.parties import AccountRange, Issuer
from emulator.domain.tokens import Action, State, Token
from tests.core.provisioning.vault import EXPIRY, ISSUER, ORDER, PAN, a_card_of, a_token_of, do
from tests.core.sample import NOON
from tests.storage.samples import a_token

NEW = Pan("5123456789012352")


async def test_a_new_card_is_known_to_its_network_and_its_issuer(house: House, ctx: Context) -> None:
    card = await a_card_of(house, ctx)

    assert (card.pan, card.expiry, card.holder, card.network, card.issuer) == (PAN, EXPIRY, "Anna", Network.MASTERCARD, "demo-issuer")
    assert (card.reference[:6], card.par[:4], card.created_at) == ("FWSPMC", "5001", NOON)
    assert await house.store.read("default", lambda unit: unit.cards.by_pan(PAN)) == card


async def test_a_known_card_is_the_same_card(house: House, ctx: Context) -> None:
    first = await a_card_of(house, ctx)

    again = await do(house, ctx, lambda unit: enrol(ctx, unit, PAN, expiry=None))

    assert again == first


async def test_a_newer_expiry_or_name_replaces_the_older(house: House, ctx: Context) -> None:
    first = await a_card_of(house, ctx)

    again = await do(house, ctx, lambda unit: enrol(ctx, unit, PAN, expiry=Expiry(2035, 1), holder="Anna Married"))

    assert again == replace(first, expiry=Expiry(2035, 1), holder="Anna Married")
    assert await house.store.read("default", lambda unit: unit.cards.by_pan(PAN)) == again


@pytest.mark.parametrize("digits", ["371449635398431", "6011000990139424", "2221000000"[:9] + "0" * 3])
async def test_a_card_of_nobody_is_ineligible(house: House, ctx: Context, digits: str) -> None:
    await do(house, ctx, lambda unit: unit.parties.remove("issuer", "demo-issuer"))

    with pytest.raises(IneligibleCard):
        await do(house, ctx, lambda unit: enrol(ctx, unit, Pan(digits), expiry=None))


async def test_the_card_behind_a_token_is_found(house: House, ctx: Context) -> None:
    card = await a_card_of(house, ctx)
    token = await do(house, ctx, lambda unit: issue(ctx, unit, card, order=ORDER))

    assert await house.store.read("default", lambda unit: card_of(unit, token)) == card
    with pytest.raises(UnknownCard):
        await house.store.read("default", lambda unit: card_of(unit, a_token(card=404)))


async def replaced(house: House, ctx: Context, card: Card, account: NewAccount) -> list[Any]:
    return await do(house, ctx, lambda unit: replace_pan(ctx, unit, card, account=account, cause=ISSUER))


async def test_a_replaced_number_keeps_references_and_par_and_is_found_no_more(house: House, ctx: Context) -> None:
    card = await a_card_of(house, ctx)

    await replaced(house, ctx, card, NewAccount(pan=NEW))

    assert await house.store.read("default", lambda unit: unit.cards.by_pan(NEW)) == replace(card, pan=NEW)
    assert await house.store.read("default", lambda unit: unit.cards.by_pan(PAN)) is None


async def test_only_living_tokens_follow_and_the_history_says_who_and_why(house: House, ctx: Context) -> None:
    card = await a_card_of(house, ctx)
    living, ended = [await a_token_of(house, ctx, card) for _ in range(2)]
    await do(house, ctx, lambda unit: change(ctx, unit, ended, action=Action.DELETE, cause=ISSUER))

    followers = await replaced(house, ctx, card, NewAccount(expiry=Expiry(2033, 1)))

    history = await house.store.read("default", lambda unit: unit.tokens.history(living.reference))
    assert [token.reference for token in followers] == [living.reference]
    assert (history[-1].before, history[-1].after, history[-1].cause) == (State.ACTIVE, State.ACTIVE, ISSUER)


async def test_a_number_of_another_account_range_is_refused(house: House, ctx: Context) -> None:
    narrow = AccountRange("5199000000000000000", "5199999999999999999", Network.MASTERCARD)
    await do(house, ctx, lambda unit: unit.parties.put(Issuer("other", "Other", (narrow,))))
    card = await a_card_of(house, ctx)

    with pytest.raises(IneligibleCard, match="another account range"):
        await replaced(house, ctx, card, NewAccount(pan=Pan("5199000000000003")))


async def test_a_number_that_another_card_has_is_refused(house: House, ctx: Context) -> None:
    card = await a_card_of(house, ctx)
    await do(house, ctx, lambda unit: enrol(ctx, unit, NEW, expiry=EXPIRY))

    with pytest.raises(InvalidField, match="pan"):
        await replaced(house, ctx, card, NewAccount(pan=NEW))


async def test_one_token_moves_to_a_card_of_its_own_with_the_same_par(house: House, ctx: Context) -> None:
    card = await a_card_of(house, ctx)
    moving, staying = [await a_token_of(house, ctx, card) for _ in range(2)]
    account = NewAccount(NEW, Expiry(2033, 1))

    moved = await do(house, ctx, lambda unit: remap(ctx, unit, moving, account=account, cause=ISSUER))

    own = await house.store.read("default", lambda unit: card_of(unit, moved))
    assert (own.pan, own.expiry, own.par, own.reference == card.reference) == (NEW, Expiry(2033, 1), card.par, False)
    assert await house.store.read("default", lambda unit: card_of(unit, staying)) == card


async def moved(house: House, ctx: Context, token: Token) -> Token:
    return await do(house, ctx, lambda unit: remap(ctx, unit, token, account=NewAccount(NEW), cause=ISSUER))


async def test_a_second_token_moves_to_the_card_that_the_first_was_given(house: House, ctx: Context) -> None:
    card = await a_card_of(house, ctx)
    tokens = [await a_token_of(house, ctx, card) for _ in range(2)]

    first, second = [await moved(house, ctx, token) for token in tokens]

    assert first.card == second.card != card.reference


async def test_a_token_with_a_new_expiry_alone_takes_its_card_along(house: House, ctx: Context) -> None:
    card = await a_card_of(house, ctx)
    token = await a_token_of(house, ctx, card)

    await do(house, ctx, lambda unit: remap(ctx, unit, token, account=NewAccount(expiry=Expiry(2033, 1)), cause=ISSUER))

    assert await house.store.read("default", lambda unit: card_of(unit, token)) == replace(card, expiry=Expiry(2033, 1))
