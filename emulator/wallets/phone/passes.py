"""Passes: the cards that a phone holds, each standing for a token in the vault."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final

from emulator.core.context import Context
from emulator.domain.errors import DomainError
from emulator.domain.pan import Network
from emulator.domain.tokens import State, Token
from emulator.storage.documents import Kind
from emulator.storage.unit import Unit
from emulator.wallets.apps import Wallet

KIND: Final = Kind("phone.pass", indexes=("card", "token", "device"))
MOST: Final = 500


class UnknownPass(DomainError):
    """No phone of this world has such a pass."""


@dataclass(frozen=True, slots=True)
class Pass:
    """One card on one phone, in one wallet; `suffix` are the last digits of the card, `number_suffix` those of the token."""

    id: str
    wallet: Wallet
    device: str
    network: Network
    card: str
    token: str
    suffix: str
    number_suffix: str
    title: str


@dataclass(frozen=True, slots=True)
class Held:
    """A pass, with its token as it stands."""

    of: Pass
    token: Token


async def put(ctx: Context, unit: Unit, token: Token, *, wallet: Wallet, device: str, suffix: str) -> Pass:
    """Put a token's card onto a phone."""
    issuer = await _issuer_name(unit, token)
    new = Pass(
        id=f"pass_{ctx.ids.hex_uuid()}",
        wallet=wallet,
        device=device,
        network=token.network,
        card=token.card,
        token=token.reference,
        suffix=suffix,
        number_suffix=token.number.suffix,
        title=issuer or token.network.value,
    )
    await unit.documents.add(KIND, new.id, asdict(new))
    return new


async def get(unit: Unit, pass_id: str) -> Held:
    """Return one pass.

    Raises:
        UnknownPass: there is none.
    """
    body = await unit.documents.get(KIND, pass_id)
    found = [] if body is None else await _held(unit, [_pass(body)])
    if not found:
        raise UnknownPass(f"there is no pass {pass_id}")
    return found[0]


async def newest(unit: Unit, *, device: str | None = None) -> list[Held]:
    """Return the passes of all phones, or of one, newest first; removed ones too."""
    where = None if device is None else ("device", device)
    return await _held(unit, [_pass(body) for _, body in await unit.documents.older(KIND, most=MOST, where=where)])


async def of_card(unit: Unit, card: str, *, wallet: Wallet, device: str) -> Held | None:
    """Return the pass of a card that this wallet has already, with a token that has not ended."""
    held = await _held(unit, [_pass(body) for body in await unit.documents.by(KIND, "card", card)])
    mine = (one for one in held if one.of.wallet is wallet and one.of.device == device)
    return next((one for one in mine if one.token.state is not State.DELETED), None)


async def _held(unit: Unit, found: Iterable[Pass]) -> list[Held]:
    tokens = [(one, await unit.tokens.get(one.token)) for one in found]
    return [Held(one, token) for one, token in tokens if token is not None]


async def _issuer_name(unit: Unit, token: Token) -> str | None:
    card = await unit.cards.get(token.card)
    issuer = await unit.parties.issuer(card.issuer) if card else None
    return issuer.name if issuer else None


def _pass(body: dict[str, Any]) -> Pass:
    return Pass(**{**body, "wallet": Wallet(body["wallet"]), "network": Network(body["network"])})
