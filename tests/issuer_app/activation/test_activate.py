"""The demonstration accounts in the database."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from emulator.issuer_app.activation import DEMOS, Activated, activate, demo_cards
from emulator.issuer_app.bootstrap import World, issuer_app
from emulator.issuer_app.errors import ProviderRefused, UnreadableCard
from emulator.issuer_app.pan import Pan, Vault
from emulator.issuer_app.provisioning import Wish
from emulator.issuer_app.settings import Settings
from emulator.issuer_app.storage.cards import card_of
from emulator.issuer_app.storage.database import open_database
from emulator.issuer_app.storage.models import Account, User, VirtualCard

from ..conftest import Clock
from ..stand_in import StandIn
from ..stripe.stand_in import NUMBERS, StripeStandIn
from ..visa.stand_in import CARD_ID, VisaStandIn


def rows(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    """Ask the database file itself."""
    with sqlite3.connect(settings.database.removeprefix("sqlite:///")) as connection:
        found = connection.execute(query).fetchall()
    connection.close()
    return found


def passes_luhn(number: str) -> bool:
    digits = [int(digit) for digit in number[::-1]]
    return sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0


def references(mdes: StandIn, visa: VisaStandIn, times: int = 1) -> list[str]:
    """What the providers call the three cards when they are pushed for the so-manieth time; the third is issued once."""
    return [mdes.receipt(times), CARD_ID.format(times), "ic_1"]


async def test_three_accounts_get_money_users_cards_and_receipts(
    settings: Settings, world: World, mdes: StandIn, visa: VisaStandIn
) -> None:
    activated = await activate(settings, world)

    names = references(mdes, visa)
    assert activated == [Activated("Created", n, n, f"100{n}", name) for n, name in enumerate(names, 1)]
    assert [card["accountNumber"] for card in visa.enrolled] == ["4761120010011002"]
    assert rows(settings, "SELECT status, balance, currency FROM accounts") == [("active", 100_000_000, "USD")] * 3
    assert rows(settings, "SELECT name FROM users") == [("Test User1",), ("Test User2",), ("Test User3",)]
    assert rows(settings, "SELECT last4, exp_month, exp_year, status, cardholder_name FROM virtual_cards") == [
        (f"100{n}", 11, 2029, "active", f"Test User{n}") for n in (1, 2, 3)
    ]


async def test_running_again_makes_no_duplicates_and_restores_balances(
    settings: Settings, world: World, mdes: StandIn, visa: VisaStandIn
) -> None:
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

    names = references(mdes, visa, 2)
    assert again == [replace(one, verb="Updated", token=name) for one, name in zip(first, names, strict=True)]
    assert rows(settings, "SELECT count(*) FROM users UNION ALL SELECT count(*) FROM accounts") == [(3,), (3,)]
    assert rows(settings, "SELECT DISTINCT a.balance, a.status, c.status FROM accounts a JOIN virtual_cards c ON c.account_id = a.id") == [
        (100_000_000, "active", "active")
    ]


async def test_an_update_moves_the_expiry_and_ends_older_receipts(
    settings: Settings, world: World, mdes: StandIn, *, visa: VisaStandIn, clock: Clock
) -> None:
    await activate(settings, world)
    clock.move(timedelta(days=40))

    await activate(settings, world)

    assert rows(settings, "SELECT exp_month, exp_year FROM virtual_cards ORDER BY id") == [(1, 2030), (1, 2030), (11, 2029)]
    kept = rows(settings, "SELECT reference FROM provisionings")
    assert {reference for (reference,) in kept} == set(references(mdes, visa, 2))


async def test_stripe_issues_the_third_card_once_and_is_told_where_the_app_listens(
    settings: Settings, world: World, stripe: StripeStandIn
) -> None:
    listening = settings.model_copy(update={"public_url": "http://issuer.example", "stripe_realtime_secret": "whsec_asks"})

    for _ in range(2):
        await activate(listening, world)

    (holder,), (endpoint,) = stripe.holders, stripe.endpoints
    assert (len(stripe.cards), holder["name"], holder["email"]) == (1, "Test User", "test.user3@example.com")
    assert (endpoint["url"], endpoint["enabled_events[0]"]) == ("http://issuer.example/stripe/webhooks", "issuing_token.created")
    assert stripe.realtime == {"url": "http://issuer.example/stripe/authorizations", "secret": "whsec_asks"}
    assert rows(settings, "SELECT provider, network, last4 FROM virtual_cards")[2:] == [("stripe", "visa", "1003")]


async def test_a_stripe_that_has_forgotten_its_card_issues_another_which_takes_its_place(
    settings: Settings, world: World, stripe: StripeStandIn
) -> None:
    first = await activate(settings, world)
    stripe.cards["ic_1"]["last4"] = "0000"

    again = await activate(settings, world)

    assert (again[2].verb, again[2].card_id, again[2].token) == ("Updated", first[2].card_id, "ic_2")
    database = await open_database(settings.database)
    vault = Vault(settings.card_key_bytes)
    found = await database.run(lambda session: card_of(session, vault, Pan(NUMBERS[1])))
    await database.close()
    assert found is not None
    assert found.id == first[2].card_id


async def test_a_dashboard_that_is_set_by_hand_does_not_stop_the_activation(
    settings: Settings, world: World, stripe: StripeStandIn, *, caplog: pytest.LogCaptureFixture
) -> None:
    stripe.realtime_status = 401

    activated = await activate(settings, world)

    assert len(activated) == 3
    assert "realtime.not_set" in caplog.messages


async def test_the_app_hands_out_the_receipt_of_the_script(settings: Settings, world: World, mdes: StandIn) -> None:
    activated = await activate(settings, world)

    async with issuer_app(settings, world, "http://issuer.example") as app:
        made = await app.provisioner.wallet_payload(Wish(str(activated[0].card_id), None, None))

    assert (made.reference, len(mdes.pushed)) == (activated[0].token, 1)


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
    assert all(passes_luhn(demo.number) for demo in DEMOS)
    assert [(demo.number[-4:], demo.provider) for demo in DEMOS] == [("1001", "mdes"), ("1002", "visa")]


def test_cards_expire_three_years_ahead() -> None:
    cards = demo_cards(datetime(2028, 2, 29, tzinfo=UTC))

    assert {(card.exp_month, card.exp_year) for card in cards} == {(2, 2031)}
