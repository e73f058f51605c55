"""The parameters of authorizations (docs.stripe.com/api/issuing/authorizations), and what is asked in real time."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from emulator.providers.stripe.schemas.spending.fleet import FleetGiven, FuelGiven
from emulator.providers.stripe.schemas.spending.merchants import MerchantGiven
from emulator.providers.stripe.schemas.spending.purchase_details import PurchaseDetailsGiven
from emulator.providers.stripe.schemas.spending.verification import NetworkGiven, RiskGiven, VerificationGiven
from emulator.providers.stripe.wire.parameters import Amount, Boolean, Hash, Integer, Listed, Parameters, Text, UnsettableMetadata

Method = Literal["chip", "contactless", "keyed_in", "online", "swipe"]
WalletName = Literal["apple_pay", "google_pay", "samsung_pay"]
Likelihood = Literal["neutral", "unknown", "very_likely", "very_unlikely"]
Positive = Annotated[Integer, Field(ge=1)]


class AmountDetailsGiven(Hash):
    """What the amount is made of."""

    atm_fee: Amount | None = None
    cashback_amount: Amount | None = None


class CreateAuthorization(Parameters):
    """A purchase; `token` is ours: without it the newest active token of the wallet pays."""

    amount: Amount | None = None
    amount_details: AmountDetailsGiven | None = None
    authorization_method: Method = "online"
    card: Text
    currency: Text | None = None
    fleet: FleetGiven | None = None
    fraud_disputability_likelihood: Likelihood | None = None
    fuel: FuelGiven | None = None
    is_amount_controllable: Boolean = False
    merchant_amount: Amount | None = None
    merchant_currency: Text | None = None
    merchant_data: MerchantGiven | None = None
    network_data: NetworkGiven | None = None
    risk_assessment: RiskGiven | None = None
    token: Text | None = Field(None, description="the token that pays (ours)")
    verification_data: VerificationGiven | None = None
    wallet: WalletName | None = None


class OneAuthorization(Parameters):
    """Which authorization."""

    authorization: Text


class UpdateAuthorization(OneAuthorization):
    """What changes."""

    metadata: UnsettableMetadata = None


class ApproveAuthorization(UpdateAuthorization):
    """That it is approved; with an amount only where that can be controlled."""

    amount: Positive | None = None


class ListAuthorizations(Listed):
    """Which authorizations."""

    card: Text | None = None
    cardholder: Text | None = None
    status: Literal["closed", "expired", "pending", "reversed"] | None = None


class CaptureAuthorization(OneAuthorization):
    """How much is captured, and whether more will come."""

    capture_amount: Positive | None = None
    close_authorization: Boolean = True
    purchase_details: PurchaseDetailsGiven | None = None


class IncrementAuthorization(OneAuthorization):
    """How much more is wanted."""

    increment_amount: Positive
    is_amount_controllable: Boolean = False


class ReverseAuthorization(OneAuthorization):
    """How much is given back."""

    reverse_amount: Positive | None = None


class FinalizeAmount(OneAuthorization):
    """How much it was in the end."""

    final_amount: Amount
    fleet: FleetGiven | None = None
    fuel: FuelGiven | None = None


class RespondToChallenge(OneAuthorization):
    """What the cardholder says."""

    confirmed: Boolean = Field(description="whether it was they who paid")


class RequestData(BaseModel):
    """What the request is about."""

    model_config = ConfigDict(defer_build=True)

    object: dict[str, Any] = Field(description="the authorization, with its pending_request")


class AuthorizationRequest(BaseModel):
    """The event `issuing_authorization.request`; `secret` signs it and does not travel."""

    model_config = ConfigDict(defer_build=True)

    id: str
    object: Literal["event"]
    api_version: str
    created: int
    data: RequestData
    livemode: bool
    pending_webhooks: int
    request: dict[str, str | None]
    type: Literal["issuing_authorization.request"]
    secret: str = Field("", exclude=True, repr=False)


class RequestAnswer(BaseModel):
    """What the app says (docs.stripe.com/issuing/controls/real-time-authorizations)."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    approved: StrictBool
    amount: Annotated[StrictInt, Field(gt=0)] | None = Field(None, description="how much, where that can be controlled")
    metadata: dict[str, str] = Field(default={}, description="merged into the authorization's")
