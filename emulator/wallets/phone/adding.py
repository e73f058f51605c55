"""Adding a card: the payload is examined, the network asked, the token made, and the pass put onto the phone."""

from collections.abc import Mapping
from dataclasses import dataclass

from emulator.core.context import Context
from emulator.core.networks import Addition
from emulator.crypto.diagnosis import Finding
from emulator.domain.errors import DomainError
from emulator.domain.tokens import State, Token
from emulator.storage.unit import Unit
from emulator.wallets import keychain, sessions
from emulator.wallets.apps import APPS, Wallet
from emulator.wallets.checks import CHECKS, Case, examine
from emulator.wallets.checks.case import Presented, Step
from emulator.wallets.devices import phone_of
from emulator.wallets.phone import passes
from emulator.wallets.phone.passes import Held, Pass
from emulator.wallets.phone.refusals import AddRefused, already_added, declined, refused_by_network
from emulator.wallets.phone.seen import ADDED, Path, Seen, refused
from emulator.wallets.phone.telling import circumstances
from emulator.wallets.services import service_of
from emulator.wallets.sessions import Session

VAULT, ISSUER, TOKEN = "vault", "issuer", "token"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a card: the path, the steps in their order, what the app sees, and the pass where there is one."""

    path: Path
    steps: tuple[Step, ...]
    seen: Seen
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A card that a wallet is to hold on one phone."""

    wallet: Wallet
    device: str
    card: Presented


async def complete(ctx: Context, session_id: str, *, wallet: Wallet, payload: Mapping[str, object]) -> Result:
    """Answer a session with a payload; whatever is wrong with the payload is said in the result.

    Raises:
        UnknownSession: this wallet has none of this id.
    """
    case = await ctx.house.unit(ctx, lambda unit: _case(ctx, unit, session_id, wallet=wallet, payload=payload))
    examined = examine(case, CHECKS[wallet, case.session.network][1])
    if examined.presented is None:
        return _red(wallet, examined.steps)
    return await add(ctx, Wanted(wallet, case.session.device, examined.presented), examined.steps)


async def add(ctx: Context, wanted: Wanted, steps: tuple[Step, ...] = ()) -> Result:
    """Bring a card to its network, as a wallet does when it has the card in clear."""
    addition = _addition(ctx, wanted)
    service = service_of(ctx, addition.requestor.networks[0])
    try:
        await ctx.house.store.read(ctx.namespace.id, lambda unit: _not_yet_there(unit, wanted))
        ctx.asked = await service.ask(ctx, addition)
        held: Held = await ctx.house.unit(ctx, lambda unit: _added(ctx, unit, wanted, addition=addition))
    except AddRefused as error:
        return _red(wanted.wallet, (*steps, *error.steps), error.held)
    path = Path.GREEN if held.token.state is State.ACTIVE else Path.YELLOW
    taken = (*steps, Step(VAULT), Step(ISSUER), Step(TOKEN))
    return Result(path, taken, ADDED[wanted.wallet, path], held)


async def _case(ctx: Context, unit: Unit, session_id: str, *, wallet: Wallet, payload: Mapping[str, object]) -> Case:
    session: Session = await sessions.take(unit, session_id, wallet=wallet)
    keys = keychain.of_session(ctx, session, await unit.parties.issuers())
    kind = CHECKS[wallet, session.network][0]
    return kind(session, payload, keys, ctx.now, ctx.wall, await sessions.other_nonces(unit, session))


def _addition(ctx: Context, wanted: Wanted) -> Addition:
    app, card = APPS[wanted.wallet], wanted.card
    phone = phone_of(ctx.namespace.id, wanted.device)
    network = card.pan.network
    if network is None:
        raise ValueError("a card that passed its checks has a network")
    return Addition(
        pan=card.pan,
        expiry=card.expiry,
        holder=card.holder,
        requestor=app.requestor(network),
        device=phone.device(app),
        vouched=card.vouched,
        circumstances=circumstances(app, phone, card),
    )


async def _not_yet_there(unit: Unit, wanted: Wanted) -> None:
    known = await unit.cards.by_pan(wanted.card.pan)
    held = await passes.of_card(unit, known.reference, wallet=wanted.wallet, device=wanted.device) if known else None
    if held:
        raise AddRefused((Step(VAULT, already_added(held)),), held)


async def _added(ctx: Context, unit: Unit, wanted: Wanted, *, addition: Addition) -> Held:
    await _not_yet_there(unit, wanted)
    token = await _token(ctx, unit, addition)
    put: Pass = await passes.put(ctx, unit, token, wallet=wanted.wallet, device=wanted.device, suffix=wanted.card.pan.suffix)
    return Held(put, token)


async def _token(ctx: Context, unit: Unit, addition: Addition) -> Token:
    try:
        token = await service_of(ctx, addition.requestor.networks[0]).add(ctx, unit, addition)
    except DomainError as error:
        raise AddRefused((Step(VAULT, refused_by_network(error)),)) from None
    if token is None:
        raise AddRefused((Step(VAULT), Step(ISSUER, declined())))
    return token


def _red(wallet: Wallet, steps: tuple[Step, ...], held: Held | None = None) -> Result:
    failed: Finding | None = steps[-1].finding
    return Result(Path.RED, steps, refused(wallet, failed.check if failed else steps[-1].step), held)
