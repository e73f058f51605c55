"""The ways in which this issuer verifies a cardholder, and codes on their way to him."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from ..storage import codes
from ..storage.codes import Delivery
from ..storage.models import VirtualCard
from .schemas import SendPasscode, VerificationMethod

EMAIL: Final = "email-1"
APP: Final = "app-1"
CALL_CENTRE: Final = "call-centre-1"
# Ways over which this app can send a code.
CARRIES_CODES: Final = frozenset({EMAIL})


def methods_for(card: VirtualCard) -> list[VerificationMethod]:
    """Return the ways to verify a card's owner: a masked address for codes, the app, and somebody to call."""
    return [
        VerificationMethod(type="email", value=masked(card), identifier=EMAIL),
        VerificationMethod(
            type="bank_app", value="Issuer app", identifier=APP, sourceAddress="issuer-app://verify", otpMethodPlatform="IOS"
        ),
        VerificationMethod(type="customer_service", value="1-800-555-0100", identifier=CALL_CENTRE),
    ]


def masked(card: VirtualCard) -> str:
    """Return the owner's e-mail address so that only he knows it again."""
    email = card.account.user.email if card.account.user else "unknown@example.org"
    return f"{email[0]}***@{email.rpartition('@')[2]}"[:64]


def delivery_of(message: SendPasscode, card: VirtualCard) -> Delivery:
    """Return what the cardholder is to be sent; the same message again is the same delivery."""
    said = f"{message.tokenReferenceID}/{message.OTPCode}/{message.OTPCodeExp}"
    return Delivery(
        request_id=sha256(said.encode()).hexdigest(),
        token_reference=message.tokenReferenceID,
        purpose=codes.ACTIVATION,
        method=message.otpMethodIdentifier[:64],
        address=masked(card),
        code=message.OTPCode,
        expires_at=datetime.fromtimestamp(int(message.OTPCodeExp), UTC),
    )
