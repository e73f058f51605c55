"""Parties, and the keys by which they come in: registered all together or not at all."""

from dataclasses import asdict
from typing import Any

from emulator.admin.schemas.parties import (
    CardEntry,
    CredentialEntry,
    IssuerEntry,
    PartyList,
    Register,
    Registered,
    RemoveParty,
    RequestorEntry,
)
from emulator.admin.schemas.scope import Scoped
from emulator.admin.service.entry import act, look
from emulator.core.context import Context
from emulator.core.provisioning import enrol
from emulator.crypto.keys.rsa import UnreadableKey
from emulator.domain.cards import Expiry
from emulator.domain.errors import DomainError, InvalidField
from emulator.domain.pan import Pan
from emulator.domain.parties import Party
from emulator.domain.worlds import Credential
from emulator.storage.parties import READERS
from emulator.storage.unit import Unit


class UnknownParty(DomainError):
    """There is no such issuer or token requestor in this world."""


class CredentialTaken(DomainError):
    """Another world has a credential of this name."""


async def list_parties(ctx: Context, _unit: None, message: Scoped) -> PartyList:
    """Name every issuer and token requestor of a world."""
    world = await look(ctx, message.namespace)

    async def work(unit: Unit) -> PartyList:
        return await _listed(unit)

    return await ctx.house.store.read(world.namespace.id, work)


async def register_parties(ctx: Context, _unit: None, message: Register) -> Registered:
    """Register what the message lists, in one unit."""
    world = await act(ctx, message.namespace)
    parties = [_party(world, kind, entry) for kind, many in _kinds(message) for entry in many]
    credentials = [_credential(world, entry) for entry in message.credentials]

    async def work(unit: Unit) -> None:
        for party in parties:
            await unit.parties.put(party)
        for credential in credentials:
            await _let_in(unit, credential)
        for card in message.cards:
            await _enrol(world, unit, card)

    await ctx.house.unit(world, work)
    return Registered(
        issuers=len(message.issuers),
        requestors=len(message.requestors),
        credentials=len(message.credentials),
        cards=len(message.cards),
    )


async def remove_party(ctx: Context, _unit: None, message: RemoveParty) -> PartyList:
    """Forget a party."""
    world = await act(ctx, message.namespace)

    async def work(unit: Unit) -> PartyList:
        if not await unit.parties.remove(message.kind, message.party):
            raise UnknownParty(f"there is no {message.kind} {message.party} in this namespace")
        return await _listed(unit)

    left: PartyList = await ctx.house.unit(world, work)
    return left


async def _listed(unit: Unit) -> PartyList:
    return PartyList(
        issuers=[IssuerEntry.model_validate(asdict(issuer)) for issuer in await unit.parties.issuers()],
        requestors=[RequestorEntry.model_validate(asdict(requestor)) for requestor in await unit.parties.requestors()],
    )


def _kinds(message: Register) -> tuple[tuple[str, list[Any]], ...]:
    return ("issuer", message.issuers), ("requestor", message.requestors)


def _party(ctx: Context, kind: str, entry: IssuerEntry | RequestorEntry) -> Party:
    keys = [entry.encryption_certificate, *(entry.tav_keys if isinstance(entry, IssuerEntry) else ())]
    for key in keys:
        if key:
            _check(ctx, key, f"{kind} {entry.id}")
    try:
        return READERS[kind](entry.model_dump(mode="json"))
    except ValueError as error:
        raise InvalidField(f"{kind} {entry.id}", str(error)) from None


def _credential(ctx: Context, entry: CredentialEntry) -> Credential:
    _check(ctx, entry.response, f"response of credential {entry.name}")
    _check(ctx, entry.signing, f"signing of credential {entry.name}")
    secrets = {"signing": entry.signing, "response": entry.response, "encryption": entry.encryption}
    bound = {"requestor": entry.requestor} if entry.requestor else {}
    return Credential(entry.kind, entry.name, ctx.namespace.id, {**secrets, **bound})


def _check(ctx: Context, key: str, whose: str) -> None:
    try:
        _ = ctx.keys.pair(key).public_key
    except (UnreadableKey, OSError) as error:
        raise InvalidField(whose, f"its key cannot be read: {error}") from None


async def _let_in(unit: Unit, credential: Credential) -> None:
    known = await unit.worlds.enter(credential.kind, credential.name)
    if known and known[1].id != credential.namespace:
        raise CredentialTaken(f"{credential.name} leads into another namespace")
    if known:
        await unit.worlds.remove_credential(credential.kind, credential.name)
    await unit.worlds.add_credential(credential)


async def _enrol(ctx: Context, unit: Unit, card: CardEntry) -> None:
    expiry = Expiry(int(card.expiry[:4]), int(card.expiry[5:])) if card.expiry else None
    await enrol(ctx, unit, Pan(card.number), expiry=expiry, holder=card.holder)
