"""Provisionings and the payloads made under them: found again, made once, ended by use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ..providers import JsonObject, Pushed
from .models import Provisioning, VirtualCard, WalletPayload


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one open provisioning: a card, at a provider, for a token requestor."""

    card_id: int
    provider: str
    token_requestor_id: str


def lock_card(session: Session, card_id: int) -> None:
    """Make other transactions on this card wait for this one: of two that provision it at once, the second finds the first."""
    session.execute(select(VirtualCard.id).where(VirtualCard.id == card_id).with_for_update())


def open_at(session: Session, slot: Slot, now: datetime) -> Provisioning | None:
    """Return the provisioning in the slot if it is still good."""
    return session.scalar(_in(slot).where(Provisioning.valid_until > now))


def put(session: Session, slot: Slot, pushed: Pushed) -> Provisioning:
    """Put a new provisioning into the slot, in place of what was there."""
    for old in session.scalars(_in(slot)):
        session.delete(old)
    session.flush()
    new = Provisioning(
        card_id=slot.card_id,
        provider=slot.provider,
        token_requestor_id=slot.token_requestor_id,
        reference=pushed.reference,
        valid_until=pushed.valid_until,
        material=pushed.material,
    )
    session.add(new)
    return new


def payload_of(provisioning: Provisioning, wallet: str, make: Callable[[Pushed], JsonObject]) -> JsonObject:
    """Return the payload kept for the wallet, or make it and keep it."""
    kept = next((payload for payload in provisioning.payloads if payload.wallet == wallet), None)
    if kept is None:
        kept = WalletPayload(wallet=wallet, body=make(_pushed(provisioning)))
        provisioning.payloads.append(kept)
    return kept.body


def end_all(session: Session, card_id: int) -> None:
    """Forget every provisioning of the card: a receipt was used, and the provider does not say which."""
    for used in session.scalars(select(Provisioning).where(Provisioning.card_id == card_id)):
        session.delete(used)


def _in(slot: Slot) -> Select[Provisioning]:
    return select(Provisioning).where(
        Provisioning.card_id == slot.card_id,
        Provisioning.provider == slot.provider,
        Provisioning.token_requestor_id == slot.token_requestor_id,
    )


def _pushed(row: Provisioning) -> Pushed:
    return Pushed(row.reference, row.valid_until, row.material)
