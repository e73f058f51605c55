"""Where Stripe tells and asks the app."""

import pytest
from aiohttp import ClientSession, ClientTimeout

from emulator.issuer_app.bootstrap import stripe_client
from emulator.issuer_app.errors import ProviderUnreachable
from emulator.issuer_app.settings import Settings
from emulator.issuer_app.stripe.endpoints import Doors, answer_purchases, listen
from tests.flows.processes import free_port

from .stand_in import StripeStandIn

DOORS = Doors("http://issuer.example", "whsec_tells", "whsec_asks")


async def test_the_app_hears_of_tokens_under_its_own_secret_and_once(settings: Settings, stripe: StripeStandIn) -> None:
    async with ClientSession() as session:
        client = stripe_client(settings, session)

        await listen(client, DOORS)
        await listen(client, DOORS)

    (made,) = stripe.endpoints
    assert (made["url"], made["metadata[emulator_secret]"]) == ("http://issuer.example/stripe/webhooks", "whsec_tells")
    assert {made["enabled_events[0]"], made["enabled_events[1]"]} == {"issuing_token.created", "issuing_token.updated"}


async def test_a_dashboard_that_is_not_there_is_unreachable() -> None:
    async with ClientSession() as session:
        with pytest.raises(ProviderUnreachable):
            await answer_purchases(session, f"http://127.0.0.1:{free_port()}", DOORS, limit=ClientTimeout(total=5))


def test_secrets_are_not_shown() -> None:
    assert "whsec" not in repr(DOORS)
