"""Parties as they are registered and shown."""

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from emulator.admin.schemas.message import AdminMessage
from emulator.admin.schemas.scope import Scoped
from emulator.domain.pan import Network

Url = Annotated[str, StringConstraints(max_length=2_000, pattern=r"^https?://[^\s/?#]+(/[^\s?#]*)?$")]
PartyId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
TokenRequestorId = Annotated[str, StringConstraints(pattern=r"^[0-9]{11}$")]
ConsumerKey = Annotated[str, StringConstraints(min_length=3, max_length=200, pattern=r"^[!-~]+$")]
Digits = Annotated[str, StringConstraints(pattern=r"^[0-9]{6,19}$")]
Low = Annotated[Digits, AfterValidator(lambda digits: digits.ljust(19, "0"))]
High = Annotated[Digits, AfterValidator(lambda digits: digits.ljust(19, "9"))]
KeyText = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Form = Literal["fle", "jwe"]
CERTIFICATE = "a certificate with an RSA key as PEM text, or the name of a demo key (`demo:mdes/issuer`)"


class RangeOfCards(AdminMessage):
    """The cards between two numbers."""

    model_config = ConfigDict(extra="forbid")

    low: Low = Field(description="first number, 6 to 19 digits; filled up with zeros")
    high: High = Field(description="last number, 6 to 19 digits; filled up with nines")
    network: Network = Field(description="whose cards they are")


class IssuerEntry(AdminMessage):
    """A card issuer."""

    model_config = ConfigDict(extra="forbid")

    id: PartyId = Field(description="its name in this emulator")
    name: str = Field(min_length=1, max_length=64, description="its name for people")
    ranges: list[RangeOfCards] = Field(min_length=1, max_length=1_000, description="the cards that it owns")
    callback_url: Url | None = Field(None, description="where it receives what the networks send and ask; none: nobody is told")
    encryption_certificate: KeyText | None = Field(None, description=f"what it is written to with: {CERTIFICATE}")
    tav_keys: list[KeyText] = Field(default_factory=list, max_length=20, description=f"what its signatures are checked with: {CERTIFICATE}")
    encryption: Form = Field("fle", description="the form in which it reads what is encrypted to it")
    makes_codes: bool = Field(False, description="whether it sends its cardholders codes of its own, which it is then asked about")


class WayIn(AdminMessage):
    """One way into a requestor's app."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["ANDROID", "IOS", "WEB"] = Field(description="on which platform")
    uri: str = Field(min_length=1, max_length=128, description="what to open")


class RequestorEntry(AdminMessage):
    """A token requestor: a wallet or a merchant."""

    model_config = ConfigDict(extra="forbid")

    id: TokenRequestorId = Field(description="its token requestor id (TRID), eleven digits")
    name: str = Field(min_length=1, max_length=64, description="its name")
    kind: Literal["WALLET", "MERCHANT"] = Field("MERCHANT", description="what it is")
    networks: list[Network] = Field(default_factory=lambda: list(Network), description="the networks that it is registered with")
    wallet: str | None = Field(None, pattern=r"^[0-9]{3}$", description="its wallet id, three digits")
    callback_url: Url | None = Field(None, description="where it receives what the networks send; none: it is not told")
    encryption_certificate: KeyText | None = Field(None, description=f"what it is written to with: {CERTIFICATE}")
    push_methods: list[WayIn] = Field(default_factory=list, max_length=3, description="how issuers push cards to it")
    account_holder_data: list[Literal["NAME", "ADDRESS", "EMAIL_ADDRESS", "MOBILE_PHONE_NUMBER"]] = Field(
        default_factory=list, description="what it takes of a pushed card's owner"
    )
    logo_asset: str | None = Field(None, max_length=64, description="id of its logo among the assets")
    signs_pushes: bool = Field(False, description="whether pushes to it are signed")
    encryption: Form = Field("fle", description="the form in which it reads what is encrypted to it")


class CredentialEntry(AdminMessage):
    """A client's own consumer key and certificates; with a known name it is replaced."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["mdes"] = Field("mdes", description="the scheme that it is for")
    name: ConsumerKey = Field(description="the consumer key, CLIENT!KEY")
    signing: KeyText = Field(description=f"what its signatures are checked with: {CERTIFICATE}, or a public key as PEM text")
    response: KeyText = Field(description=f"what answers to it are encrypted to: {CERTIFICATE}")
    encryption: Form = Field("fle", description="the form of answers to requests that held nothing encrypted")
    requestor: TokenRequestorId | None = Field(None, description="the only token requestor that it may speak for; none: any")
    issuer: PartyId | None = Field(None, description="the only issuer whose cards it may push; none: any")


class CardEntry(AdminMessage):
    """A card for the vault."""

    model_config = ConfigDict(extra="forbid")

    number: str = Field(pattern=r"^[0-9]{9,19}$", repr=False, description="its PAN")
    expiry: str | None = Field(None, pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", description="its last month, YYYY-MM")
    holder: str | None = Field(None, max_length=64, description="its owner's name")


class Register(Scoped):
    """Register parties, credentials and cards: all of them or none."""

    issuers: list[IssuerEntry] = Field(default_factory=list, max_length=1_000, description="issuers")
    requestors: list[RequestorEntry] = Field(default_factory=list, max_length=1_000, description="token requestors")
    credentials: list[CredentialEntry] = Field(default_factory=list, max_length=1_000, description="credentials")
    cards: list[CardEntry] = Field(default_factory=list, max_length=1_000, description="cards; their issuers must be registered")


class Registered(AdminMessage):
    """How many of each were registered."""

    issuers: int = Field(description="issuers")
    requestors: int = Field(description="token requestors")
    credentials: int = Field(description="credentials")
    cards: int = Field(description="cards")


class CredentialSeen(AdminMessage):
    """What a credential is, and whom it is for; private keys and shared secrets are not shown."""

    kind: str = Field(description="the scheme that it is for")
    name: str = Field(description="its public part: of MDES the consumer key")
    signing: str | None = Field(description="what its signatures are checked with")
    response: str | None = Field(description="what answers to it are encrypted to")
    encryption: str | None = Field(description="the form of answers to requests that held nothing encrypted")
    requestor: str | None = Field(description="the only token requestor that it may speak for")
    issuer: str | None = Field(description="the only issuer whose cards it may push")


class IssuerList(AdminMessage):
    """The issuers of a world."""

    issuers: list[IssuerEntry] = Field(description="by id")


class RequestorList(AdminMessage):
    """The token requestors of a world."""

    requestors: list[RequestorEntry] = Field(description="by id")


class CredentialList(AdminMessage):
    """Whose keys lead into a world."""

    credentials: list[CredentialSeen] = Field(description="by kind and name")


class PartyList(IssuerList, RequestorList, CredentialList):
    """Who stands around a world."""


class OneIssuer(Scoped):
    """One issuer."""

    issuer: PartyId = Field(description="its id")


class OneRequestor(Scoped):
    """One token requestor."""

    requestor: TokenRequestorId = Field(description="its id")


class OneCredential(Scoped):
    """One credential."""

    kind: str = Field("mdes", max_length=20, pattern=r"^[a-z_]+$", description="the scheme that it is for")
    name: ConsumerKey = Field(description="its name, percent-encoded where the path needs it")


class PutIssuer(Scoped, IssuerEntry):
    """Register an issuer, in place of the one with its id."""


class PutRequestor(Scoped, RequestorEntry):
    """Register a token requestor, in place of the one with its id."""


class PutCredential(Scoped, CredentialEntry):
    """Let a client in by its own keys, in place of those that it had."""
