"""Calls for the cardholder: codes, the mobile PIN, the assurance of a token, a message in the wallet."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from emulator.providers.mdes.customer_service.schemas.inquiry import Inquiry
from emulator.providers.mdes.customer_service.schemas.message import (
    TOKEN,
    AboutToken,
    Audited,
    Commented,
    CustomerServiceMessage,
    Indicator,
    OneToken,
    Text,
    asked,
    changed,
)
from emulator.providers.mdes.schemas import Timestamp, TokenReference


class TokenActivationMethods(CustomerServiceMessage):
    """Ask how the holder of a token can be verified."""

    model_config = asked("TokenActivationMethodsRequest")

    TokenActivationMethodsRequest: Inquiry = Field(description="the token")


class ActivationMethodOffered(CustomerServiceMessage):
    """One way to verify the cardholder."""

    ActivationMethodId: Text = Field(description="its id")
    ActivationMethodType: Literal["SMS", "EMA", "ACC", "CLC", "WEB", "BAP", "OBC"] = Field(
        description="SMS, e-mail, automated line, call centre, website, bank's app, call to the cardholder"
    )
    ActivationMethodValue: Text = Field(description="where to, masked")
    ResendIndicator: Literal["TRUE", "FALSE"] = Field(description="whether a code can be sent this way now")


class ActivationMethodList(CustomerServiceMessage):
    """The ways, in a list of its own."""

    ActivationMethod: list[ActivationMethodOffered] = Field(description="the ways; none where nobody had to be verified")


class MethodsOfToken(CustomerServiceMessage):
    """How the holder can be verified."""

    ActivationMethods: ActivationMethodList = Field(description="the ways")


class TokenActivationMethodsAnswer(CustomerServiceMessage):
    """How the holder of a token can be verified."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "TokenActivationMethodsResponse": {
                        "ActivationMethods": {
                            "ActivationMethod": [
                                {
                                    "ActivationMethodId": "1",
                                    "ActivationMethodType": "SMS",
                                    "ActivationMethodValue": "***-***-0123",
                                    "ResendIndicator": "TRUE",
                                }
                            ]
                        }
                    }
                }
            ]
        }
    )

    TokenActivationMethodsResponse: MethodsOfToken = Field(description="the ways")


class Resending(AboutToken, Audited):
    """The token, and the way in which its holder gets a new code."""

    ActivationMethodId: Text = Field(description="id of the way")


class TokenResendActivationCode(CustomerServiceMessage):
    """Have a new code sent to the holder of a token."""

    model_config = asked("TokenResendActivationCodeRequest", ActivationMethodId="1")

    TokenResendActivationCodeRequest: Resending = Field(description="the token, and the way")


class NamedToken(CustomerServiceMessage):
    """The token."""

    TokenUniqueReference: TokenReference = Field(description="reference of the token")


class TokenAlone(CustomerServiceMessage):
    """An answer that says no more than which token it is about."""

    Token: NamedToken = Field(description="the token")


def named(root: str) -> ConfigDict:
    """Return the example of an answer that names one token."""
    return ConfigDict(json_schema_extra={"examples": [{root: {"Token": {"TokenUniqueReference": TOKEN}}}]})


class TokenActivationCodeResent(CustomerServiceMessage):
    """A new code is on its way."""

    model_config = named("TokenResendActivationCodeResponse")

    TokenResendActivationCodeResponse: TokenAlone = Field(description="the token")


class PinReset(AboutToken, Commented):
    """The token, and why its holder needs another mobile PIN."""

    ReasonCode: Literal["N", "R"] = Field(description="why: N a new PIN is wanted, R it was tried too often")


class TokenResetMobilePin(CustomerServiceMessage):
    """Let the holder of a cloud token choose another mobile PIN."""

    model_config = asked("TokenResetMobilePinRequest", CommentText="Forgot the PIN", ReasonCode="N")

    TokenResetMobilePinRequest: PinReset = Field(description="the token, and why")


class TokenMobilePinReset(CustomerServiceMessage):
    """The holder may choose another PIN."""

    model_config = changed("TokenResetMobilePinResponse")

    TokenResetMobilePinResponse: OneToken = Field(description="the token")


class Assurance(AboutToken, Commented):
    """The token whose holder has been verified."""


class UpdateTokenAssurance(CustomerServiceMessage):
    """Say that the holder of a token has been verified once more."""

    model_config = asked("UpdateTokenAssuranceRequest", CommentText="Verified at the branch")

    UpdateTokenAssuranceRequest: Assurance = Field(description="the token")


class TokenAssuranceUpdated(CustomerServiceMessage):
    """The token's assurance is raised."""

    model_config = changed("UpdateTokenAssuranceResponse")

    UpdateTokenAssuranceResponse: OneToken = Field(description="the token")


class HolderMessage(AboutToken, Audited):
    """The token, and what its holder is to read in the wallet."""

    MessageText: Text = Field(description="the message")
    MessageExpiration: Timestamp = Field(description="until when it is shown, at most 30 days ahead")
    MessageLanguageCode: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2}$", min_length=2, max_length=2)] = Field(
        description="its language, ISO 639-1"
    )
    MessageIdentifier: Text = Field(description="the issuer's own id of the message; a known one is replaced")
    IssuerApplicationMessageDisplay: Indicator = Field(description="whether the issuer's app is offered beside it")


class AccountHolderMessaging(CustomerServiceMessage):
    """Show the holder of a token a message in the wallet."""

    model_config = asked(
        "AccountHolderMessagingRequest",
        MessageText="Your new card is on its way",
        MessageExpiration="2026-01-15T00:00:00.000Z",
        MessageLanguageCode="en",
        MessageIdentifier="message-1",
        IssuerApplicationMessageDisplay="FALSE",
    )

    AccountHolderMessagingRequest: HolderMessage = Field(description="the token, and the message")


class AccountHolderMessaged(CustomerServiceMessage):
    """The message is kept for the wallet."""

    model_config = named("AccountHolderMessagingResponse")

    AccountHolderMessagingResponse: TokenAlone = Field(description="the token")
