"""Looking at tokens and tasks."""

from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from emulator.providers.mdes.digital_enablement.schemas.conversation import Answered, Asked
from emulator.providers.mdes.digital_enablement.schemas.lifecycle import AppInstance
from emulator.providers.mdes.digital_enablement.schemas.tokenize import (
    INFO,
    PRODUCT,
    TOKEN,
    PanReference,
    SealedTokenDetail,
    TaskId,
)
from emulator.providers.mdes.schemas import (
    CardAccountData,
    FundingAccountData,
    MdesMessage,
    ProductConfig,
    RequestorId,
    Sealed,
    Status,
    Suspender,
    Timestamp,
    TokenInfo,
    TokenReference,
)

SHOWN: Final[JsonDict] = {
    "tokenUniqueReference": TOKEN,
    "status": "ACTIVE",
    "statusTimestamp": "2026-01-01T00:00:00.000Z",
    "productConfig": PRODUCT,
    "tokenInfo": INFO,
}


class GetTaskStatus(Asked):
    """Ask how far a task has come."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"requestId": "123457", "tokenRequestorId": "98765432101", "taskId": "task-1"}]}
    )

    tokenRequestorId: RequestorId = Field(description="whose task it is")
    taskId: TaskId = Field(description="the id that the task was given in tokenize")


class GetTaskStatusAnswer(Answered):
    """How far the task has come."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"responseId": "123457", "status": "COMPLETED"}]})

    status: Literal["PENDING", "IN_PROGRESS", "COMPLETED", "FAILED"] = Field(description="how far the task has come")


class SoughtCard(CardAccountData):
    """The card to look for; beside a token reference, its first six digits are enough."""

    accountNumber: Annotated[str, StringConstraints(pattern=r"^[0-9]+$", min_length=6, max_length=19)] | None = Field(
        None, repr=False, description="the card's number, or its first six digits"
    )


class SoughtAccountData(FundingAccountData):
    """The account to look for."""

    cardAccountData: SoughtCard | None = Field(None, description="the card")


class SealedSoughtAccount(Sealed[SoughtAccountData]):
    """An encrypted account to look for."""


class SoughtAccount(MdesMessage):
    """Which account: by reference, by one of its tokens, by a push receipt, or by its number."""

    panUniqueReference: PanReference | None = Field(None, description="reference of the card")
    tokenUniqueReference: TokenReference | None = Field(None, description="reference of one of its tokens")
    pushAccountReceipt: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = Field(
        None, description="receipt of a pushed card; looking does not use it up"
    )
    encryptedPayload: SealedSoughtAccount | None = Field(None, description="the account, encrypted to MDES")


class SearchTokens(Asked):
    """Look for the tokens of an account, of a token requestor, or of both."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "requestId": "123458",
                    "tokenRequestorId": "98765432101",
                    "fundingAccountInfo": {
                        "encryptedPayload": {"encryptedData": {"cardAccountData": {"accountNumber": "5123456789012345"}}}
                    },
                }
            ]
        }
    )

    fundingAccountInfo: SoughtAccount | None = Field(None, description="the account; left out: every account")
    tokenRequestorId: RequestorId | None = Field(None, description="who holds the tokens; left out: every requestor")


class FoundToken(MdesMessage):
    """A token that was found."""

    tokenUniqueReference: TokenReference = Field(description="reference of the token")
    status: Status = Field(description="where the token is in its life")
    suspendedBy: list[Suspender] | None = Field(None, description="who keeps it suspended")
    statusTimestamp: Timestamp = Field(description="when the status last changed")
    productConfig: ProductConfig = Field(description="how the card looks")
    tokenInfo: TokenInfo = Field(description="last digits and expiry")


class SearchTokensAnswer(Answered):
    """The tokens that were found, oldest first; deleted ones are left out."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"responseId": "123458", "tokens": [SHOWN]}]})

    tokens: list[FoundToken] = Field(description="the tokens")


class GetToken(Asked):
    """Ask for one token."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"requestId": "123459", "tokenUniqueReference": TOKEN, "includeTokenDetail": "true"}]}
    )

    tokenUniqueReference: TokenReference = Field(description="reference of the token")
    paymentAppInstanceId: AppInstance | None = Field(None, description="the app that holds the token, for device tokens alone")
    includeTokenDetail: Literal["true", "false"] | None = Field(None, description="whether its number is wanted, as text")


class ShownToken(FoundToken):
    """A token with its holder."""

    tokenRequestorId: RequestorId = Field(description="who holds the token")


class GetTokenAnswer(Answered):
    """The token, and its number where that was asked for."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "responseId": "123459",
                    "token": {**SHOWN, "tokenRequestorId": "98765432101"},
                    "tokenDetail": {
                        "tokenUniqueReference": TOKEN,
                        "encryptedData": {
                            "tokenNumber": "5480981500100002",
                            "expiryMonth": "12",
                            "expiryYear": "31",
                            "paymentAccountReference": "500181d9f8e0629211e3949a08002",
                        },
                    },
                }
            ]
        }
    )

    token: ShownToken = Field(description="the token")
    tokenDetail: SealedTokenDetail | None = Field(None, description="its number, encrypted to the requestor")
