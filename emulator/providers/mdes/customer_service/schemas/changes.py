"""Calls that move a token: activate, suspend, unsuspend, delete."""

from typing import Literal

from pydantic import Field

from emulator.providers.mdes.customer_service.schemas.message import (
    AboutToken,
    Commented,
    CustomerServiceMessage,
    OneToken,
    Text,
    asked,
    changed,
)
from emulator.providers.mdes.schemas import AccountNumber, TokenReference


class Activation(Commented):
    """Which token to activate: by its reference, or by the card and the app that holds it."""

    TokenUniqueReference: TokenReference | None = Field(None, description="reference of the token")
    AccountPan: AccountNumber | None = Field(None, repr=False, description="the card's number, together with PaymentAppInstanceId")
    PaymentAppInstanceId: Text | None = Field(None, description="the app that holds the token, together with AccountPan")
    ReasonCode: Literal["A", "C"] = Field(description="how the cardholder was verified: A with an app, C by an agent")


class TokenActivate(CustomerServiceMessage):
    """Activate a token whose cardholder has been verified."""

    model_config = asked("TokenActivateRequest", CommentText="Verified by phone", ReasonCode="C")

    TokenActivateRequest: Activation = Field(description="the token, and how its cardholder was verified")


class TokenActivated(CustomerServiceMessage):
    """The token is active."""

    model_config = changed("TokenActivateResponse")

    TokenActivateResponse: OneToken = Field(description="the token")


class Suspension(AboutToken, Commented):
    """The token, and why it is suspended."""

    ReasonCode: Literal["L", "S", "T", "Z"] = Field(description="why: L lost, S stolen, T fraud, Z other")


class TokenSuspend(CustomerServiceMessage):
    """Suspend a token."""

    model_config = asked("TokenSuspendRequest", CommentText="Card reported lost", ReasonCode="L")

    TokenSuspendRequest: Suspension = Field(description="the token, and why")


class TokenSuspended(CustomerServiceMessage):
    """The token is suspended."""

    model_config = changed("TokenSuspendResponse")

    TokenSuspendResponse: OneToken = Field(description="the token")


class Resumption(AboutToken, Commented):
    """The token, and why its suspension is lifted."""

    ReasonCode: Literal["F", "T", "Z"] = Field(description="why: F found, T not fraud, Z other")


class TokenUnsuspend(CustomerServiceMessage):
    """Lift the issuer's suspension of a token."""

    model_config = asked("TokenUnsuspendRequest", CommentText="Card found", ReasonCode="F")

    TokenUnsuspendRequest: Resumption = Field(description="the token, and why")


class TokenUnsuspended(CustomerServiceMessage):
    """The issuer does not suspend the token any more; others may."""

    model_config = changed("TokenUnsuspendResponse")

    TokenUnsuspendResponse: OneToken = Field(description="the token")


class Deletion(AboutToken, Commented):
    """The token, and why it ends."""

    ReasonCode: Literal["L", "S", "F", "T", "C", "Z"] = Field(
        description="why: L lost, S stolen, T fraud (F is its older name), C account closed, Z other"
    )


class TokenDelete(CustomerServiceMessage):
    """End a token for good."""

    model_config = asked("TokenDeleteRequest", CommentText="Account closed", ReasonCode="C")

    TokenDeleteRequest: Deletion = Field(description="the token, and why")


class TokenDeleted(CustomerServiceMessage):
    """The token has ended."""

    model_config = changed("TokenDeleteResponse")

    TokenDeleteResponse: OneToken = Field(description="the token")
