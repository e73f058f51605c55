"""Visa's opaque payment card: the encrypted field, the card inside, and the wallet that it was made for."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from emulator.crypto.diagnosis import Finding
from emulator.crypto.payloads.visa import opc, opc_mistakes
from emulator.crypto.payloads.visa.opc import Card
from emulator.wallets.apps import APPS
from emulator.wallets.checks.card import CARD, presented
from emulator.wallets.checks.case import Check, Presented
from emulator.wallets.checks.push import DIGITS, PAYLOAD, PushCase
from emulator.wallets.checks.session import SESSION
from emulator.wallets.devices import phone_of


@dataclass(frozen=True)
class OpaqueCase(PushCase):
    """A payload with a Visa card."""

    @cached_property
    def finding(self) -> Finding | None:
        """The first mistake in the whole of it."""
        wallet = self.keys.wallet or phone_of(self.session.world, self.session.device).wallet(APPS[self.session.wallet])
        return opc_mistakes.explain(self.text, self.keys.fields, wallet, others=self.keys.other_secrets)

    @cached_property
    def card(self) -> Card:
        """The card, once the payload has been found to open."""
        return opc.open_sealed(self.text, self.keys.fields)

    @property
    def presented(self) -> Presented:
        """The card; the issuer says itself whether it has verified the cardholder."""
        holder = self.card.members.get("name")
        mmyy = self.card.month + self.card.year[2:]
        return presented(self.card.number, mmyy, holder=holder if isinstance(holder, str) else None, vouched=self.card.is_verified)


def _opens(case: OpaqueCase) -> Finding | None:
    found = case.finding
    return found if found is not None and found.check != opc_mistakes.CHECK else None


def _is_for_this_wallet(case: OpaqueCase) -> Finding | None:
    return case.finding


CHECKS: Final = (SESSION, PAYLOAD, Check("encryption", _opens), Check(opc_mistakes.CHECK, _is_for_this_wallet), CARD, DIGITS)
