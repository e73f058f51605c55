"""Many parties at once, as a seed file lists them: all of them are registered, or none."""

from emulator.admin.schemas.parties import CardEntry, PartyList, Register, Registered
from emulator.admin.schemas.scope import Scoped
from emulator.admin.service.entry import act, look
from emulator.admin.service.parties.credentials import check_bindings, let_in
from emulator.admin.service.parties.entries import credential_of, credential_seen, issuer_of, issuer_seen, requestor_of, requestor_seen
from emulator.core.context import Context
from emulator.core.provisioning import enrol
from emulator.domain.cards import Expiry
from emulator.domain.errors import DomainError, InvalidField
from emulator.domain.pan import Pan
from emulator.storage.unit import Unit


async def list_parties(ctx: Context, _unit: None, message: Scoped) -> PartyList:
    """Name everybody who stands around a world."""
    world = await look(ctx, message.namespace)

    async def work(unit: Unit) -> PartyList:
        return PartyList(
            issuers=[issuer_seen(issuer) for issuer in await unit.parties.issuers()],
            requestors=[requestor_seen(requestor) for requestor in await unit.parties.requestors()],
            credentials=[credential_seen(credential) for credential in await unit.worlds.credentials(world.namespace.id)],
        )

    return await ctx.house.store.read(world.namespace.id, work)


async def register_parties(ctx: Context, _unit: None, message: Register) -> Registered:
    """Register what the message lists, in one unit; what is wrong with it names its place."""
    world = await act(ctx, message.namespace)
    keys, home = world.keys, world.namespace.id
    parties = [issuer_of(keys, entry, place=f"issuers.{number}.") for number, entry in enumerate(message.issuers)]
    parties += [requestor_of(keys, entry, place=f"requestors.{number}.") for number, entry in enumerate(message.requestors)]
    credentials = [credential_of(keys, entry, home, place=f"credentials.{number}.") for number, entry in enumerate(message.credentials)]

    async def work(unit: Unit) -> None:
        for party in parties:
            await unit.parties.put(party)
        for number, credential in enumerate(credentials):
            await check_bindings(unit, credential, place=f"credentials.{number}.")
            await let_in(unit, credential)
        for number, card in enumerate(message.cards):
            await _enrol(world, unit, card, place=f"cards.{number}")

    await ctx.house.unit(world, work)
    return Registered(
        issuers=len(message.issuers),
        requestors=len(message.requestors),
        credentials=len(credentials),
        cards=len(message.cards),
    )


async def _enrol(ctx: Context, unit: Unit, card: CardEntry, *, place: str) -> None:
    expiry = Expiry(int(card.expiry[:4]), int(card.expiry[5:])) if card.expiry else None
    try:
        await enrol(ctx, unit, Pan(card.number), expiry=expiry, holder=card.holder)
    except DomainError as error:
        raise InvalidField(place, str(error)) from None
