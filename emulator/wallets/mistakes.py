"""Every mistake that the phone names, part by part, in the order in which they are looked for."""

from typing import Final

from emulator.core.provider import Catalogue
from emulator.crypto.payloads import mastercard_opc_mistakes, mastercard_tav_mistakes
from emulator.crypto.payloads.apple import delivery_mistakes, ecc_v2_mistakes, pass_data_mistakes
from emulator.crypto.payloads.mastercard_fle_mistakes import catalogue as mastercard_fle_mistakes
from emulator.crypto.payloads.visa import field_mistakes, mbpac_mistakes, opc_mistakes
from emulator.wallets.checks import card, push, session

# How old a card may be when it reaches a wallet is not published, so the phone does not look.
VISA_FIELD: Final = tuple(row for row in field_mistakes.CATALOGUE if row.cause != "stale_iat")

CATALOGUES: Final = (
    Catalogue("session", session.CATALOGUE),
    Catalogue("Apple: transport", delivery_mistakes.CATALOGUE),
    Catalogue("Apple: encryption of the pass data", ecc_v2_mistakes.CATALOGUE),
    Catalogue("Apple: pass data", pass_data_mistakes.CATALOGUE),
    Catalogue("Apple: Visa's activation data", mbpac_mistakes.CATALOGUE),
    Catalogue("Google and Samsung: what the app says", push.CATALOGUE),
    Catalogue("Google and Samsung: Mastercard's opaque card", mastercard_opc_mistakes.ENVELOPE),
    Catalogue("Google and Samsung: Mastercard's encryption", mastercard_fle_mistakes.CATALOGUE),
    Catalogue("Google and Samsung: Visa's encryption", VISA_FIELD),
    Catalogue("Google and Samsung: Visa's opaque card", opc_mistakes.CATALOGUE),
    Catalogue("Mastercard's tokenization authentication value", mastercard_tav_mistakes.CATALOGUE),
    Catalogue("card", card.CATALOGUE),
)
