"""Binding a token to a device, and the passkey that makes the binding."""

from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints

from emulator.providers.vts.schemas import FIELD, AppId, ClientReference, DeviceId, EmailHash, Reference, VisaMessage, Word
from emulator.providers.vts.token_service.schemas.step_up import TOKEN, StepUpRequest

Text = Annotated[str, StringConstraints(max_length=2_048)]
SESSION: Final[dict[str, Any]] = {"sessionContext": {"secureToken": "session-1"}, "browserData": {"browserLanguage": "en-US"}}


class BrowserData(VisaMessage):
    """What a browser says of itself."""

    browserJavaEnabled: bool | None = Field(None, description="whether Java is on")
    browserJavascriptEnabled: bool | None = Field(None, description="whether JavaScript is on")
    browserLanguage: Text | None = Field(None, description="its language")
    browserColorDepth: Text | None = Field(None, description="bits of a colour")
    browserScreenHeight: Text | None = Field(None, description="height of the screen")
    browserScreenWidth: Text | None = Field(None, description="width of the screen")
    browserTimeZone: Text | None = Field(None, description="its time zone")
    userAgent: Text | None = Field(None, description="its name")
    browserHeader: Text | None = Field(None, description="what it accepts")
    ipAddress: Text | None = Field(None, description="its address")


class SessionContext(VisaMessage):
    """The session of the page on which the cardholder is."""

    secureToken: Annotated[str, StringConstraints(max_length=8_192)] = Field(description="what the page gave")


class BillingInfo(VisaMessage):
    """What identifies the cardholder."""

    email: Annotated[str, StringConstraints(max_length=320)] | None = Field(None, repr=False, description="e-mail address")


class InSession(VisaMessage):
    """A request from a page on which the cardholder is."""

    vProvisionedTokenID: Reference = Field(description="the token's id")
    clientReferenceID: ClientReference | None = Field(None, description="the requestor's own name for this request")
    clientAppID: AppId | None = Field(None, description="the requestor's app")
    clientDeviceID: DeviceId | None = Field(None, description="the device; without one, one is made up")
    sessionContext: SessionContext | Annotated[str, StringConstraints(max_length=8_192)] | None = Field(
        None, description="the page's session, as an object or as text"
    )
    browserData: BrowserData | None = Field(None, description="the browser")


class BindDevice(InSession):
    """Begin to bind a token to a device: the token's id stands in the path."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **TOKEN,
                    "clientReferenceID": "c1d6-1",
                    "clientAppID": "emulator-app",
                    "intent": "FIDO",
                    "platformType": "WEB",
                    "reasonCode": "DEVICE_BINDING",
                    **SESSION,
                }
            ]
        }
    )

    intent: Word | None = Field(None, description="what for: `FIDO`")
    platformType: Word | None = Field(None, description="where: `WEB`")
    reasonCode: Word | None = Field(None, description="why: `DEVICE_BINDING`; the query has a reason of its own")
    clientWalletAccountEmailAddressHash: EmailHash | None = Field(None, description="a hash of the customer's e-mail address")
    encBillingInfo: BillingInfo | None = Field(None, json_schema_extra=FIELD, description="what identifies the cardholder")
    encDeviceRiskDataInfo: Any = Field(None, json_schema_extra=FIELD, description="what the requestor knows of the device")


class DeviceChallenge(VisaMessage):
    """The cardholder has to be verified before the device is bound."""

    status: Literal["CHALLENGED"] = Field(description="always CHALLENGED")
    stepUpRequest: list[StepUpRequest] = Field(description="the ways to verify the cardholder")


class ConsumerInfo(VisaMessage):
    """Who pays."""

    emailAddress: Annotated[str, StringConstraints(max_length=320)] | None = Field(None, repr=False, description="e-mail address")


class AuthenticationData(VisaMessage):
    """What identifies whoever pays."""

    consumerInfo: ConsumerInfo | None = Field(None, description="who pays")


class MerchantIdentifier(VisaMessage):
    """Where the cardholder pays; the members are base64url."""

    externalClientId: Text | None = Field(None, description="the merchant's id")
    applicationUrl: Text | None = Field(None, description="its page")
    merchantName: Text | None = Field(None, description="its name")


class DynamicData(VisaMessage):
    """What the cardholder agrees to."""

    authenticationAmount: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}(\.[0-9]{1,3})?$")] | None = Field(
        None, description="the amount"
    )
    currencyCode: Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$")] | None = Field(None, description="its currency, ISO 4217")
    merchantIdentifier: MerchantIdentifier | None = Field(None, description="the merchant")


class PreferencesRequested(VisaMessage):
    """How the page would like to show the passkey's dialogue."""

    selectedPopupForAuthenticate: bool | None = Field(None, description="in a window of its own")


class GetAttestationOptions(InSession):
    """Ask how to make or use a passkey: the token's id stands in the path."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {**TOKEN, "clientReferenceID": "c1d6-1", "clientAppID": "emulator-app", "type": "AUTHENTICATE", "reasonCode": "PAYMENT"}
                | SESSION
            ]
        }
    )

    type: Literal["REGISTER", "AUTHENTICATE"] = Field(description="make a passkey, or use it")
    reasonCode: Word | None = Field(None, description="`DEVICE_BINDING`, or `PAYMENT`")
    dynamicData: DynamicData | None = Field(None, description="what the cardholder agrees to")
    encAuthenticationData: AuthenticationData | None = Field(None, json_schema_extra=FIELD, description="what identifies whoever pays")
    authenticationPreferencesRequested: PreferencesRequested | None = Field(None, description="how the page would like it")


class PreferencesEnabled(VisaMessage):
    """How the passkey's page answers."""

    responseMode: Literal["com_visa_web_message"] = Field(description="by a message to the window that opened it")
    responseType: Literal["code"] = Field(description="with a code")


class AuthenticationContext(VisaMessage):
    """What the passkey's page needs."""

    endpoint: str = Field(description="the page; it is not emulated")
    identifier: str = Field(description="id of this authentication")
    payload: str = Field(description="what the page gets, base64url")
    action: Literal["REGISTER", "AUTHENTICATE"] = Field(description="make a passkey, or use it")
    platformType: Literal["WEB"] = Field(description="where")
    authenticationPreferencesEnabled: PreferencesEnabled = Field(description="how the page answers")


class AttestationOptions(VisaMessage):
    """How to make or use a passkey."""

    authenticationContext: AuthenticationContext = Field(description="what the passkey's page needs")
