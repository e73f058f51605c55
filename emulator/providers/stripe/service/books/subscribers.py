"""Webhook endpoints that want to hear of an event."""

from emulator.providers.stripe.schemas.webhooks.event_types import EVERY
from emulator.providers.stripe.service.books.kinds import WEBHOOK_ENDPOINT, Body
from emulator.storage.unit import Unit

ENABLED = "enabled"


async def subscribers(unit: Unit, event_type: str) -> list[Body]:
    """Return the enabled endpoints that listen to this type of event, oldest first."""
    enabled = await unit.documents.by(WEBHOOK_ENDPOINT.kind, "status", ENABLED)
    return [endpoint for endpoint in enabled if _hears(endpoint, event_type)]


def _hears(endpoint: Body, event_type: str) -> bool:
    # Those for connected accounts hear nothing of the account itself.
    return not endpoint["_connect"] and not {EVERY, event_type}.isdisjoint(endpoint["enabled_events"])
