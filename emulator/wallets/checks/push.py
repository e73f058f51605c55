"""What the payloads for Google Pay and Samsung Pay have in common: one text, and what the app says of it beside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from emulator.crypto.diagnosis import Evidence, Finding, Mistake, recognise
from emulator.domain.pan import Network
from emulator.wallets.apps import CONSTANTS
from emulator.wallets.checks.case import Case, Check

CHECK: Final = "payload"
TEXT, LAST_DIGITS = "opaquePaymentCard", "lastDigits"
NETWORK, PROVIDER = "network", "tokenServiceProvider"


@dataclass(frozen=True)
class PushCase(Case):
    """A payload for Google Pay or Samsung Pay."""

    @cached_property
    def text(self) -> str:
        """The opaque payment card; nothing when it is no text."""
        value = self.payload.get(TEXT)
        return value if isinstance(value, str) else ""


def explain(case: PushCase) -> Finding | None:
    """Name what is wrong with what the app says of its payload."""
    return recognise(case, CATALOGUE, check=CHECK)


def last_digits(case: PushCase) -> Finding | None:
    """Compare the card with the digits that the app has named, if it has."""
    said, pan = case.payload.get(LAST_DIGITS), case.presented.pan
    if said is None or str(said) == pan.suffix:
        return None
    return Finding(
        check="last_digits",
        cause="last_digits_differ",
        message="The card ends otherwise than the app has said.",
        fix="Set the last digits of the card that is inside the payload.",
        expected=pan.suffix,
        got=str(said)[:8],
    )


def _missing(case: PushCase) -> Evidence | None:
    return None if case.text else Evidence(f"{TEXT} is missing, or is not text.", expected=TEXT)


def _names(network: Network) -> Mapping[str, frozenset[str]]:
    number = frozenset({str(CONSTANTS[network]), network})
    return {NETWORK: number, PROVIDER: number}


def _constant(name: str) -> Callable[[PushCase], Evidence | None]:
    def recognise_it(case: PushCase) -> Evidence | None:
        said, known = case.payload.get(name), _names(case.session.network)[name]
        wrong = said is not None and str(said).lower() not in known
        expected = str(CONSTANTS[case.session.network])
        return Evidence(f"{name} is not that of the card's network.", expected=expected, got=str(said)[:20]) if wrong else None

    return recognise_it


CATALOGUE: Final[tuple[Mistake[PushCase], ...]] = (
    Mistake("opaque_payment_card_missing", _missing, "Hand the text that the backend returned to the wallet, as it is."),
    Mistake("network_constant_wrong", _constant(NETWORK), "Name the card's network: 3 for Mastercard, 4 for Visa."),
    Mistake("token_provider_constant_wrong", _constant(PROVIDER), "Name the card's token service: 3 for Mastercard, 4 for Visa."),
)

PAYLOAD: Final = Check(CHECK, explain)
DIGITS: Final = Check("last_digits", last_digits)
