"""The official SDK at the emulator's front door; whatever it is answered is checked by the witness before it reads it."""

import json
from collections.abc import Mapping
from typing import Any, Final

import stripe
from aiohttp import ClientSession

from emulator.core.context import House
from tests.witness.stripe_objects import breaches

SECRET_KEY: Final = "sk_test_stripe_tests"

# Everything that the United States ask before cards can be active.
PERSON: Final[dict[str, Any]] = {
    "first_name": "Ada",
    "last_name": "Sample",
    "dob": {"day": 10, "month": 12, "year": 1990},
    "card_issuing": {"user_terms_acceptance": {"date": 1793606340, "ip": "203.0.113.7"}},
}
ADDRESS: Final = {"line1": "100 Sample Street", "city": "Springfield", "state": "IL", "postal_code": "62704", "country": "US"}
ADA: Final[dict[str, Any]] = {
    "name": "Ada Sample",
    "type": "individual",
    "email": "ada.sample@example.com",
    "phone_number": "+12175550100",
    "individual": PERSON,
    "billing": {"address": ADDRESS},
}
# Somebody to whom no code can be sent.
HERMIT: Final = {name: value for name, value in ADA.items() if name not in {"email", "phone_number"}}


class WitnessedClient(stripe.AIOHTTPClient):
    """Sends requests as the SDK does, and keeps the last answer."""

    status: int = 0
    headers: Mapping[str, str] = {}
    body: Any = None

    async def request_async(self, *args: Any, **kwargs: Any) -> Any:
        """Send one request.

        Raises:
            AssertionError: the answer is not what Stripe's types say.
        """
        content, self.status, self.headers = await super().request_async(*args, **kwargs)
        self.body = json.loads(content)
        assert breaches(self.body) == []
        return content, self.status, self.headers


def sdk_at(url: str, session: ClientSession, *, key: str = SECRET_KEY, **options: Any) -> tuple[stripe.StripeClient, WitnessedClient]:
    """Return the SDK with nothing changed but its base URL, and the client underneath that saw the last answer."""
    http = WitnessedClient(session=session)
    addresses: Any = {"api": url, "files": url, "connect": url, "meter_events": url}
    return stripe.StripeClient(key, base_addresses=addresses, http_client=http, **options), http


async def world_of(house: House, key: str = SECRET_KEY) -> str:
    """Return the id of the world that a key opens."""
    found = await house.store.read("default", lambda unit: unit.worlds.enter("stripe", key))
    assert found is not None
    return found[1].id
