"""Messages between Visa and issuers, in both directions."""

from emulator.providers.vts.issuer.schemas.accounts import CardAndToken, CardholderInfo, DeviceInfo, IssuersToken
from emulator.providers.vts.issuer.schemas.notices import TokenCreated, TokenStatusUpdated
from emulator.providers.vts.issuer.schemas.questions import (
    Approval,
    ApproveProvisioning,
    PasscodeSent,
    RiskInformation,
    SendPasscode,
    VerificationMethodList,
    VerificationMethods,
)
from emulator.providers.vts.issuer.schemas.updates import Changed, Inquiry, LifeCycle, Ping, Pong, TokenKnown, TokensKnown

__all__ = [
    "Approval",
    "ApproveProvisioning",
    "CardAndToken",
    "CardholderInfo",
    "Changed",
    "DeviceInfo",
    "Inquiry",
    "IssuersToken",
    "LifeCycle",
    "PasscodeSent",
    "Ping",
    "Pong",
    "RiskInformation",
    "SendPasscode",
    "TokenCreated",
    "TokenKnown",
    "TokenStatusUpdated",
    "TokensKnown",
    "VerificationMethodList",
    "VerificationMethods",
]
