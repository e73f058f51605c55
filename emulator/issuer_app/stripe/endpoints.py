"""Where Stripe tells and asks this app: a webhook endpoint, and the endpoint of real-time authorizations (docs.stripe.com/issuing)."""

import logging
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import ClientError, ClientSession, ClientTimeout
from stripe import APIConnectionError, StripeClient, StripeError

from ..errors import ProviderRefused, ProviderUnreachable
from ..logs import LOGGER
from .issuing import PROVIDER

EVENTS: Final = ("issuing_token.created", "issuing_token.updated")
WEBHOOKS: Final = "/stripe/webhooks"
AUTHORIZATIONS: Final = "/stripe/authorizations"
# Stripe keeps this setting in its Dashboard; the emulator takes it over HTTP.
REALTIME: Final = "/_emulator/stripe/realtime"
# A wish that the emulator alone grants: Stripe makes the secret itself, and shows it once.
SECRET_WISH: Final = "emulator_secret"

log = logging.getLogger(LOGGER)


@dataclass(frozen=True, slots=True)
class Doors:
    """This app as Stripe reaches it: its own URL, and the secrets with which Stripe signs."""

    url: str
    webhook_secret: str = field(repr=False)
    realtime_secret: str = field(repr=False)


async def listen(client: StripeClient, doors: Doors) -> None:
    """Have events about tokens sent to this app, once. Raises ProviderUnreachable or ProviderRefused."""
    url = doors.url + WEBHOOKS
    try:
        known = await client.v1.webhook_endpoints.list_async({"limit": 100})
        if any(endpoint.url == url for endpoint in known.data):
            return
        wish: Any = {"url": url, "enabled_events": list(EVENTS), "metadata": {SECRET_WISH: doors.webhook_secret}}
        await client.v1.webhook_endpoints.create_async(wish)
    except APIConnectionError as error:
        raise ProviderUnreachable(PROVIDER, doors.url) from error
    except StripeError as error:
        raise ProviderRefused(PROVIDER, error.code or type(error).__name__, error.user_message) from error


async def answer_purchases(session: ClientSession, emulator: str, doors: Doors, *, limit: ClientTimeout) -> None:
    """Have this app asked about purchases; where that is set by hand, say so. Raises ProviderUnreachable."""
    setting = {"url": doors.url + AUTHORIZATIONS, "secret": doors.realtime_secret}
    try:
        async with session.put(emulator + REALTIME, json=setting, timeout=limit) as answer:
            if answer.status != 200:
                log.warning("realtime.not_set", extra={"status": answer.status, "url": setting["url"]})
    except (ClientError, TimeoutError) as error:
        raise ProviderUnreachable(PROVIDER, emulator) from error
