"""What an app on a device asks MDES: whether a card may be digitized, a token, a code, and that the token be activated.

These calls are older than the others and are public in integrations only, so every member that is not needed may be left out.
"""

from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints

from emulator.providers.mdes.digital_enablement.schemas.conversation import Answered, Asked
from emulator.providers.mdes.digital_enablement.schemas.lifecycle import AppInstance
from emulator.providers.mdes.digital_enablement.schemas.tokenize import (
    INFO,
    PAN,
    PRODUCT,
    TOKEN,
    AuthenticationMethod,
    Decision,
    DecisioningData,
    FundingAccountInfo,
    PanReference,
    TaskId,
)
from emulator.providers.mdes.issuer.schemas import DeviceInfo
from emulator.providers.mdes.schemas import (
    AssetReference,
    MdesMessage,
    ProductConfig,
    RequestorId,
    Timestamp,
    TokenInfo,
    TokenReference,
)

Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2}$", min_length=2, max_length=2)]
ReceiptValue = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Tav = Annotated[str, StringConstraints(min_length=1, max_length=2048)]
MethodId = Annotated[str, StringConstraints(min_length=1, max_length=32)] | Annotated[int, Field(ge=0)]

APP: Final = "645b532a245e4723d7a9c4f62b24f24a24ba98e27d43e34e"  # an example's app
RECEIPT: Final = "f9f027e5-629d-41e3-949a-0800200c9a66"
TERMS: Final = "3789637f-32a1-4810-a138-4bf34501c509"


class CheckEligibility(Asked):
    """Ask whether a card may be digitized for an app on a device."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "requestId": "123470",
                    "tokenType": "CLOUD",
                    "paymentAppInstanceId": APP,
                    "fundingAccountInfo": {
                        "encryptedPayload": {
                            "encryptedData": {
                                "source": "ACCOUNT_ADDED_MANUALLY",
                                "cardAccountData": {"accountNumber": "5123456789012345", "expiryMonth": "09", "expiryYear": "30"},
                            }
                        }
                    },
                    "deviceInfo": {"deviceName": "My phone", "formFactor": "PHONE", "osName": "ANDROID"},
                }
            ]
        }
    )

    tokenType: Literal["CLOUD", "EMBEDDED_SE"] = Field("CLOUD", description="where the token will live")
    tokenRequestorId: RequestorId | None = Field(None, description="who will hold it; left out: the caller's own, or the only wallet")
    paymentAppInstanceId: AppInstance = Field(description="the app on the device")
    fundingAccountInfo: FundingAccountInfo = Field(description="the account")
    consumerLanguage: Language | None = Field(None, description="the consumer's language, ISO 639-1")
    deviceInfo: DeviceInfo | None = Field(None, description="the device")


class EligibilityReceipt(MdesMessage):
    """MDES's word that the card may be digitized."""

    value: ReceiptValue = Field(description="what to give to digitize")
    validForMinutes: int | None = Field(None, description="how long it is good")


class CheckEligibilityAnswer(Answered):
    """The card may be digitized."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "responseId": "123470",
                    "eligibilityReceipt": {"value": RECEIPT, "validForMinutes": 30},
                    "termsAndConditionsAssetId": TERMS,
                }
            ]
        }
    )

    eligibilityReceipt: EligibilityReceipt = Field(description="what to give to digitize")
    termsAndConditionsAssetId: AssetReference = Field(description="what the cardholder has to agree to")


class Digitize(Asked):
    """Ask for a token of an eligible card, held by an app on a device."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "requestId": "123471",
                    "paymentAppInstanceId": APP,
                    "eligibilityReceipt": {"value": RECEIPT},
                    "taskId": "task-2",
                    "termsAndConditionsAssetId": TERMS,
                    "termsAndConditionsAcceptedTimestamp": "2026-01-01T00:00:00.000Z",
                }
            ]
        }
    )

    paymentAppInstanceId: AppInstance = Field(description="the app on the device")
    eligibilityReceipt: EligibilityReceipt | ReceiptValue = Field(description="what checkEligibility gave, or its value alone")
    taskId: TaskId = Field(description="the caller's own id of this task, never used before")
    termsAndConditionsAssetId: AssetReference | None = Field(None, description="what the cardholder has agreed to")
    termsAndConditionsAcceptedTimestamp: Timestamp | None = Field(None, description="when")
    fundingAccountInfo: FundingAccountInfo | None = Field(None, description="the account once more; it must be the eligible one")
    consumerLanguage: Language | None = Field(None, description="the consumer's language, ISO 639-1")
    tokenizationAuthenticationValue: Tav | None = Field(None, repr=False, description="the issuer's signature over the card (TAV), base64")
    decisioningData: DecisioningData | None = Field(None, description="what the wallet thinks of the cardholder")

    @property
    def receipt(self) -> str:
        """The receipt's value, however it was written."""
        given = self.eligibilityReceipt
        return given if isinstance(given, str) else given.value


class DigitizeAnswer(Answered):
    """The decision, and the token where there is one."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "responseId": "123471",
                    "decision": "REQUIRE_ADDITIONAL_AUTHENTICATION",
                    "authenticationMethods": [{"id": "1", "type": "TEXT_TO_CARDHOLDER_NUMBER", "value": "***-***-0123"}],
                    "tokenUniqueReference": TOKEN,
                    "panUniqueReference": PAN,
                    "productConfig": PRODUCT,
                    "tokenInfo": INFO,
                }
            ]
        }
    )

    decision: Decision = Field(description="approved, declined, or the cardholder must be verified first")
    authenticationMethods: list[AuthenticationMethod] | None = Field(None, description="ways to verify the cardholder")
    tokenUniqueReference: TokenReference | None = Field(None, description="reference of the token, unless it was declined")
    panUniqueReference: PanReference | None = Field(None, description="reference of the card, unless it was declined")
    productConfig: ProductConfig | None = Field(None, description="how the card looks")
    tokenInfo: TokenInfo | None = Field(None, description="last digits and expiry")


class ChosenMethod(MdesMessage):
    """The way that the cardholder chose."""

    id: MethodId = Field(description="id of the method, as the answer to tokenize or digitize named it")


class RequestActivationCode(Asked):
    """Have a code sent to the cardholder."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"requestId": "123472", "tokenUniqueReference": TOKEN, "authenticationMethod": {"id": "1"}}],
        }
    )

    paymentAppInstanceId: AppInstance | None = Field(None, description="the app that holds the token, for device tokens alone")
    tokenUniqueReference: TokenReference = Field(description="reference of the token")
    authenticationMethod: ChosenMethod | None = Field(None, description="the way; left out: the first that brings a code")


class RequestActivationCodeAnswer(Answered):
    """A code is on its way."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"responseId": "123472"}]})


class Activate(Asked):
    """Activate a token with a code, or with the issuer's signature."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"requestId": "123473", "tokenUniqueReference": TOKEN, "authenticationCode": "123456"}],
        }
    )

    paymentAppInstanceId: AppInstance | None = Field(None, description="the app that holds the token, for device tokens alone")
    tokenUniqueReference: TokenReference = Field(description="reference of the token")
    authenticationCode: Annotated[str, StringConstraints(min_length=1, max_length=32)] | None = Field(
        None, repr=False, description="what the cardholder typed"
    )
    tokenizationAuthenticationValue: Tav | None = Field(None, repr=False, description="the issuer's signature over the card (TAV), base64")


class ActivateAnswer(Answered):
    """What came of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"responseId": "123473", "result": "SUCCESS"}]})

    result: Literal["SUCCESS", "INCORRECT_CODE", "INCORRECT_CODE_RETRIES_EXCEEDED", "EXPIRED_CODE", "INCORRECT_TAV", "EXPIRED_SESSION"] = (
        Field(description="what came of it")
    )
