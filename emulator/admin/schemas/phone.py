"""The phone: sessions of its wallets, what became of payloads, and the cards that it holds."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints

from emulator.admin.schemas.message import AdminMessage
from emulator.admin.schemas.scope import Reference, Scoped
from emulator.crypto.keys.apple_bad_chains import ODD
from emulator.domain.codes import Channel
from emulator.domain.pan import Network
from emulator.domain.tokens import Actor, State
from emulator.wallets.apps import Wallet
from emulator.wallets.phone.seen import Path

CHAINS: Final = f"^(usual|{'|'.join(ODD)})$"
DeviceName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9 _.-]{0,63}$")]
ON_PHONE = Field("phone", description="the phone, by a name of your choice; every name is a phone with ids of its own")


class OpenSession(Scoped):
    """A wallet is about to add a card."""

    network: Network = Field(description="the card's network")
    device: DeviceName = ON_PHONE
    patience_seconds: float = Field(20, ge=0, le=86_400, description="how long the wallet waits for the payload, by the world's clock")


class OpenAppleSession(OpenSession):
    """Apple's wallet is about to add a card, as the app has configured it."""

    cardholderName: str = Field(min_length=1, max_length=100, description="the cardholder's name that the app shows")
    primaryAccountSuffix: str = Field(pattern=r"^\d{1,8}$", description="the last digits of the card that the app shows")
    encryptionScheme: Literal["EV_ECC_v2"] = Field("EV_ECC_v2", description="the scheme; EV_RSA_v2 is not built")
    chain: str = Field("usual", pattern=CHAINS, description="the certificates handed over: usual, or odd ones to test an issuer with")
    merchantIds: list[str] = Field([], max_length=10, description="Apple Pay merchant ids of yours, which are tried as a wrong PartyV")
    nonceBytes: int = Field(4, ge=0, le=64, description="length of the nonce; 4 as a rule")


class AppleSession(AdminMessage):
    """What Apple's wallet hands to the app: bytes in base64, and twins in hex."""

    id: str = Field(description="id of the session")
    certificates: list[str] = Field(description="DER in base64, leaf first as a rule, without root")
    nonce: str = Field(description="nonce, base64")
    nonceHex: str = Field(description="the same in hex")
    nonceSignature: str = Field(description="signature of the nonce, opaque to the issuer, base64")
    nonceSignatureHex: str = Field(description="the same in hex")
    rootCertificate: str = Field(description="what an issuer pins, PEM; a real wallet does not send it")
    cardholderName: str = Field(description="as it was asked for")
    primaryAccountSuffix: str = Field(description="as it was asked for")
    openedAt: datetime = Field(description="the machine's time, from which certificates are valid")
    expiresAt: datetime = Field(description="the world's time until which a payload is taken")


class GoogleSession(AdminMessage):
    """What Google's wallet hands to the app."""

    id: str = Field(description="id of the session")
    walletId: str = Field(description="the wallet's account (getActiveWalletID)")
    stableHardwareId: str = Field(description="the device (getStableHardwareId)")
    clientAppID: str = Field(description="the app")
    tokenRequestorId: str = Field(description="the wallet as the network's token requestor")
    tokenServiceProvider: int = Field(description="Google's constant TOKEN_PROVIDER: 3 Mastercard, 4 Visa")
    expiresAt: datetime = Field(description="the world's time until which a payload is taken")


class SamsungSession(AdminMessage):
    """What Samsung's wallet hands to the app."""

    id: str = Field(description="id of the session")
    walletUserId: str = Field(description="WALLET_USER_ID")
    deviceId: str = Field(description="DEVICE_ID")
    walletDmId: str = Field(description="WALLET_DM_ID")
    tokenRequestorId: str = Field(description="the wallet as the network's token requestor")
    expiresAt: datetime = Field(description="the world's time until which a payload is taken")


class Complete(Scoped):
    """The app hands a payload to the wallet; whatever it holds is examined, and what is wrong with it is said."""

    model_config = ConfigDict(extra="allow")

    session: Reference = Field(description="id of the session")


class CompleteApple(Complete):
    """A payload for Apple's wallet, in base64."""

    encryptedPassData: Any = Field(None, description="pass data, sealed for the leaf")
    activationData: Any = Field(None, description="the network's activation data")
    ephemeralPublicKey: Any = Field(None, description="the ephemeral key, 65 bytes")


class CompletePush(Complete):
    """A payload for Google's or Samsung's wallet."""

    opaquePaymentCard: Any = Field(None, description="the text that the backend returned")
    network: Any = Field(None, description="the constant of the card's network, if the app has named it")
    tokenServiceProvider: Any = Field(None, description="the constant of its token service, if the app has named it")
    lastDigits: Any = Field(None, description="the last digits, if the app has named them")


class EnterCard(Scoped):
    """A card is typed in by hand: no issuer vouches for it, so its holder has to be verified."""

    wallet: Wallet = Field(description="the wallet")
    accountNumber: str = Field(pattern=r"^\d{12,19}$", repr=False, description="the card number")
    expiryMonth: str = Field(pattern=r"^(0[1-9]|1[0-2])$", description="MM")
    expiryYear: str = Field(pattern=r"^\d{2}$", description="YY")
    cardholderName: str | None = Field(None, max_length=100, description="the cardholder's name")
    device: DeviceName = ON_PHONE


class AppSees(AdminMessage):
    """All that a real wallet lets the app know."""

    wallet: Wallet = Field(description="the wallet")
    code: int | None = Field(description="its status code or token state, where it has numbers")
    message: str = Field(description="its words")


class StepSeen(AdminMessage):
    """One step of the examination."""

    step: str = Field(description="what was looked at")
    ok: bool = Field(description="whether it is as it must be")
    diagnosis: str | None = Field(None, description="the name of the mistake")
    message: str | None = Field(None, description="what is wrong, in a sentence")
    expected: str | None = Field(None, description="our side, where it can be shown")
    got: str | None = Field(None, description="theirs")
    fix: str | None = Field(None, description="what to do about it")


class MethodSeen(AdminMessage):
    """One way to verify the cardholder."""

    id: str = Field(description="what to choose it by")
    channel: Channel = Field(description="the way")
    address: str = Field(description="where it leads, masked")
    carriesCodes: bool = Field(description="whether a code is sent this way")


class PassSeen(AdminMessage):
    """A card on the phone."""

    id: str = Field(description="id of the pass")
    wallet: Wallet = Field(description="the wallet that holds it")
    device: str = Field(description="the phone")
    title: str = Field(description="the name on the card")
    art: str = Field(description="a picture of the card, PNG as a data URL")
    network: Network = Field(description="the network")
    suffix: str = Field(description="the last digits of the card")
    deviceAccountSuffix: str = Field(description="the last digits of the device account number")
    token: str = Field(description="the network's name for the token")
    state: State = Field(description="where the token is in its life")
    suspendedBy: list[Actor] = Field(description="who keeps it suspended")


class AddResult(AdminMessage):
    """What became of a card: green, yellow or red, with every step that was taken."""

    path: Path = Field(description="green: active; yellow: the cardholder must be verified; red: refused")
    state: State | None = Field(description="the token's state; null when there is none")
    tokenReference: str | None = Field(description="the network's name for the token")
    card: PassSeen | None = Field(description="the pass; for a card that was there already, the one that is there")
    whatTheAppSees: AppSees = Field(description="all that a real app would learn")
    checks: list[StepSeen] = Field(description="the steps, in their order, up to the first that failed")


class ListPasses(Scoped):
    """Cards on phones."""

    device: DeviceName | None = Field(None, description="those on this phone only")


class PassList(AdminMessage):
    """Cards on phones, newest first; removed ones too."""

    passes: list[PassSeen] = Field(description="cards")


class NamePass(Scoped):
    """One card on a phone."""

    card: Reference = Field(description="id of the pass")


class PassWhole(PassSeen):
    """A card on a phone, with the ways to verify its holder."""

    methods: list[MethodSeen] = Field(description="ways; codes arrive where `/_emulator/otp` shows them")


class ChooseMethod(NamePass):
    """Have a code sent to the cardholder."""

    method: str | None = Field(None, max_length=32, description="id of the way; left out: the first that brings a code")


class EnterCode(NamePass):
    """Type in the code that the cardholder has received."""

    code: str = Field(min_length=1, max_length=32, repr=False, description="the code")


class CodeTried(AdminMessage):
    """What the code came to."""

    outcome: Literal["right", "wrong", "exhausted", "expired"] = Field(description="what it came to")
    card: PassSeen = Field(description="the pass after it")


class TapToPay(NamePass):
    """Hold the phone to a terminal."""

    amount: int = Field(1_000, ge=0, le=99_999_999, description="in minor units")
    currency: str = Field("usd", pattern=r"^[A-Za-z]{3}$", description="ISO 4217")
    merchant: str = Field("Emulated Shop", min_length=1, max_length=100, description="name of the shop")
    merchantCategoryCode: str = Field("5999", pattern=r"^\d{4}$", description="ISO 18245")


class TapSeen(AdminMessage):
    """A payment."""

    approved: bool = Field(description="what the card's issuer said")
    reason: str | None = Field(description="why not")
    reference: str | None = Field(description="the issuer's own name for the authorization, where it has one")
    cryptogram: str = Field(description="what proves the token, base64; never the same twice")
    transactionCounter: int = Field(description="the application transaction counter of this payment")
    deviceAccountSuffix: str = Field(description="the last digits of the number that paid")


class NamePhone(Scoped):
    """One phone."""

    device: DeviceName = ON_PHONE


class PhoneSeen(AdminMessage):
    """A phone with its own ids."""

    device: str = Field(description="its name")
    walletId: str = Field(description="the account of its user, as Google and Samsung name it")
    hardwareId: str = Field(description="its own id")
    cards: int = Field(description="how many cards it holds, removed ones not counted")


class PhoneList(AdminMessage):
    """The phones of a world that hold cards, and the one that is always there."""

    phones: list[PhoneSeen] = Field(description="phones")
