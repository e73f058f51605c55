"""What issuers ask of Visa: is it there, change this token, what is known of these."""

from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints

from emulator.providers.vts.issuer.schemas.accounts import PAN_REFERENCE, TOKEN_REFERENCE, IssuerStatus, Text
from emulator.providers.vts.schemas import FIELD, ExpirationDate, LastFour, PanReferenceId, RequestorId, TokenReferenceId, VisaMessage

RequestId = Annotated[str, StringConstraints(min_length=1, max_length=64)]
TokenNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{12,19}$")]
ASKED: Final[dict[str, Any]] = {"requestID": "r-1", "operatorID": "emulator"}


class Ping(VisaMessage):
    """Is Visa there?"""


class Pong(VisaMessage):
    """It is."""

    status: Literal["SUCCESS"] = Field(description="always SUCCESS")


class NamesToken(VisaMessage):
    """A token by one of the names that an issuer knows."""

    requestID: RequestId | None = Field(None, description="the issuer's own name for this request")
    operatorID: Text | None = Field(None, description="who asks, at the issuer")
    tokenReferenceID: TokenReferenceId | None = Field(None, description="what issuers call the token")
    token: TokenNumber | None = Field(None, repr=False, description="the token's number")
    tokenRequestorID: RequestorId | None = Field(None, description="whose token it is")
    panReferenceID: PanReferenceId | None = Field(None, description="what issuers call the card")


class NewCard(VisaMessage):
    """What is new about a card that was issued again."""

    primaryAccountNumber: TokenNumber | None = Field(None, repr=False, description="its number")
    expirationDate: ExpirationDate | None = Field(None, description="its last month")


class LifeCycle(NamesToken):
    """Change a token."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{**ASKED, "tokenReferenceID": TOKEN_REFERENCE, "operationType": "SUSPEND", "messageReasonCode": "3702"}]
        }
    )

    operationType: Literal["ACTIVATE", "SUSPEND", "RESUME", "DEACTIVATE", "UPDATE"] = Field(
        description="what to do; UPDATE puts the card's tokens on what `cardholderInfo` says"
    )
    cardholderInfo: NewCard | None = Field(None, json_schema_extra=FIELD, description="the new number, the new expiry, or both")
    messageReasonCode: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")] | None = Field(None, description="the same as a code")
    requestReason: Text | None = Field(None, description="why")
    activationCode: Annotated[str, StringConstraints(max_length=8)] | None = Field(None, repr=False, description="taken, and not checked")


class Changed(VisaMessage):
    """What came of it."""

    requestID: RequestId | None = Field(None, description="the issuer's own name for the request")
    status: Literal["SUCCESS"] = Field(description="always SUCCESS")
    tokenState: IssuerStatus = Field(description="where the token is in its life now")


class Inquiry(NamesToken):
    """What is known of a token, or of all tokens of a card?"""

    model_config = ConfigDict(json_schema_extra={"examples": [{**ASKED, "panReferenceID": PAN_REFERENCE}]})


class TokenKnown(VisaMessage):
    """What is known of one token."""

    tokenReferenceID: TokenReferenceId = Field(description="what issuers call it")
    tokenRequestorID: RequestorId = Field(description="whose it is")
    token: TokenNumber = Field(repr=False, description="its number")
    tokenAssuranceLevel: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")] = Field(
        description="two digits without published meaning"
    )
    tokenState: IssuerStatus = Field(description="where it is in its life")
    entityOfLastAction: Literal["ISSUER", "TOKEN_REQUESTOR", "CARDHOLDER", "VISA"] = Field(description="who changed it last")
    numberOfOTPsSent: int = Field(description="codes sent")
    numberOfOTPAttempts: int = Field(description="codes tried, of the last that was sent")
    lastFourOfPAN: LastFour = Field(description="last four digits of the card")


class TokensKnown(VisaMessage):
    """What is known."""

    requestID: RequestId | None = Field(None, description="the issuer's own name for the request")
    tokens: list[TokenKnown] = Field(description="the tokens, oldest first")
