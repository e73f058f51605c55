"""Codes that the issuer is to send or to check, and tokens that have come to life or arouse suspicion."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from .authorization import ActivationMethod
from .fields import Code, MdesMessage, Reference, TokenStatus
from .notices import FundingAccount, InboundMessage, IssuerReply

CodeText = Annotated[str, StringConstraints(pattern=r"^[^\x00]+$", min_length=1, max_length=32)]
Correlation = Annotated[str, StringConstraints(min_length=1, max_length=14)]


class DeliverActivationCode(InboundMessage):
    """MDES has the issuer send a code; without one the issuer makes its own."""

    tokenUniqueReference: Reference
    correlationId: Correlation
    activationMethod: ActivationMethod
    activationCode: CodeText | None = Field(default=None, repr=False)
    expirationDateTime: AwareDatetime | None = None


class TokenAccount(FundingAccount):
    """The account behind a token, with the references of both."""

    tokenUniqueReference: Reference
    panUniqueReference: Reference | None = None


class DeliverAuthenticationCode(InboundMessage):
    """MDES has the issuer send a code to the holder of a living token."""

    authenticationFlowId: Annotated[str, StringConstraints(min_length=1, max_length=128)]
    authenticationCode: CodeText = Field(repr=False)
    expirationDateTime: AwareDatetime
    fundingAccountInfo: TokenAccount


class ValidateActivationCode(InboundMessage):
    """MDES asks whether a code of the issuer's own is right."""

    tokenUniqueReference: Reference
    correlationId: Correlation
    activationCode: CodeText = Field(repr=False)


class Validation(IssuerReply):
    """What the code is."""

    result: Literal["SUCCESS", "INCORRECT_CODE", "INCORRECT_CODE_RETRIES_EXCEEDED", "EXPIRED_CODE"]


class NotifyServiceActivated(InboundMessage):
    """MDES tells that a token has come to life."""

    services: list[Code] = Field(min_length=1)
    fundingAccountInfo: TokenAccount
    correlationId: Correlation
    decision: Code
    decisionMadeBy: Code | None = None


class SuspiciousEvent(MdesMessage):
    """One thing that does not fit."""

    eventName: Code


class NotifySuspiciousEvents(InboundMessage):
    """MDES tells that a device's counters do not fit its own."""

    tokenUniqueReference: Reference
    status: TokenStatus
    events: list[SuspiciousEvent] = Field(min_length=1)
