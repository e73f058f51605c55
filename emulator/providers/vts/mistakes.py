"""Every mistake that Visa's refusals name, part by part, in the order in which they are looked for."""

from typing import Final

from emulator.core.provider import Catalogue
from emulator.crypto.payloads.visa import field_mistakes, mle_mistakes, opc_mistakes
from emulator.crypto.signatures.x_pay_token import mistakes as token_mistakes

TOKEN: Final = Catalogue("x-pay-token", token_mistakes.CATALOGUE)
FIELDS: Final = Catalogue("encrypted field", field_mistakes.CATALOGUE)
CARD: Final = Catalogue("opaque payment card", opc_mistakes.CATALOGUE)
MESSAGES: Final = Catalogue("encrypted message", mle_mistakes.CATALOGUE)
