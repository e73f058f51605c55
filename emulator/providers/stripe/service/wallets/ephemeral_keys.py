"""Ephemeral keys: a mobile app or a web page may look at one card for a while (docs.stripe.com/issuing/elements)."""

import base64
from typing import Final

from emulator.core.context import Context
from emulator.domain.worlds import Credential
from emulator.providers.stripe.schemas.wallets.ephemeral_keys import CreateEphemeralKey, CreateNonce, DeleteEphemeralKey
from emulator.providers.stripe.service.books.changes import add, keep, newborn
from emulator.providers.stripe.service.books.identifiers import account_id
from emulator.providers.stripe.service.books.kinds import CARD, EPHEMERAL_KEY, Body
from emulator.providers.stripe.service.books.refusals import InvalidParameter
from emulator.providers.stripe.service.books.shelf import hold, ordered, referred
from emulator.providers.stripe.wire.keys import EPHEMERAL
from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

NONCE: Final = Kind("stripe.nonce")

# Seconds; a key for a web page lives shorter.
LIFE: Final = 3_600
LIFE_WITH_NONCE: Final = 900

# What else a key can be for, and what the mobile SDKs call it.
OTHERS: Final = {"customer": "customer", "verification_session": "identity.verification_session"}


async def create_nonce(ctx: Context, unit: Unit, _message: CreateNonce) -> Body:
    """Make a pair of nonces; the public one is good for one key."""
    pair = {"private_nonce": f"ephkn_{ctx.ids.letters(24)}", "public_nonce": f"ephkp_{ctx.ids.letters(24)}"}
    await unit.documents.add(NONCE, pair["public_nonce"], {**pair, "used": False})
    return pair


async def create(ctx: Context, unit: Unit, message: CreateEphemeralKey) -> Body:
    """Make a key; it is shown in this answer and never again.

    Raises:
        InvalidParameter: it is for nothing, or for several things, or the nonce is not good.
        NoSuchReference: there is no such card.
    """
    opened = await _opened(unit, message)
    private = await _used(unit, message.nonce) if message.nonce else None
    body = {**newborn(ctx, EPHEMERAL_KEY), "associated_objects": [opened]}
    body["expires"] = body["created"] + (LIFE_WITH_NONCE if private else LIFE)
    secret = _secret(ctx)
    kept = await add(unit, {**body, "_secret": secret})
    lets_in = {"expires": str(body["expires"]), opened["type"].removeprefix("issuing."): opened["id"]}
    await unit.worlds.add_credential(
        Credential(EPHEMERAL, secret, ctx.namespace.id, {**lets_in, **({"nonce": private} if private else {})})
    )
    return ordered({**kept, "secret": secret})


async def delete(ctx: Context, unit: Unit, message: DeleteEphemeralKey) -> Body:
    """Let nobody in with this key any more."""
    key = await hold(unit, EPHEMERAL_KEY, message.key)
    await unit.worlds.remove_credential(EPHEMERAL, key["_secret"])
    return await keep(unit, key, expires=min(key["expires"], int(ctx.now.timestamp())))


async def _opened(unit: Unit, message: CreateEphemeralKey) -> Body:
    given = {name: value for name, value in message.given("nonce").items() if value}
    if len(given) != 1:
        raise InvalidParameter("You must pass exactly one of customer, issuing_card, or verification_session.")
    if message.issuing_card:
        card = await referred(unit, CARD, message.issuing_card, param="issuing_card")
        return {"id": card["id"], "type": CARD.name}
    if message.nonce:
        raise InvalidParameter("A nonce goes together with issuing_card.", param="nonce")
    ((name, value),) = given.items()
    return {"id": value, "type": OTHERS[name]}


async def _used(unit: Unit, public: str) -> str:
    nonce = await unit.documents.hold(NONCE, public)
    if nonce is None or nonce["used"]:
        raise InvalidParameter("This nonce does not exist, or was used before.", param="nonce")
    await unit.documents.save(NONCE, public, {**nonce, "used": True})
    return str(nonce["private_nonce"])


def _secret(ctx: Context) -> str:
    inner = base64.b64encode(f"{account_id(ctx)},{ctx.ids.letters(24)}".encode()).decode().rstrip("=")
    return f"ek_test_{inner}_{ctx.ids.letters(10)}"
