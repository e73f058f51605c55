"""Mastercard's opaque payment card: its envelope, the encrypted card, and the issuer's signature where there is one."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from emulator.crypto.diagnosis import Finding
from emulator.crypto.payloads import mastercard_opc, mastercard_opc_mistakes
from emulator.crypto.payloads.mastercard_opc import Opened
from emulator.wallets.checks import proof
from emulator.wallets.checks.card import CARD, presented
from emulator.wallets.checks.case import Check, Presented
from emulator.wallets.checks.push import DIGITS, PAYLOAD, PushCase
from emulator.wallets.checks.session import SESSION

RECEIPT: Final = Finding(
    check=mastercard_opc_mistakes.CHECK,
    cause="receipt_in_place_of_card",
    message="The payload carries a push account receipt, and this phone opens cards.",
    fix="Redeem a receipt at MDES as its token requestor, or send an encrypted card.",
)


@dataclass(frozen=True)
class OpaqueCase(PushCase):
    """A payload with a Mastercard."""

    @cached_property
    def opened(self) -> Opened:
        """Card and TAV, once the payload has been found to open."""
        return mastercard_opc.open_sealed(self.text, self.keys.cards)

    @property
    def presented(self) -> Presented:
        """The card; without a TAV nobody has vouched for it."""
        card = self.opened.card
        return presented(card.pan, card.expiry, holder=None, vouched=self.opened.tav is not None)


def _opens(case: OpaqueCase) -> Finding | None:
    found = mastercard_opc_mistakes.explain(case.text, case.keys.cards, tav_keys={}, now=case.wall, others=case.keys.mixed_up)
    # The TAV comes later, when the card has told whose keys it must be checked with.
    if found is not None and found.check != proof.CHECK:
        return found
    return RECEIPT if mastercard_opc.read(case.text).node is None else None


def _tav(case: OpaqueCase) -> Finding | None:
    return None if case.opened.tav is None else proof.explain(case, case.opened.tav)


CHECKS: Final = (SESSION, PAYLOAD, Check(mastercard_opc_mistakes.CHECK, _opens), CARD, DIGITS, Check(proof.CHECK, _tav))
