"""The issuer's signature over a Mastercard (TAV), checked with the keys of the issuer that owns the card."""

from dataclasses import replace
from typing import Final

from emulator.crypto.diagnosis import Finding
from emulator.crypto.payloads import mastercard_tav, mastercard_tav_mistakes
from emulator.wallets.checks.case import Case

CHECK: Final = "tav"


def explain(case: Case, text: str) -> Finding | None:
    """Name the mistake in a TAV, or return None when it vouches for the card at the machine's time, by which it was made."""
    shown = case.presented
    card = mastercard_tav.Card(shown.pan.reveal(), shown.expiry.mmyy)
    keys = case.keys.tav_keys(shown.pan)
    try:
        mastercard_tav.verify(text, card, keys=keys, now=case.wall)
    except mastercard_tav.TavError:
        found = mastercard_tav_mistakes.explain(text, card, keys=keys, now=case.wall)
        return found if "tav" in found.cause else replace(found, cause=f"tav_{found.cause}")
    return None
