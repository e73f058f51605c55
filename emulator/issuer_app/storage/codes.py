"""One-time codes: an inbox for whoever plays the cardholder, and the life of those that this app makes itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import SentCode

ACTIVATION: Final = "activation"
AUTHENTICATION: Final = "authentication"

# How long a code of this app's own is good, and how often it may be tried.
VALIDITY: Final = timedelta(minutes=30)
ATTEMPTS: Final = 3
LENGTH: Final = 8
# Without letters and digits that look alike; 32 of them, so that a byte's five lower bits choose one evenly.
ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

Result = Literal["SUCCESS", "INCORRECT_CODE", "INCORRECT_CODE_RETRIES_EXCEEDED", "EXPIRED_CODE"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is to be sent to a cardholder; `code` is None where this app is to make one."""

    request_id: str
    token_reference: str
    purpose: str
    method: str
    address: str
    code: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None


def own_code(chance: bytes) -> str:
    """Return a code of eight letters and digits from as many bytes."""
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in chance[:LENGTH])


def take(session: Session, delivery: Delivery, *, now: datetime, chance: bytes) -> None:
    """Put a code into the inbox; the same message again puts none. A code of this app's own that lives is sent once more."""
    if session.scalar(select(SentCode.id).where(SentCode.request_id == delivery.request_id)) is not None:
        return
    last = _last(session, delivery.token_reference) if delivery.code is None else None
    if last is not None and _lives(last, now):
        last.method, last.address, last.received_at = delivery.method, delivery.address, now
        return
    session.add(
        SentCode(
            request_id=delivery.request_id,
            token_reference=delivery.token_reference,
            purpose=delivery.purpose,
            code=delivery.code or own_code(chance),
            own=delivery.code is None,
            method=delivery.method,
            address=delivery.address,
            received_at=now,
            expires_at=delivery.expires_at or now + VALIDITY,
            left=ATTEMPTS,
        )
    )


def validate(session: Session, token_reference: str, code: str, *, now: datetime) -> Result:
    """Say what a code of this app's own comes to, and count the attempt; a token without one has an expired code."""
    last = _last(session, token_reference)
    if last is None or last.used or now >= last.expires_at:
        return "EXPIRED_CODE"
    if last.left == 0:
        return "INCORRECT_CODE_RETRIES_EXCEEDED"
    if code == last.code:
        last.used = True
        return "SUCCESS"
    last.left -= 1
    return "INCORRECT_CODE" if last.left else "INCORRECT_CODE_RETRIES_EXCEEDED"


def inbox(session: Session, most: int) -> Sequence[SentCode]:
    """Return up to `most` codes, newest first."""
    return session.scalars(select(SentCode).order_by(SentCode.received_at.desc(), SentCode.id.desc()).limit(most)).all()


def _last(session: Session, token_reference: str) -> SentCode | None:
    own = select(SentCode).where(SentCode.token_reference == token_reference, SentCode.own)
    # Locked, so that two attempts at once are counted as two.
    return session.scalar(own.order_by(SentCode.id.desc()).limit(1).with_for_update())


def _lives(code: SentCode, now: datetime) -> bool:
    return not code.used and code.left > 0 and now < code.expires_at
