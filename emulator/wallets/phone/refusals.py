"""Cards that are refused though their payload was good: there already, not eligible, or declined."""

import re
from typing import Final

from emulator.crypto.diagnosis import Finding
from emulator.domain.errors import DomainError
from emulator.domain.tokens import State
from emulator.wallets.checks.case import Step
from emulator.wallets.phone.passes import Held

VAULT, ISSUER = "vault", "issuer"
_CAPITAL: Final = re.compile(r"(?<!^)([A-Z])")


class AddRefused(Exception):
    """A card is not added: `steps` are those that were taken, the last with its finding; `held` is the pass that is there."""

    def __init__(self, steps: tuple[Step, ...], held: Held | None = None) -> None:
        super().__init__(steps[-1].step)
        self.steps = steps
        self.held = held


def already_added(held: Held) -> Finding:
    """Say that the wallet has the card; a suspended one is to be resumed, not added again."""
    if held.token.state is State.SUSPENDED:
        return Finding(VAULT, "card_suspended_in_wallet", "The wallet has the card, and it is suspended.", "Resume the token instead.")
    return Finding(VAULT, "card_already_in_wallet", "The wallet has the card already.", "Remove its pass before it is added again.")


def declined() -> Finding:
    """Say that the issuer, or the card's number, has said no."""
    text = "The card was declined: its issuer said no when it was asked, or its number stands for that."
    return Finding(ISSUER, "declined_by_issuer", text, "Look at the issuer's answer in /_emulator/exchanges.")


def refused_by_network(error: DomainError) -> Finding:
    """Say what the network has refused, by the name of the domain's own error."""
    cause = _CAPITAL.sub(r"_\1", type(error).__name__).lower()
    return Finding(VAULT, cause, f"The network refuses the card: {error}.", "Use a card that is eligible: docs/tour.md lists numbers.")
