"""An issuer that makes payloads with the issuer app's own code, which shares nothing with the emulator."""

import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from emulator.config import shipped
from emulator.issuer_app.mdes.keys import load_keys
from emulator.issuer_app.mdes.opaque_card import opaque_payment_card
from emulator.issuer_app.mdes.tav import make_tav
from emulator.issuer_app.pan import Pan
from emulator.issuer_app.providers import CardInClear
from emulator.issuer_app.wallets.apple_root import apple_root
from emulator.issuer_app.wallets.handed import AppleHanded, PushHanded, octets
from emulator.issuer_app.wallets.makers import AppleMaker, visa_push
from emulator.issuer_app.wallets.visa_secrets import DEMO_ACTIVATION, DEMO_OPAQUE_CARD

Message = dict[str, Any]
# Digits 9 to 12 of the last four are the marker of magic numbers, then 085: verify the cardholder, and 005: decline.
MASTERCARD, YELLOW, DECLINED = "5204731620001001", "5204731677770854", "5204731677770052"
VISA, VISA_YELLOW = "4761120010000492", "4761120077770854"
HOLDER: Final = "JANE DOE"
KEYS: Final = load_keys(shipped("keys"))
WALLETS: Final = ("apple", "google", "samsung")


def now() -> datetime:
    """The machine's time."""
    return datetime.now(UTC)


APPLE: Final = AppleMaker(apple_root(shipped("keys")), os.urandom, now)


def card(number: str) -> CardInClear:
    """A card of this issuer that is valid for years."""
    network = "visa" if number.startswith("4") else "mastercard"
    return CardInClear(Pan(number), 12, 2029, HOLDER, network, "mdes")


def tav(number: str) -> str:
    """The issuer's word for a card, good for half an hour."""
    return make_tav(card(number), KEYS.tav, now() + timedelta(minutes=30))


@dataclass
class Bank:
    """The issuer, beside one phone."""

    phone: Callable[..., Awaitable[Any]]

    async def open(self, wallet: str, number: str, **more: Any) -> Message:
        """Open a session for a card."""
        shown = {"cardholderName": HOLDER, "primaryAccountSuffix": number[-4:]} if wallet == "apple" else {}
        session: Message = await self.phone(f"{wallet}/requests", {"network": card(number).network, **shown, **more})
        return session

    def payload(self, wallet: str, number: str, session: Mapping[str, Any]) -> Message:
        """Make the payload that answers a session."""
        if wallet == "apple":
            return self._apple(number, session)
        if card(number).network == "visa":
            account, device = ("walletId", "stableHardwareId") if wallet == "google" else ("walletUserId", "deviceId")
            handed = PushHanded(session["tokenRequestorId"], session[account], session[device], session.get("clientAppID"))
            return visa_push(card(number), handed, secret=DEMO_OPAQUE_CARD, now=now())
        return {"opaquePaymentCard": opaque_payment_card(card(number), tav(number), KEYS.card_sealing)}

    def _apple(self, number: str, session: Mapping[str, Any]) -> Message:
        nonce, signature = (octets(session[name], name) for name in ("nonce", "nonceSignature"))
        handed = AppleHanded(tuple(session["certificates"]), nonce, signature)
        if card(number).network == "visa":
            return APPLE.visa_encrypted(card(number), handed, key=DEMO_ACTIVATION)
        return APPLE.mastercard(card(number), handed, tav=tav(number))

    async def complete(self, wallet: str, session: Mapping[str, Any], payload: Message) -> Message:
        """Hand a payload to the wallet."""
        result: Message = await self.phone(f"{wallet}/requests/{session['id']}/complete", payload)
        return result

    async def add(self, wallet: str, number: str, **more: Any) -> Message:
        """Add a card from end to end."""
        session = await self.open(wallet, number, **more)
        return await self.complete(wallet, session, self.payload(wallet, number, session))


def diagnosis(result: Message) -> str | None:
    """The name of the mistake that a result ends with."""
    last: Message = result["checks"][-1]
    found: str | None = last["diagnosis"]
    return found
