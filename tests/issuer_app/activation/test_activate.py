"""The demonstration accounts in the database."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from emulator.issuer_app.activation import NUMBERS, Activated, activate, demo_cards
from emulator.issuer_app.bootstrap import World, issuer_app
from emulator.issuer_app.errors import ProviderRefused, UnreadableCard
from emulator.issuer_app.provisioning import Wish
from emulator.issuer_app.settings import Settings
from emulator.issuer_app.storage.database import open_database
from emulator.issuer_app.storage.models import Account, User, VirtualCard

from ..conftest import Clock
from ..stand_in import StandIn


def rows(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    """Ask the database file itself."""
    with sqlite3.connect(settings.database.removeprefix("sqlite:///")) as connection:
        found = connection.execute(query).fetchall()
    connection.close()
    return found


def passes_luhn(number: str) -> bool:
    digits = [int(digit) for digit in number[::-1]]
    return sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0


async def test_three_accounts_get_money_users_cards_and_receipts(settings: Settings, world: World, mdes: StandIn) -> None:
    activated = await activate(settings, world)

    assert activated == [Activated("Created", n, n, f"100{n}", mdes.receipt(n)) for n in (1, 2, 3)]
    assert rows(settings, "SELECT status, balance, currency FROM accounts") == [("active", 100_000_000, "USD")] * 3
    assert rows(settings, "SELECT name FROM users") == [("Test User1",), ("Test User2",), ("Test User3",)]
    assert rows(settings, "SELECT last4, exp_month, exp_year, status, cardholder_name FROM virtual_cards") == [
        (f"100{n}", 11, 2029, "active", f"Test User{n}") for n in (1, 2, 3)
    ]


async def test_running_again_makes_no_duplicates_and_restores_balances(settings: Settings, world: World, mdes: StandIn) -> None:
    first = await activate(settings, world)
    database = await open_database(settings.database)

    def spend(session: Session) -> None:
        for account in session.query(Account):
            account.balance, account.status = 1, "closed"
        for card in session.query(VirtualCard):
            card.status = "blocked"

    await database.run(spend)
    await database.close()

    again = await activate(settings, world)

    assert again == [replace(one, verb="Updated", token=mdes.receipt(3 + n)) for n, one in enumerate(first, 1)]
    assert rows(settings, "SELECT count(*) FROM users UNION ALL SELECT count(*) FROM accounts") == [(3,), (3,)]
    assert rows(settings, "SELECT DISTINCT a.balance, a.status, c.status FROM accounts a JOIN virtual_cards c ON c.account_id = a.id") == [
        (100_000_000, "active", "active")
    ]


async def test_an_update_moves_the_expiry_and_ends_older_receipts(settings: Settings, world: World, mdes: StandIn, clock: Clock) -> None:
    await activate(settings, world)
    clock.move(timedelta(days=40))

    await activate(settings, world)

    assert rows(settings, "SELECT DISTINCT exp_month, exp_year FROM virtual_cards") == [(1, 2030)]
    assert rows(settings, "SELECT reference FROM provisionings ORDER BY reference") == [(mdes.receipt(n),) for n in (4, 5, 6)]


async def test_the_app_hands_out_the_receipt_of_the_script(settings: Settings, world: World, mdes: StandIn) -> None:
    activated = await activate(settings, world)

    async with issuer_app(settings, world, "http://issuer.example") as app:
        made = await app.provisioner.wallet_payload(Wish(str(activated[0].card_id), None, None))

    assert (made.reference, len(mdes.pushed)) == (activated[0].token, 3)


async def test_accounts_that_exist_are_used_and_keep_their_users(settings: Settings, world: World) -> None:
    database = await open_database(settings.database)
    jane = Account(user=User(name="Jane Doe", email="jane@example.com"))
    await database.run(lambda session: session.add_all([jane, Account()]))
    await database.close()

    await activate(settings, world)

    assert rows(settings, "SELECT a.id, a.balance, u.name FROM accounts a JOIN users u ON u.id = a.user_id ORDER BY a.id") == [
        (1, 100_000_000, "Jane Doe"),
        (2, 100_000_000, "Test User2"),
        (3, 100_000_000, "Test User3"),
    ]


async def test_a_refused_card_leaves_no_database(settings: Settings, world: World, mdes: StandIn, tmp_path: Path) -> None:
    mdes.answer = {"errors": [{"source": "MDES", "reasonCode": "PAN_INELIGIBLE"}]}

    with pytest.raises(ProviderRefused):
        await activate(settings, world)
    assert list(tmp_path.iterdir()) == []


async def test_another_card_key_changes_nothing(settings: Settings, world: World) -> None:
    await activate(settings, world)

    with pytest.raises(UnreadableCard):
        await activate(settings.model_copy(update={"card_key": "ff" * 32}), world)
    assert rows(settings, "SELECT count(*) FROM virtual_cards") == [(3,)]


def test_the_numbers_are_luhn_valid_and_end_as_promised() -> None:
    assert all(passes_luhn(number) for number in NUMBERS)
    assert [number[-4:] for number in NUMBERS] == ["1001", "1002", "1003"]


def test_cards_expire_three_years_ahead() -> None:
    cards = demo_cards(datetime(2028, 2, 29, tzinfo=UTC))

    assert {(card.exp_month, card.exp_year) for card in cards} == {(2, 2031)}
