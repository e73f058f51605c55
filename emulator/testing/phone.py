"""The fake phone in a test's hand: wallets that take a payload or say why not, and cards that pay."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from emulator.admin.schemas.phone import (
    AddResult,
    AppleSession,
    CodeTried,
    GoogleSession,
    MethodSeen,
    PassList,
    PassSeen,
    PassWhole,
    SamsungSession,
    TapSeen,
)
from emulator.testing import calls
from emulator.testing.admin import Admin


@dataclass(frozen=True)
class WorldPhone:
    """The phones of a world; `device` names one of them, and what is meant is the one called `phone` where nothing does."""

    admin: Admin
    namespace: str

    def open_apple(self, **wishes: Any) -> AppleSession:
        """Let Apple's wallet begin to add a card: `network`, `cardholderName`, `primaryAccountSuffix`, `chain`, `device`."""
        return self.admin.send(calls.post("phone/apple/requests", AppleSession, namespace=self.namespace, **wishes))

    def open_google(self, **wishes: Any) -> GoogleSession:
        """Let Google's wallet begin to add a card: `network`, `device`."""
        return self.admin.send(calls.post("phone/google/requests", GoogleSession, namespace=self.namespace, **wishes))

    def open_samsung(self, **wishes: Any) -> SamsungSession:
        """Let Samsung's wallet begin to add a card: `network`, `device`."""
        return self.admin.send(calls.post("phone/samsung/requests", SamsungSession, namespace=self.namespace, **wishes))

    def complete(self, session: AppleSession | GoogleSession | SamsungSession, **payload: Any) -> AddResult:
        """Hand the wallet of a session what your backend returned: the members of its answer, as they came."""
        path = f"phone/{WALLETS[type(session)]}/requests/{session.id}/complete"
        return self.admin.send(calls.post(path, AddResult, namespace=self.namespace, **payload))

    def enter_card(self, **card: Any) -> AddResult:
        """Type a card into a wallet: `wallet`, `accountNumber`, `expiryMonth`, `expiryYear`, `device`."""
        return self.admin.send(calls.post("phone/cards", AddResult, namespace=self.namespace, **card))

    def passes(self) -> list[PassSeen]:
        """Return the cards on the phones, newest first."""
        return self.admin.send(calls.get("phone/passes", PassList, namespace=self.namespace)).passes

    def look(self, card: str) -> PassWhole:
        """Show a card by the id of its pass, with the ways to verify its holder."""
        return self.admin.send(calls.get(_of(card), PassWhole, namespace=self.namespace))

    def send_code(self, card: str, method: str | None = None) -> MethodSeen:
        """Have a code sent to the cardholder; it arrives where `World.codes` shows it."""
        return self.admin.send(calls.post(f"{_of(card)}/code", MethodSeen, namespace=self.namespace, method=method))

    def enter_code(self, card: str, code: str) -> CodeTried:
        """Type in the code that was sent."""
        return self.admin.send(calls.post(f"{_of(card)}/activate", CodeTried, namespace=self.namespace, code=code))

    def tap(self, card: str, **purchase: Any) -> TapSeen:
        """Pay at a shop: `amount` in minor units, `currency`, `merchant`."""
        return self.admin.send(calls.post(f"{_of(card)}/tap", TapSeen, namespace=self.namespace, **purchase))

    def suspend(self, card: str) -> PassSeen:
        """Pause a card."""
        return self.admin.send(calls.post(f"{_of(card)}/suspend", PassSeen, namespace=self.namespace))

    def resume(self, card: str) -> PassSeen:
        """Resume a card that was paused."""
        return self.admin.send(calls.post(f"{_of(card)}/resume", PassSeen, namespace=self.namespace))

    def remove(self, card: str) -> PassSeen:
        """Take a card off its phone."""
        return self.admin.send(calls.post(f"{_of(card)}/remove", PassSeen, namespace=self.namespace))

    def lose(self, **phone: Any) -> list[PassSeen]:
        """Put a phone into lost mode; return its cards, suspended."""
        return self.admin.send(calls.post("phone/lost", PassList, namespace=self.namespace, **phone)).passes

    def find(self, **phone: Any) -> list[PassSeen]:
        """End a phone's lost mode; return its cards."""
        return self.admin.send(calls.post("phone/found", PassList, namespace=self.namespace, **phone)).passes


WALLETS: Final = {AppleSession: "apple", GoogleSession: "google", SamsungSession: "samsung"}


def _of(card: str) -> str:
    return f"phone/passes/{quote(card, safe='')}"
