"""Payments with tokens, in the words in which Customer Service shows them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from emulator.core.context import Context
from emulator.domain.tokens import Token
from emulator.providers.mdes import timestamps
from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("mdes.transaction", indexes=("token",))

# A cryptogram is asked for without amount and merchant: the shop is the token requestor, the rest is made up.
# The values are those of the codes that Customer Service documents (developer.mastercard.com, MDES Customer Service).
UNTOLD: Final[Mapping[str, str]] = {
    "CurrencyCode": "USD",
    "MerchantCategoryCode": "5999",
    "MerchantCategoryDescription": "MISCELLANEOUS AND SPECIALTY RETAIL STORES",
    "POSEntryMode": "81",
    "TransactionAmount": "0.00",
    "TransactionStatusCode": "AUTH",
    "TransactionTypeCode": "PURCH",
    "TransactionTypeDescription": "Purchase",
}


async def write(ctx: Context, unit: Unit, token: Token, *, merchant: str, told: Mapping[str, str] = UNTOLD) -> None:
    """Write down one payment with a token; `told` is what is known of it, in the wire's own names."""
    body = {"token": token.reference, **UNTOLD, **told, "MerchantName": merchant, "TransactionDateTime": timestamps.written(ctx.now)}
    await unit.documents.add(KIND, f"{token.reference}/{token.atc}", body)


async def of_token(unit: Unit, token: str, *, since: datetime) -> list[dict[str, Any]]:
    """Return the payments with a token from a moment on, oldest first, without the member `token`."""
    first = timestamps.written(since)
    found = [body for body in await unit.documents.by(KIND, "token", token) if body["TransactionDateTime"] >= first]
    return [{name: value for name, value in body.items() if name != "token"} for body in found]
