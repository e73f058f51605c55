"""Messages of agentic commerce: names as package @visa/api-client sends them; what is answered is ours."""

from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints

from emulator.providers.vts.schemas import SEALED, Epoch, Reference, VisaMessage

# A whole message that travels encrypted.
ENVELOPE: Final[dict[str, Any]] = {SEALED: "envelope"}
Text = Annotated[str, StringConstraints(max_length=2_048)]
ClientReference = Annotated[str, StringConstraints(min_length=1, max_length=64)]
InstructionId = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Items = Annotated[list[dict[str, Any]], Field(max_length=50)]

REFERENCE: Final = "c1d6-1"
TOKEN: Final = "4b52136e8b21a7a6e1f7e5d0ce3c9b01"
INSTRUCTION: Final = "5505157d-1420-4e70-8f6f-d0ca41bf2201"
ASSURED: Final[dict[str, Any]] = {
    "assuranceData": [{"verificationType": "DEVICE", "verificationResults": "01", "verificationTimestamp": "1767225600"}]
}
APP: Final[dict[str, Any]] = {"appInstance": {"applicationName": "Emulated agent", "countryCode": "US", "clientDeviceId": "d-1"}}
MANDATE: Final[dict[str, Any]] = {
    "mandateId": "m-1",
    "preferredMerchantName": "Emulated High Street Merchant",
    "declineThreshold": {"amount": "100.00", "currencyCode": "USD"},
    "effectiveUntilTime": "1798761600",
    "description": "a pair of shoes",
}


def _shown(**example: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={**ENVELOPE, "examples": [{"clientReferenceId": REFERENCE, **example}]})


class Consumer(VisaMessage):
    """Whose agent it is."""

    consumerId: Text = Field(description="the platform's name for him")
    countryCode: Text | None = Field(None, description="where he is")
    languageCode: Text | None = Field(None, description="what he speaks")
    consumerIdentity: dict[str, Any] | None = Field(None, description="how he is known")


class AppInstance(VisaMessage):
    """The app in which he speaks to his agent."""

    userAgent: Text | None = Field(None, description="its browser")
    applicationName: Text | None = Field(None, description="its name")
    countryCode: Text | None = Field(None, description="where it is")
    deviceData: dict[str, Any] | None = Field(None, description="its device")
    ipAddress: Text | None = Field(None, description="its address")
    clientDeviceId: Text | None = Field(None, description="the platform's name for the device")


class EnrollmentReference(VisaMessage):
    """The token that the agent will pay with."""

    enrollmentReferenceId: Reference = Field(description="the token's id (vProvisionedTokenID)")
    enrollmentReferenceType: Literal["TOKEN_REFERENCE_ID"] = Field(description="always TOKEN_REFERENCE_ID")
    enrollmentReferenceProvider: Literal["VTS"] = Field(description="always VTS")


class Threshold(VisaMessage):
    """What no payment may exceed."""

    amount: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}(\.[0-9]{1,3})?$")] = Field(description="the amount")
    currencyCode: Annotated[str, StringConstraints(pattern=r"^([A-Z]{3}|[0-9]{3})$")] = Field(description="its currency, ISO 4217")


class Mandate(VisaMessage):
    """What an agent may buy."""

    mandateId: Text | None = Field(None, description="the platform's name for it")
    preferredMerchantName: Text | None = Field(None, description="where")
    merchantCategory: Text | None = Field(None, description="what kind of shop")
    merchantCategoryCode: Text | None = Field(None, description="the same as a code")
    declineThreshold: Threshold | None = Field(None, description="what no payment may exceed")
    effectiveUntilTime: Epoch | None = Field(None, description="until when, in seconds since 1970")
    quantity: Text | None = Field(None, description="how many")
    description: Text | None = Field(None, description="what")
    recurringFrequency: Text | None = Field(None, description="how often, e.g. `WEEKLY`")


class ForClient(VisaMessage):
    """Something that a platform asks for."""

    clientReferenceId: ClientReference = Field(description="the platform's own name for the request")


class EnrollCard(ForClient):
    """Enrol a token for an agent."""

    model_config = _shown(
        consumer={"consumerId": "consumer-1", "countryCode": "US", "languageCode": "en"},
        enrollmentReferenceData={
            "enrollmentReferenceId": TOKEN,
            "enrollmentReferenceType": "TOKEN_REFERENCE_ID",
            "enrollmentReferenceProvider": "VTS",
        },
        **APP,
        **ASSURED,
    )

    consumer: Consumer = Field(description="whose agent it is")
    appInstance: AppInstance | None = Field(None, description="the app in which he speaks to it")
    enrollmentReferenceData: EnrollmentReference = Field(description="the token")
    assuranceData: Items | None = Field(None, description="how he was verified")
    consentData: Items | None = Field(None, description="what he has agreed to")


class Instruct(ForClient):
    """Say what an agent may buy."""

    model_config = _shown(consumerId="consumer-1", tokenId=TOKEN, consumerPrompt="Buy me shoes", mandates=[MANDATE], **APP, **ASSURED)

    consumerId: Text = Field(description="whose agent it is")
    tokenId: Reference = Field(description="the token to pay with")
    appInstance: AppInstance | None = Field(None, description="the app in which he speaks to it")
    assuranceData: Items | None = Field(None, description="how he was verified")
    mandates: Annotated[list[Mandate], Field(min_length=1, max_length=50)] = Field(description="what it may buy")
    consumerPrompt: Text | None = Field(None, description="what he said")


class UpdateInstruction(Instruct):
    """Say anew what an agent may buy: the instruction's id stands in the path."""

    model_config = _shown(
        instructionId=INSTRUCTION, consumerId="consumer-1", tokenId=TOKEN, consumerPrompt="Buy me boots", mandates=[MANDATE]
    )

    instructionId: InstructionId = Field(description="the instruction's id")


class CancelInstruction(ForClient):
    """An agent may buy no more: the instruction's id stands in the path."""

    model_config = _shown(instructionId=INSTRUCTION, **APP, **ASSURED)

    instructionId: InstructionId = Field(description="the instruction's id")
    appInstance: AppInstance | None = Field(None, description="the app in which its owner speaks to it")
    assuranceData: Items | None = Field(None, description="how he was verified")


class Transaction(VisaMessage):
    """One payment that an agent is about to make."""

    transactionType: Text | None = Field(None, description="`PURCHASE`")
    transactionReferenceId: Annotated[str, StringConstraints(min_length=1, max_length=64)] = Field(
        description="the platform's own name for it"
    )
    transactionAmount: dict[str, Any] | None = Field(None, description="how much")
    shippingAddress: dict[str, Any] | None = Field(None, description="where the goods go")
    merchantName: Text | None = Field(None, description="to whom")
    merchantCountryCode: Text | None = Field(None, description="where that is")
    merchantUrl: Text | None = Field(None, description="its page")


class GetCredentials(ForClient):
    """Ask for what payments need: the instruction's id stands in the path."""

    model_config = _shown(
        instructionId=INSTRUCTION,
        tokenId=TOKEN,
        transactionData=[{"transactionType": "PURCHASE", "transactionReferenceId": "t-1", "merchantName": "Emulated High Street Merchant"}],
    )

    instructionId: InstructionId = Field(description="the instruction's id")
    tokenId: Reference = Field(description="the token to pay with")
    transactionData: Annotated[list[Transaction], Field(min_length=1, max_length=20)] = Field(description="the payments")


class Confirm(ForClient):
    """Say how payments went: the instruction's id stands in the path."""

    model_config = _shown(
        instructionId=INSTRUCTION,
        confirmationData=[{"transactionReferenceId": "t-1", "paymentConfirmationData": {"transactionStatus": "APPROVED"}}],
    )

    instructionId: InstructionId = Field(description="the instruction's id")
    confirmationData: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=20)] = Field(description="how they went")


class Enrolled(ForClient):
    """What came of a request."""

    model_config = ConfigDict(json_schema_extra=ENVELOPE)

    status: Literal["ACTIVE", "CANCELLED"] = Field(description="where it stands now")


class Instructed(Enrolled):
    """What came of an instruction."""

    instructionId: InstructionId = Field(description="the instruction's id")


class Credential(VisaMessage):
    """What one payment needs."""

    transactionReferenceId: str = Field(description="the platform's own name for it")
    paymentToken: str = Field(repr=False, description="the token's number")
    expirationMonth: str = Field(description="two digits")
    expirationYear: str = Field(description="four digits")
    cryptogram: str = Field(description="20 bytes, base64")
    eci: str = Field(description="05: the cardholder was authenticated; 07: not")


class Credentials(Instructed):
    """What payments need."""

    credentials: list[Credential] = Field(description="one for each payment")
