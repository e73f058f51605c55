"""Sessions: a wallet is about to add a card, has handed something to the app, and waits for its payload."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from emulator.core.context import Context
from emulator.crypto.payloads.apple.pass_data import AddRequest
from emulator.domain.errors import DomainError
from emulator.domain.pan import Network
from emulator.storage.documents import Kind
from emulator.storage.unit import Unit
from emulator.wallets import authority
from emulator.wallets.apps import Wallet
from emulator.wallets.devices import PHONE

KIND: Final = Kind("phone.session", indexes=("wallet",))
# How long a wallet waits for the app is not published: our own choice, in the world's time.
PATIENCE: Final = timedelta(seconds=20)
NONCE_BYTES: Final = 4
# Nonces of so many other sessions are told apart from strange ones.
REMEMBERED: Final = 20


class UnknownSession(DomainError):
    """This wallet has no such session."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the app has said of the card, and the wallet shows: the cardholder's name, and the number's last digits."""

    name: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """One session. `opened_at` is the machine's time, by which certificates live, `until` the world's; `chain` names an odd one.

    `signed` is the signature of a nonce that the phone has not drawn itself, `merchant_ids` are what an issuer may mix up.
    """

    id: str
    world: str
    wallet: Wallet
    network: Network
    device: str
    shown: Shown
    nonce: bytes
    opened_at: datetime
    until: datetime
    chain: str | None = None
    answered: bool = False
    signed: bytes | None = None
    merchant_ids: tuple[str, ...] = ()

    @property
    def request(self) -> AddRequest:
        """What the pass data must answer."""
        return AddRequest(self.nonce, self.signed or authority.signature(self.nonce), self.shown.name, self.shown.suffix)


@dataclass(frozen=True, slots=True)
class Opening:
    """How a session is to be opened: `patience` None means as long as the wallet usually waits."""

    wallet: Wallet
    network: Network
    shown: Shown = Shown()
    device: str = PHONE
    chain: str | None = None
    nonce_bytes: int = NONCE_BYTES
    merchant_ids: tuple[str, ...] = ()
    patience: timedelta | None = None


async def begin(ctx: Context, unit: Unit, opening: Opening) -> Session:
    """Open a session."""
    session = Session(
        id=f"add_{ctx.ids.hex_uuid()}",
        world=ctx.namespace.id,
        wallet=opening.wallet,
        network=opening.network,
        device=opening.device,
        shown=opening.shown,
        nonce=ctx.chance(opening.nonce_bytes),
        opened_at=ctx.wall.replace(microsecond=0),
        until=ctx.now + (PATIENCE if opening.patience is None else opening.patience),
        chain=opening.chain,
        merchant_ids=opening.merchant_ids,
    )
    await unit.documents.add(KIND, session.id, _body(session))
    return session


async def take(unit: Unit, session_id: str, *, wallet: Wallet) -> Session:
    """Return a session as it was, and mark it as answered: it takes one payload, good or bad.

    Raises:
        UnknownSession: this wallet has none of this id.
    """
    body = await unit.documents.hold(KIND, session_id)
    if body is None or body["wallet"] != wallet:
        raise UnknownSession(f"{wallet} has no session {session_id}")
    session = _session(body)
    await unit.documents.save(KIND, session_id, _body(replace(session, answered=True)))
    return session


async def other_nonces(unit: Unit, session: Session) -> tuple[bytes, ...]:
    """Return the nonces of other sessions of late, so that a mix-up can be told."""
    found = await unit.documents.older(KIND, most=REMEMBERED, where=("wallet", session.wallet))
    return tuple(bytes.fromhex(body["nonce"]) for _, body in found if body["id"] != session.id)


def _body(session: Session) -> dict[str, Any]:
    times = {"opened_at": session.opened_at.isoformat(), "until": session.until.isoformat()}
    return {**asdict(session), **times, "nonce": session.nonce.hex(), "signed": None}


def _session(body: Mapping[str, Any]) -> Session:
    return Session(
        **{
            **body,
            "wallet": Wallet(body["wallet"]),
            "network": Network(body["network"]),
            "shown": Shown(**body["shown"]),
            "merchant_ids": tuple(body["merchant_ids"]),
            "nonce": bytes.fromhex(body["nonce"]),
            "opened_at": datetime.fromisoformat(body["opened_at"]),
            "until": datetime.fromisoformat(body["until"]),
        }
    )
