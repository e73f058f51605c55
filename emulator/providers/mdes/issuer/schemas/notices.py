"""What MDES tells issuers of tokens that have changed, and of devices that arouse suspicion."""

from typing import Literal

from pydantic import ConfigDict, Field

from emulator.providers.mdes.issuer.schemas.accounts import QUESTION, TOKEN, TOKEN_AND_CARD, AppInstance, FundingAccount
from emulator.providers.mdes.schemas import MdesMessage, MonthYear, RequestId, Status, Suspender, TokenReference

ReasonCode = Literal["STATUS_UPDATE", "REDIGITIZATION_COMPLETE", "FUNDING_ACCOUNT_UPDATE", "AUTHENTICATION_PERFORMED"]


class UpdatedToken(MdesMessage):
    """What is new about one token."""

    tokenUniqueReference: TokenReference = Field(description="reference of the token")
    status: Status | None = Field(None, description="where the token is in its life, when that has changed")
    suspendedBy: list[Suspender] | None = Field(None, description="who keeps it suspended")
    tokenExpiry: MonthYear | None = Field(None, description="its expiry, when it was digitized anew")
    fundingAccountInfo: FundingAccount | None = Field(None, description="its account; left out for an issuer without a certificate")


class NotifyTokenUpdated(MdesMessage):
    """MDES tells the issuer that tokens have changed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "requestId": QUESTION,
                    "reasonCode": "STATUS_UPDATE",
                    "tokens": [
                        {
                            "tokenUniqueReference": TOKEN,
                            "status": "SUSPENDED",
                            "suspendedBy": ["CARDHOLDER"],
                            "fundingAccountInfo": {"encryptedPayload": {"encryptedData": TOKEN_AND_CARD}},
                        }
                    ],
                }
            ]
        }
    )

    requestId: RequestId = Field(description="id of this notice, the same at every attempt")
    reasonCode: ReasonCode = Field(description="what happened, one reason for all tokens")
    tokens: list[UpdatedToken] = Field(min_length=1, description="the tokens")


class WalletCounters(MdesMessage):
    """Counters of single payments, as the wallet reports them."""

    unusedDiscarded: list[int] | None = Field(None, description="thrown away")
    usedForContactless: list[int] | None = Field(None, description="used at a terminal")
    usedForDsrp: list[int] | None = Field(None, description="used remotely")
    unusedActive: list[int] | None = Field(None, description="still to be used")


class SystemCounters(MdesMessage):
    """What MDES makes of the counters."""

    atcNotFound: list[int] | None = Field(None, description="never given out")
    atcAlreadyProcessed: list[int] | None = Field(None, description="used before")
    atcReportedUsedByWallet: list[int] | None = Field(None, description="used, as the wallet says")
    unusedActive: list[int] | None = Field(None, description="still to be used")


class SuspiciousEvent(MdesMessage):
    """One thing that does not fit."""

    eventName: Literal["REPLENISH"] = Field(description="when it was found")
    walletAtcStatus: WalletCounters | None = Field(None, description="what the wallet says")
    systemAtcStatus: SystemCounters | None = Field(None, description="what MDES knows")


class NotifySuspiciousEvents(MdesMessage):
    """MDES tells the issuer that a device's counters do not fit its own."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "requestId": QUESTION,
                    "tokenUniqueReference": TOKEN,
                    "status": "ACTIVE",
                    "events": [
                        {
                            "eventName": "REPLENISH",
                            "walletAtcStatus": {"usedForDsrp": [3]},
                            "systemAtcStatus": {"atcAlreadyProcessed": [3]},
                        }
                    ],
                }
            ]
        }
    )

    requestId: RequestId = Field(description="id of this notice, the same at every attempt")
    tokenUniqueReference: TokenReference = Field(description="reference of the token")
    status: Status = Field(description="where the token is in its life")
    paymentAppInstanceId: AppInstance | None = Field(None, description="the app on the device, for device tokens")
    events: list[SuspiciousEvent] = Field(min_length=1, description="what does not fit")
