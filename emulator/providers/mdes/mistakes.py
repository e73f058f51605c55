"""Every mistake that MDES's refusals name, part by part, in the order in which they are looked for."""

from typing import Final

from emulator.core.provider import Catalogue
from emulator.crypto.payloads import mastercard_opc_mistakes, mastercard_tav_mistakes
from emulator.crypto.payloads.mastercard_fle_mistakes import catalogue as mastercard_fle_mistakes
from emulator.crypto.signatures import oauth1_body_hash_mistakes, oauth1_header_mistakes, oauth1_mistakes

CATALOGUES: Final = (
    Catalogue("Authorization header", (*oauth1_header_mistakes.HEADER, *oauth1_header_mistakes.PARAMETERS)),
    Catalogue("consumer key", oauth1_header_mistakes.CONSUMER_KEY),
    Catalogue("body hash", oauth1_body_hash_mistakes.CATALOGUE),
    Catalogue("signature", oauth1_mistakes.CATALOGUE),
    Catalogue("timestamp", oauth1_header_mistakes.CLOCK),
    Catalogue("encryption", mastercard_fle_mistakes.CATALOGUE),
    Catalogue("tokenization authentication value", mastercard_tav_mistakes.CATALOGUE),
    Catalogue("opaque payment card", mastercard_opc_mistakes.ENVELOPE),
)
