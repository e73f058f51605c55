"""Webhook endpoints: made, changed, forgotten (docs.stripe.com/api/webhook_endpoints)."""

from emulator.core.context import Context
from emulator.providers.stripe.schemas.webhooks.endpoints import CreateEndpoint, ListEndpoints, RetrieveEndpoint, UpdateEndpoint
from emulator.providers.stripe.service.books.changes import add, keep, newborn
from emulator.providers.stripe.service.books.kinds import WEBHOOK_ENDPOINT, Body
from emulator.providers.stripe.service.books.metadata import merged
from emulator.providers.stripe.service.books.refusals import InvalidParameter
from emulator.providers.stripe.service.books.shelf import get, hold, ordered
from emulator.providers.stripe.service.books.subscribers import ENABLED
from emulator.providers.stripe.wire.pages import page
from emulator.storage.unit import Unit

DISABLED = "disabled"
# The key of metadata that asks for a secret, so that an app can know it before it asks (our own choice).
SECRET = "emulator_secret"
PREFIX = "whsec_"


async def create(ctx: Context, unit: Unit, message: CreateEndpoint) -> Body:
    """Make an endpoint; its secret is shown in this answer and never again.

    Raises:
        InvalidParameter: a secret was asked for that is none.
    """
    metadata = merged({}, message.metadata or {})
    secret = _wished(metadata.pop(SECRET, None)) or f"{PREFIX}{ctx.ids.letters(32)}"
    body = {
        **newborn(ctx, WEBHOOK_ENDPOINT),
        "api_version": message.api_version,
        "application": None,
        "description": message.description,
        "enabled_events": message.enabled_events,
        "metadata": metadata,
        "status": ENABLED,
        "url": message.url,
        "_connect": message.connect,
        "_secret": secret,
    }
    return ordered({**await add(unit, body), "secret": secret})


async def retrieve(_ctx: Context, unit: Unit, message: RetrieveEndpoint) -> Body:
    """Look at an endpoint."""
    return await get(unit, WEBHOOK_ENDPOINT, message.webhook_endpoint)


async def update(_ctx: Context, unit: Unit, message: UpdateEndpoint) -> Body:
    """Change an endpoint; what is on its way to one that is disabled is not tried again."""
    before = await hold(unit, WEBHOOK_ENDPOINT, message.webhook_endpoint)
    given = message.given("webhook_endpoint", "disabled", "metadata")
    if "metadata" in message.model_fields_set:
        given["metadata"] = merged(before["metadata"], message.metadata)
    if message.disabled is not None:
        given["status"] = DISABLED if message.disabled else ENABLED
    return await keep(unit, before, **given)


async def delete(_ctx: Context, unit: Unit, message: RetrieveEndpoint) -> Body:
    """Forget an endpoint, and what is on its way to it."""
    before = await hold(unit, WEBHOOK_ENDPOINT, message.webhook_endpoint)
    await unit.documents.remove(WEBHOOK_ENDPOINT.kind, before["id"])
    return {"id": before["id"], "object": before["object"], "deleted": True}


async def list_all(_ctx: Context, unit: Unit, message: ListEndpoints) -> Body:
    """List endpoints."""
    return await page(unit, WEBHOOK_ENDPOINT, message)


def _wished(secret: str | None) -> str | None:
    if secret is not None and not secret.startswith(PREFIX):
        raise InvalidParameter(f"{SECRET} takes a secret that begins with {PREFIX}.", param=f"metadata[{SECRET}]")
    return secret
