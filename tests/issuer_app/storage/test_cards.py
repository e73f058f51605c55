"""Questions about accounts and cards."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from emulator.issuer_app.bootstrap import IssuerApp
from emulator.issuer_app.errors import AccountNotFound, CardNotActive, CardNotFound, UnreadableCard
from emulator.issuer_app.pan import Pan, Vault
from emulator.issuer_app.storage import cards
from emulator.issuer_app.storage.models import ACTIVE, INACTIVE, Account, VirtualCard

from ..conftest import PAN


@pytest.mark.parametrize("card_id", ["2", "", "x", "1 ", "+1", "1234567890", "1\n"])
async def test_what_is_no_id_finds_nothing(app: IssuerApp, card: VirtualCard, card_id: str) -> None:
    with pytest.raises(CardNotFound):
        await app.database.run(lambda session: cards.find_card(session, card_id))
    with pytest.raises(AccountNotFound):
        await app.database.run(lambda session: cards.find_account(session, card_id))


async def test_a_card_is_found_by_its_number(app: IssuerApp, card: VirtualCard) -> None:
    found = await app.database.run(lambda session: cards.card_of(session, app.vault, Pan(PAN)))
    missing = await app.database.run(lambda session: cards.card_of(session, app.vault, Pan("5204731660001002")))

    assert found is not None
    assert (found.id, missing) == (card.id, None)


async def test_an_opened_card_is_the_one_that_was_stored(app: IssuerApp, card: VirtualCard) -> None:
    opened = cards.in_clear(card, app.vault)

    assert opened.pan.reveal() == PAN
    assert (opened.expiry_month, opened.expiry_year, opened.holder) == ("11", "29", "Jane Doe")


def a_card(*, status: str = ACTIVE, account: str = ACTIVE) -> VirtualCard:
    return VirtualCard(status=status, exp_month=2, exp_year=2028, account=Account(status=account))


@pytest.mark.parametrize("today", [date(2028, 2, 29), date(2027, 12, 31), date(2028, 1, 1)])
def test_a_card_is_usable_to_the_end_of_its_last_month(today: date) -> None:
    cards.check_usable(a_card(), today)


@pytest.mark.parametrize(
    ("card", "today", "why"),
    [
        (a_card(), date(2028, 3, 1), "expired 02/2028"),
        (a_card(status=INACTIVE), date(2026, 1, 1), "its status is inactive"),
        (a_card(account="closed"), date(2026, 1, 1), "the status of its account is closed"),
    ],
)
def test_a_card_out_of_use_is_refused(card: VirtualCard, today: date, why: str) -> None:
    with pytest.raises(CardNotActive, match=why):
        cards.check_usable(card, today)


async def test_another_card_key_is_noticed(app: IssuerApp, card: VirtualCard) -> None:
    await app.database.run(lambda session: cards.check_key(session, app.vault))

    with pytest.raises(UnreadableCard):
        await app.database.run(lambda session: cards.check_key(session, Vault(b"\1" * 32)))


async def test_any_card_key_fits_an_empty_database(app: IssuerApp) -> None:
    await app.database.run(lambda session: cards.check_key(session, Vault(b"\1" * 32)))


async def test_lists_are_in_order_of_age(app: IssuerApp, card: VirtualCard) -> None:
    await app.database.run(lambda session: session.add(Account()))

    found = await app.database.run(cards.all_accounts)

    assert [(account.id, [card.id for card in account.cards]) for account in found] == [(1, [1]), (2, [])]


TWIN = {
    "provider": "stripe",
    "network": "visa",
    "cardholder_name": "Jane Doe",
    "pan_box": b"",
    "pan_lookup": "another",
    "last4": "1001",
    "exp_month": 11,
    "exp_year": 2029,
}


async def test_a_card_of_stripe_is_known_by_digits_and_expiry_where_it_is_the_only_one(app: IssuerApp, card: VirtualCard) -> None:
    def work(session: Session) -> list[int | None]:
        def found(month: int) -> int | None:
            known = cards.stripe_card(session, "1001", month=month, year=2029)
            return known.id if known else None

        before = found(11)
        cards.find_card(session, str(card.id)).provider = "stripe"
        session.flush()
        ours = [found(11), found(12)]
        session.add(VirtualCard(**TWIN, account_id=card.account_id))
        session.flush()
        return [before, *ours, found(11)]

    assert await app.database.run(work) == [None, card.id, None, None]
