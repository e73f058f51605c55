"""Cards that go into wallets, and what wallets do with their tokens afterwards."""

from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from emulator.admin.schemas.scope import Asked, Reference, Scoped
from emulator.admin.schemas.vault import CodeSeen, TokenSeen
from emulator.core.provisioning.circumstances import Wallet
from emulator.core.provisioning.wallets import Path
from emulator.domain.codes import Outcome
from emulator.domain.decisions import Decision


class DeviceGiven(Asked):
    """The device that the token is to live on."""

    kind: Literal["other", "phone", "watch"] = Field("phone", description="what it is")
    name: str | None = Field(None, max_length=200, description="what its owner calls it")
    fingerprint: str | None = Field(None, max_length=200, description="what the wallet knows it by")
    ip_address: str | None = Field(None, max_length=45, description="its IP address")
    location: str | None = Field(
        None, pattern=r"^[+-]\d{1,3}(\.\d+)?/[+-]\d{1,3}(\.\d+)?$", description="latitude and longitude: +39.78/-89.65"
    )
    phone_number: str | None = Field(None, max_length=20, description="its phone number")


class AdviceGiven(Asked):
    """What the wallet thinks; the names are those under which issuers read it."""

    account_id: str | None = Field(None, max_length=200, description="the account at the wallet")
    account_trust_score: int | None = Field(None, ge=1, le=5, description="how far it trusts the account")
    card_number_source: Literal["app", "manual", "on_file", "other"] | None = Field(None, description="how it came to know the card")
    cardholder_name: str | None = Field(None, max_length=200, description="the name on the account")
    device_trust_score: int | None = Field(None, ge=1, le=5, description="how far it trusts the device")
    reason_codes: list[str] | None = Field(None, max_length=28, description="why, as issuers read it: account_too_new")
    suggested_decision: Literal["approve", "decline", "require_auth"] | None = Field(None, description="default: what is decided")


class CreateToken(Scoped):
    """A card is to go into a wallet."""

    card: Reference = Field(description="the network's name for it, or a provider's: a Stripe card's `ic_...`")
    wallet: Wallet | None = Field(None, description="the wallet; none: on file at a merchant")
    requestor: str | None = Field(
        None, pattern=r"^\d{11}$", description="who holds the token; default: the first of this world for the wallet"
    )
    path: Path | None = Field(
        None, description="green: active at once; yellow: after a code; red: declined; default: the card's number decides"
    )
    device: DeviceGiven | None = Field(None, description="the device; default: a phone of which nothing is known")
    advice: AdviceGiven | None = Field(None, description="what the wallet thinks")


class TokenAdded(Asked):
    """What came of it."""

    decision: Decision = Field(description="what was decided")
    token: TokenSeen | None = Field(description="the token; null where it was declined")
    code: CodeSeen | None = Field(description="the code that was sent to the cardholder; null where none was")


class WalletAction(StrEnum):
    """What a wallet, or its owner, does with a token."""

    ACTIVATE = "activate"
    DELETE = "delete"
    RESUME = "resume"
    SUSPEND = "suspend"


class MoveToken(Scoped):
    """A wallet moves a token."""

    reference: Reference = Field(description="the network's name for the token")
    action: WalletAction = Field(description="what it does")
    code: str | None = Field(None, pattern=r"^\d{4,10}$", description="with activate: the code that the cardholder received")

    @model_validator(mode="after")
    def _code_where_it_belongs(self) -> "MoveToken":
        if (self.action is WalletAction.ACTIVATE) is not (self.code is not None):
            raise ValueError("a code goes with activate, and with nothing else")
        return self


class TokenMovedSeen(Asked):
    """What became of the token."""

    token: TokenSeen = Field(description="the token as it is now")
    outcome: Outcome | None = Field(description="what came of the code; null where none was tried")
