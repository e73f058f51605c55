"""Cards issued at Stripe, by a real emulator in a process of its own."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession
from stripe import AIOHTTPClient, StripeClient

from emulator.issuer_app.bootstrap import stripe_client
from emulator.issuer_app.errors import ProviderRefused, ProviderUnreachable
from emulator.issuer_app.pan import Pan
from emulator.issuer_app.providers import CardInClear, Wallet
from emulator.issuer_app.settings import Settings
from emulator.issuer_app.stripe.issuing import StripeIssuing
from tests.flows.processes import Program, free_port, running

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The emulator as a program."""
    folder = tmp_path_factory.mktemp("emulator")
    with running("emulator", "--database", "sqlite://", folder=folder) as program:
        yield program


@pytest.fixture
async def stripe(emulator: Program) -> AsyncIterator[StripeIssuing]:
    """The app as a customer of Stripe."""
    async with ClientSession() as session:
        client = stripe_client(Settings(emulator=emulator.url), session)
        yield StripeIssuing(client, emulator.url)


async def test_a_card_is_issued_with_the_digits_that_were_asked_for(stripe: StripeIssuing) -> None:
    issued = await stripe.issue("Test User3", "user3@example.com", last4="1003", now=NOW)

    assert issued.reference.startswith("ic_")
    assert (issued.card.pan.last4, issued.card.network, issued.card.holder, issued.card.provider) == (
        "1003",
        "visa",
        "Test User3",
        "stripe",
    )


async def test_an_app_gets_the_key_of_its_card(emulator: Program, stripe: StripeIssuing) -> None:
    issued = await stripe.issue("Test User3", "user3@example.com", last4="2003", now=NOW)

    pushed = await stripe.push(issued.card, "50123456789")

    wallet = stripe.wallets["stripe_push"]
    assert isinstance(wallet, Wallet)
    payload = wallet.make(issued.card, pushed)
    async with ClientSession() as session:
        app = StripeClient(
            payload["ephemeral_key"]["secret"], base_addresses={"api": emulator.url}, http_client=AIOHTTPClient(session=session)
        )
        card = await app.v1.issuing.cards.retrieve_async(payload["card"])
    assert (card.id, pushed.reference, card.last4) == (issued.reference, issued.reference, "2003")
    assert payload["ephemeral_key"]["associated_objects"] == [{"id": issued.reference, "type": "issuing.card"}]


async def test_a_card_that_stripe_does_not_know_is_refused(stripe: StripeIssuing) -> None:
    stranger = CardInClear(Pan("5204731620001001"), 11, 2029, "Test User1", "mastercard", "stripe")

    with pytest.raises(ProviderRefused, match="CARD_UNKNOWN"):
        await stripe.push(stranger, "50123456789")


async def test_a_refusal_keeps_stripes_words(stripe: StripeIssuing) -> None:
    with pytest.raises(ProviderRefused, match="email_invalid"):
        await stripe.issue("Test User3", "no address", last4="1003", now=NOW)


async def test_a_stripe_that_is_not_there_is_unreachable() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    async with ClientSession() as session:
        nobody = StripeIssuing(stripe_client(Settings(emulator=url), session), url)

        with pytest.raises(ProviderUnreachable, match="is the emulator running"):
            await nobody.issue("Test User3", "user3@example.com", last4="1003", now=NOW)
