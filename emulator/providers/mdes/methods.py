"""Ways to verify a cardholder, in the words of MDES and of its Customer Service."""

from collections.abc import Iterable, Mapping
from typing import Final

from emulator.domain.codes import Channel, Method

# developer.mastercard.com, MDES Pre-Digitization: names on the issuer's side.
TYPES: Final[Mapping[Channel, str]] = {
    Channel.TEXT: "TEXT_TO_CARDHOLDER_NUMBER",
    Channel.EMAIL: "EMAIL_TO_CARDHOLDER_ADDRESS",
    Channel.AUTOMATED_LINE: "CARDHOLDER_TO_CALL_AUTOMATED_NUMBER",
    Channel.AGENT: "CARDHOLDER_TO_CALL_MANNED_NUMBER",
    Channel.WEBSITE: "CARDHOLDER_TO_VISIT_WEBSITE",
    Channel.APP: "CARDHOLDER_TO_USE_MOBILE_APP",
    Channel.CALL: "ISSUER_TO_CALL_CARDHOLDER_NUMBER",
}
# One of them has another name on the token requestor's side.
SHOWN_TYPES: Final[Mapping[Channel, str]] = {**TYPES, Channel.APP: "CARDHOLDER_TO_USE_ISSUER_MOBILE_APP"}
# developer.mastercard.com, MDES Customer Service: ActivationMethodType.
SERVICE_CODES: Final[Mapping[Channel, str]] = {
    Channel.TEXT: "SMS",
    Channel.EMAIL: "EMA",
    Channel.AUTOMATED_LINE: "ACC",
    Channel.AGENT: "CLC",
    Channel.WEBSITE: "WEB",
    Channel.APP: "BAP",
    Channel.CALL: "OBC",
}
CHANNELS: Final[Mapping[str, Channel]] = {name: channel for table in (TYPES, SHOWN_TYPES) for channel, name in table.items()}

# Where a made-up cardholder is reached, or turns to: numbers and names that belong to nobody (RFC 2606, 555 numbers).
ADDRESSES: Final[Mapping[Channel, str]] = {
    Channel.TEXT: "***-***-0123",
    Channel.EMAIL: "c***@example.org",
    Channel.AUTOMATED_LINE: "1-800-555-0100",
    Channel.AGENT: "1-800-555-0199",
    Channel.WEBSITE: "https://bank.example/activate",
    Channel.APP: "https://bank.example/app",
    Channel.CALL: "***-***-0123",
}
# What an account range has when its issuer names no ways (our own choice).
USUAL: Final = (Channel.TEXT, Channel.EMAIL, Channel.AGENT)


def over(channels: Iterable[Channel]) -> tuple[Method, ...]:
    """Return a made-up cardholder's way for each channel; without channels, the usual ones."""
    return numbered((channel, ADDRESSES[channel]) for channel in tuple(channels) or USUAL)


def numbered(ways: Iterable[tuple[Channel, str]]) -> tuple[Method, ...]:
    """Return ways as methods whose ids count from 1; what was named twice is there once."""
    return tuple(Method(str(number), channel, address) for number, (channel, address) in enumerate(dict.fromkeys(ways), 1))


def named(ways: Iterable[tuple[str, str]]) -> list[tuple[Channel, str]]:
    """Return the ways that an issuer names by type and value; types that are not known are passed over."""
    return [(CHANNELS[kind], value) for kind, value in ways if kind in CHANNELS]
