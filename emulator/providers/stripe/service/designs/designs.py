"""Personalization designs: made, changed, listed (docs.stripe.com/api/issuing/personalization_designs)."""

from typing import Final

from emulator.core.context import Context
from emulator.providers.stripe.schemas.designs import CreateDesign, ListDesigns, RetrieveDesign, UpdateDesign
from emulator.providers.stripe.service.books.attachments import LOGO, check_attached
from emulator.providers.stripe.service.books.changes import add, changed, newborn
from emulator.providers.stripe.service.books.kinds import PERSONALIZATION_DESIGN, PHYSICAL_BUNDLE, Body
from emulator.providers.stripe.service.books.metadata import merged
from emulator.providers.stripe.service.books.refusals import InvalidParameter, MissingParameter, NoSuchReference
from emulator.providers.stripe.service.books.shelf import find, get, hold
from emulator.providers.stripe.wire.pages import page
from emulator.storage.unit import Unit

_TEXTS: Final = ("footer_body", "footer_title", "header_body", "header_title")
_PRINTED: Final = ("card_logo", "carrier_text", "physical_bundle")
_NO_REASONS: Final[Body] = {"card_logo": [], "carrier_text": []}


async def create(ctx: Context, unit: Unit, message: CreateDesign) -> Body:
    """Make a design, which is then reviewed; nobody is told, because there is no such event.

    Raises:
        InvalidParameter, MissingParameter, NoSuchReference: a parameter does not go with the others, or with what there is.
    """
    given = message.given("preferences", "transfer_lookup_key")
    body = {
        **newborn(ctx, PERSONALIZATION_DESIGN),
        "card_logo": message.card_logo,
        "carrier_text": _carrier_text(given.get("carrier_text")),
        "lookup_key": message.lookup_key,
        "metadata": merged({}, message.metadata or {}),
        "name": message.name,
        "physical_bundle": message.physical_bundle,
        "preferences": {"is_default": False, "is_platform_default": None},
        "rejection_reasons": _NO_REASONS,
        "status": "review",
    }
    await _check_printable(unit, body)
    await _yield_places(ctx, unit, message)
    return await add(unit, {**body, "preferences": _preferences(body, message)})


async def retrieve(_ctx: Context, unit: Unit, message: RetrieveDesign) -> Body:
    """Look at a design."""
    return await get(unit, PERSONALIZATION_DESIGN, message.personalization_design)


async def update(ctx: Context, unit: Unit, message: UpdateDesign) -> Body:
    """Change a design; one that was rejected is reviewed again when what is printed changes (our own choice).

    Raises:
        InvalidParameter, MissingParameter, NoSuchReference: as `create`.
    """
    before = await hold(unit, PERSONALIZATION_DESIGN, message.personalization_design)
    given = message.given("personalization_design", "preferences", "transfer_lookup_key")
    after = {**before, **given, "preferences": _preferences(before, message)}
    if "carrier_text" in given:
        after["carrier_text"] = _carrier_text(given["carrier_text"])
    if "metadata" in given:
        after["metadata"] = merged(before["metadata"], given["metadata"])
    await _check_printable(unit, after)
    if before["status"] == "rejected" and any(after[name] != before[name] for name in _PRINTED):
        after = {**after, "status": "review", "rejection_reasons": _NO_REASONS}
    await _yield_places(ctx, unit, message, but=before["id"])
    return await changed(ctx, unit, before, **after)


async def list_all(_ctx: Context, unit: Unit, message: ListDesigns) -> Body:
    """List designs."""
    wanted = message.preferences.given() if message.preferences else {}

    def meets(design: Body) -> bool:
        return (
            (message.lookup_keys is None or design["lookup_key"] in message.lookup_keys)
            and (message.status is None or design["status"] == message.status)
            and all(bool(design["preferences"][name]) is value for name, value in wanted.items())
        )

    return await page(unit, PERSONALIZATION_DESIGN, message, meets=meets)


def _carrier_text(given: Body | None) -> Body | None:
    return {name: given.get(name) for name in _TEXTS} if given else None


def _preferences(before: Body, message: CreateDesign | UpdateDesign) -> Body:
    return {**before["preferences"], **(message.preferences.given() if message.preferences else {})}


async def _check_printable(unit: Unit, design: Body) -> None:
    bundle = await find(unit, PHYSICAL_BUNDLE, design["physical_bundle"])
    if bundle is None:
        raise NoSuchReference(PHYSICAL_BUNDLE.called, design["physical_bundle"], param="physical_bundle")
    for feature in ("card_logo", "carrier_text"):
        allowed = bundle["features"][feature]
        if design[feature] and allowed == "unsupported":
            raise InvalidParameter(f"The physical bundle '{bundle['id']}' does not support {feature}.", param=feature)
        if not design[feature] and allowed == "required":
            raise MissingParameter(feature)
    if design["card_logo"]:
        await check_attached(unit, design["card_logo"], purposes=LOGO, param="card_logo")


async def _yield_places(ctx: Context, unit: Unit, message: CreateDesign | UpdateDesign, *, but: str = "") -> None:
    """Make the lookup key free, and take the default from whoever has it."""
    others = [design for status in ("active", "inactive", "review", "rejected") for design in await _of_status(unit, status)]
    for design in others:
        changes: Body = {}
        if design["id"] != but and message.lookup_key and design["lookup_key"] == message.lookup_key:
            if not message.transfer_lookup_key:
                raise InvalidParameter(f"A design with the lookup key '{message.lookup_key}' already exists.", param="lookup_key")
            changes["lookup_key"] = None
        if design["id"] != but and message.preferences and message.preferences.is_default:
            changes["preferences"] = {**design["preferences"], "is_default": False}
        await changed(ctx, unit, design, **changes)


async def _of_status(unit: Unit, status: str) -> list[Body]:
    return await unit.documents.by(PERSONALIZATION_DESIGN.kind, "status", status)
