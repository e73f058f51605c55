"""How a developer meets each refusal of Visa's products, and of the gateway before them."""

from collections.abc import Mapping
from typing import Final

from emulator.core.provider import Provocation

GATEWAY: Final[Mapping[str, str]] = {
    "401 9201": "send no x-pay-token, one of another form, or an API key that nobody has registered",
    "401 9159": "sign with another secret, other bytes, another path, or more than 480 seconds ago",
    "401 9121": "send one x-pay-token twice",
}

TOKEN_SERVICE: Final[Mapping[str, str]] = {
    "400 invalidParameter": "leave `panSource` out, encrypt with another secret, or try a wrong code",
    "400 incompleteRequest": "send no body to an operation that needs one",
    "400 invalidRequest": "send a body that is no JSON object",
    "403 cardVerificationFailed": "provision a card with the security code `000`, or with the code `102` in its number",
    "403 cardNotEligible": "provision a card with the code `101`, or of another network",
    "403 cardNotAllowed": "provision a card with the code `105` or `106`",
    "403 declined": "provision a card with the code `005`, or let the issuer answer `05`",
    "403 notAllowed": "provision a card with the code `103`, ask for another requestor's token, or call what is not built",
    "409 notAllowed": "suspend a token twice, pay with one that is not active, or try a fifth wrong code",
    "404 notFound": "ask for a token that is not there",
    "413 invalidRequest": "send a body that is larger than `--body-limit`",
    "502 serviceError": "provision a card with the code `104`, or let the issuer answer sendpasscode with `01`",
    "503 serviceError": "provision a card with the code `107`",
    "504 serviceError": "provision a card with the code `191`",
}

IN_APP: Final[Mapping[str, str]] = {
    "400 invalidParameter": "send a `deviceCert` that is no wallet's leaf certificate",
    "403 cardNotEligible": "enrol a card of another network",
    "403 notAllowed": "ask for a payload of Mastercard's (`tokenServiceProvider` `M`)",
    "404 notFound": "ask for a customer that is not there",
    "422 nameOnCardMissing": "ask for Apple's payload of a card without a name, and without a customer",
}


def told(*tables: Mapping[str, str]) -> tuple[Provocation, ...]:
    """Return the rows of some tables, the gateway's before them."""
    return tuple(Provocation(code, how) for table in (GATEWAY, *tables) for code, how in table.items())
