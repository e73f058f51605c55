"""Ways to verify a cardholder, in the words of requestors and of issuers."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final, Literal

from emulator.domain.codes import Channel, Method, Terms

StepUpMethod = Literal["OTPSMS", "OTPEMAIL", "OTPONLINEBANKING", "CUSTOMERSERVICE", "OUTBOUNDCALL", "APP-TO-APP"]
IssuerMethod = Literal["cell_phone", "email", "bank_app", "customer_service", "outbound_call"]

FOR_REQUESTORS: Final[Mapping[Channel, StepUpMethod]] = {
    Channel.TEXT: "OTPSMS",
    Channel.EMAIL: "OTPEMAIL",
    Channel.WEBSITE: "OTPONLINEBANKING",
    Channel.AGENT: "CUSTOMERSERVICE",
    Channel.AUTOMATED_LINE: "CUSTOMERSERVICE",
    Channel.CALL: "OUTBOUNDCALL",
    Channel.APP: "APP-TO-APP",
}
# Our own choice of pairs: no page connects the two lists, and no issuer's word is known for online banking.
CHANNELS: Final[Mapping[str, Channel]] = {
    "cell_phone": Channel.TEXT,
    "email": Channel.EMAIL,
    "bank_app": Channel.APP,
    "customer_service": Channel.AGENT,
    "outbound_call": Channel.CALL,
}

# A code of Visa's travels over these; over the others the issuer itself says that it knows its cardholder.
WITH_CODE: Final = frozenset({Channel.TEXT, Channel.EMAIL, Channel.WEBSITE})
WITH_APP: Final = Channel.APP

# Our own choice: nothing is published of length, life and limits but that an answer names them.
TERMS: Final = Terms(6, timedelta(seconds=600), 5)
MOST_SENDS: Final = 5

# Where a made-up cardholder is reached, or turns to: numbers and names that belong to nobody (RFC 2606, 555 numbers).
ADDRESSES: Final[Mapping[Channel, str]] = {
    Channel.TEXT: "***-***-1234",
    Channel.EMAIL: "j***@example.com",
    Channel.WEBSITE: "https://bank.example/activate",
    Channel.AGENT: "+1 555 0100",
    Channel.AUTOMATED_LINE: "+1 555 0100",
    Channel.CALL: "***-***-1234",
    Channel.APP: "https://bank.example/app",
}
USUAL: Final = (Channel.TEXT, Channel.EMAIL, Channel.AGENT)


def over(channels: Iterable[Channel]) -> tuple[Method, ...]:
    """Return a made-up cardholder's way for each channel; without channels, the usual ones."""
    return tuple(Method(f"id-{number}", one, ADDRESSES[one]) for number, one in enumerate(tuple(channels) or USUAL, 1))
