"""What the app on the phone gets to know: never the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from emulator.wallets.apps import Wallet


class Path(StrEnum):
    """How a card fared: added and active, added and waiting for its holder to be verified, or refused."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Seen:
    """A wallet's result: its status code or token state where it has numbers, and its words."""

    wallet: Wallet
    code: int | None
    message: str


# TOKEN_STATE 5 and 3 (developers.google.com, Push Provisioning).
ADDED: Final[Mapping[tuple[Wallet, Path], Seen]] = {
    (Wallet.APPLE, Path.GREEN): Seen(Wallet.APPLE, None, "Card Added"),
    (Wallet.APPLE, Path.YELLOW): Seen(Wallet.APPLE, None, "Card Verification Required"),
    (Wallet.GOOGLE, Path.GREEN): Seen(Wallet.GOOGLE, 5, "TOKEN_STATE_ACTIVE"),
    (Wallet.GOOGLE, Path.YELLOW): Seen(Wallet.GOOGLE, 3, "TOKEN_STATE_NEEDS_IDENTITY_VERIFICATION"),
    (Wallet.SAMSUNG, Path.GREEN): Seen(Wallet.SAMSUNG, None, "active"),
    (Wallet.SAMSUNG, Path.YELLOW): Seen(Wallet.SAMSUNG, None, "pending activation"),
}

# Google's status codes, by the step that failed; which code belongs to which step is our own choice.
CANNOT_OPEN: Final = Seen(Wallet.GOOGLE, 15024, "tokenize error")
DECLINED: Final = Seen(Wallet.GOOGLE, 15022, "tokenization declined")
INELIGIBLE: Final = Seen(Wallet.GOOGLE, 15021, "ineligible for tokenization")
AT_GOOGLE: Final[Mapping[str, Seen]] = {
    "tav": DECLINED,
    "opaque_payment_card": DECLINED,
    "card": INELIGIBLE,
    "vault": INELIGIBLE,
    "issuer": DECLINED,
}
AT_OTHERS: Final[Mapping[Wallet, Seen]] = {
    Wallet.APPLE: Seen(Wallet.APPLE, None, "Could Not Add Card"),
    Wallet.SAMSUNG: Seen(Wallet.SAMSUNG, None, "fail"),
}


def refused(wallet: Wallet, step: str) -> Seen:
    """Return what the app sees of a card that was refused at this step."""
    return AT_OTHERS[wallet] if wallet in AT_OTHERS else AT_GOOGLE.get(step, CANNOT_OPEN)
