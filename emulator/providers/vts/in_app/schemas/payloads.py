"""What a wallet gave to an issuer's app, and the payload that it wants for it (developer.visa.com, In-App Provisioning)."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from emulator.providers.vts.in_app.schemas.customers import CARD, CARD_ID, Card, CardId, Phone
from emulator.providers.vts.schemas import FIELD, AccountReference, Address, ExpirationDate, LastFour, VisaMessage

KeyId = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Provider = Literal["V", "M"]
Base64 = r"^[A-Za-z0-9+/]+=*$"


class ForWallet(VisaMessage):
    """Which card, and with which keys."""

    vCardID: CardId | None = Field(None, description="the id of a card that is enrolled; it wins when both are sent")
    encCard: Card | None = Field(None, json_schema_extra=FIELD, description="the card itself")
    signingKeyID: KeyId | None = Field(None, description="key of the token service provider; taken, and passed over")
    tokenServiceProvider: Provider = Field("V", description="V: Visa; M is not built")


class GetAppleData(ForWallet):
    """Ask for the payload that Apple Pay wants."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"nonce": "kauVuA==", "nonceSignature": "QAABAgM=", "deviceCert": "MIIB", "vCardID": CARD_ID}]}
    )

    nonce: Annotated[str, StringConstraints(min_length=1, max_length=32)] = Field(
        description="the wallet's nonce, base64; the description says 32 characters, and Visa's sample has 8"
    )
    nonceSignature: Annotated[str, StringConstraints(min_length=1, max_length=512, pattern=Base64)] = Field(
        description="the wallet's signature of it, base64; nobody but the wallet can check it"
    )
    deviceCert: Annotated[str, StringConstraints(min_length=1, max_length=8_192)] = Field(
        description="the wallet's leaf certificate alone, base64 of its DER"
    )
    productType: Annotated[str, StringConstraints(max_length=64)] | None = Field(None, description="taken, and passed over")


class AppleData(VisaMessage):
    """What the app hands to Apple Pay; all but the id is base64."""

    vCardID: CardId = Field(description="the card's id")
    activationData: str = Field(description="for Visa alone: that the issuer vouches for this very request (MBPAC)")
    encryptedPassData: str = Field(description="for Apple: the card's number, which only Visa can read, and the request's nonce")
    ephemeralPublicKey: str = Field(description="for Apple: the point, 65 bytes, with which the key was agreed")
    paymentAccountReference: AccountReference | None = Field(None, description="the account behind the card (PAR)")


class ForDevice(ForWallet):
    """Ask for the payload that a wallet of this device wants."""

    deviceID: Annotated[str, StringConstraints(min_length=2, max_length=24)] = Field(description="the wallet's id of the device")
    clientCustomerID: Annotated[str, StringConstraints(min_length=2, max_length=36)] = Field(description="the wallet's id of its account")
    encryptionKeyID: KeyId | None = Field(None, description="key of the token service provider; taken, and passed over")
    clientAppID: Annotated[str, StringConstraints(min_length=1, max_length=36)] | None = Field(
        None, description="the wallet's app; in a sample, not in the description"
    )


class GetGoogleData(ForDevice):
    """Ask for the payload that Google Pay wants."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"deviceID": "uztEQocBRFrbK5hCgcDbxqw_", "clientCustomerID": "a3-xLSOCatGskD6LRxNuvZG7", "encCard": CARD}]
        }
    )


class GetSamsungData(ForDevice):
    """Ask for the payload that Samsung Pay wants."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"deviceID": "DeviceIDZIiG3a0DgF4mQfkC", "clientCustomerID": "wallet-account-000000001", "clientAppID": "VMCPTest"}
                | {"encCard": CARD}
            ]
        }
    )


class OpaqueCard(VisaMessage):
    """A payload that only Visa can read."""

    vCardID: CardId = Field(description="the card's id")
    last4: LastFour = Field(description="last four digits of its number")
    opaquePaymentCard: str = Field(description="a compact JWE; the app hands it on as it is")
    paymentAccountReference: AccountReference | None = Field(None, description="the account behind the card (PAR)")


class GoogleData(OpaqueCard):
    """What the app hands to Google Pay."""

    expirationDate: ExpirationDate = Field(description="the card's last month")
    encAddress: Address | None = Field(None, json_schema_extra=FIELD, description="the customer's address, where one is linked")
    encMobileNumber: Phone | None = Field(None, json_schema_extra=FIELD, description="the customer's telephone number, where one is linked")


class SamsungData(OpaqueCard):
    """What the app hands to Samsung Pay."""

    cardType: Literal["CREDIT", "DEBIT"] = Field(description="kind of account")
