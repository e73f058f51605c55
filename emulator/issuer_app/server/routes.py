"""The table of routes; the OpenAPI document is made from it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, Literal, TypeVar

from pydantic import BaseModel

from ..bootstrap import CALLBACK, IssuerApp
from ..mdes import schemas as mdes
from ..stripe import schemas as stripe
from ..stripe.authorizing import AuthorizationRequest, Ruling
from ..visa import schemas as visa
from . import inbound, purchases, schemas, service, webhooks
from . import visa as visa_inbound
from .wire import OWN, PROVIDER, STRIPE, VISA, Wire

In = TypeVar("In", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Route(Generic[In]):
    """One route: a GET reads its message from the query, a POST from a JSON body.

    `refusals` are the statuses beyond 200 that it may answer; `source` is the public page of an API that is not ours;
    `read` makes what the handler gets of body and headers, where the bytes themselves matter (names of headers in lower case).
    """

    name: str
    method: Literal["GET", "POST"]
    path: str
    message: type[In]
    answer: type[BaseModel]
    handler: "Handler[In]"
    refusals: tuple[int, ...] = ()
    wire: Wire = OWN
    source: str | None = None
    read: "Reader | None" = None


Handler = Callable[[IssuerApp, Mapping[str, str], In], Awaitable[BaseModel]]
Reader = Callable[[bytes, Mapping[str, str]], BaseModel]

WALLET_PAYLOAD: Final = "/api/v1/cards/{card_id}/wallet_payload"
PAYLOAD_REFUSALS: Final = (404, 409, 422, 502, 504)

ROUTES: Final[tuple[Route[Any], ...]] = (
    Route("health", "GET", "/health", schemas.Nothing, schemas.Health, service.health, (503,)),
    Route("list_accounts", "GET", "/api/v1/accounts", schemas.Nothing, schemas.Accounts, service.list_accounts),
    Route("get_account", "GET", "/api/v1/accounts/{account_id}", schemas.Nothing, schemas.Account, service.get_account, (404,)),
    Route("list_cards", "GET", "/api/v1/cards", schemas.Nothing, schemas.Cards, service.list_cards),
    Route("get_card", "GET", "/api/v1/cards/{card_id}", schemas.Nothing, schemas.Card, service.get_card, (404,)),
    Route(
        name="get_wallet_payload",
        method="GET",
        path=WALLET_PAYLOAD,
        message=schemas.PayloadWish,
        answer=schemas.WalletPayload,
        handler=service.get_wallet_payload,
        refusals=PAYLOAD_REFUSALS,
    ),
    Route(
        name="make_wallet_payload",
        method="POST",
        path=WALLET_PAYLOAD,
        message=schemas.WalletWish,
        answer=schemas.WalletPayload,
        handler=service.make_wallet_payload,
        refusals=(400, 413, *PAYLOAD_REFUSALS),
    ),
    Route("list_codes", "GET", "/api/v1/inbox", schemas.Nothing, schemas.Inbox, service.list_codes),
    Route("token_connect_callback", "GET", CALLBACK, schemas.Query, schemas.PushResults, service.token_connect_callback),
)

# What MDES sends to an issuer; one row for each operation that is taken.
SOURCE: Final = "https://developer.mastercard.com/mdes-pre-digitization/documentation/"
FACILITATOR: Final = "https://developer.mastercard.com/mdes-authentication-facilitator/documentation/"


def _inbound(name: str, shapes: tuple[type[In], type[BaseModel]], handler: Handler[In], *, source: str = SOURCE) -> Route[In]:
    """Return the row of an operation; MDES writes its name in camel case."""
    message, answer = shapes
    first, *others = name.split("_")
    path = f"/issuerServices/1/0/{first}{''.join(word.capitalize() for word in others)}"
    return Route(name, "POST", path, message, answer, handler, wire=PROVIDER, source=source)


# What Visa sends to an issuer; the paths are those of a public integration.
VISA_SOURCE: Final = "https://developer.visa.com/capabilities/vts"
VISA_TOKEN: Final = "/tokenRequestors/{tokenRequestorID}/tokens/{tokenReferenceID}"  # a path


def _of_visa(name: str, path: str, message: type[In], *, answer: type[BaseModel], handler: Handler[In]) -> Route[In]:
    return Route(name, "POST", path, message, answer, handler, refusals=(400,), wire=VISA, source=VISA_SOURCE)


INBOUND: Final[tuple[Route[Any], ...]] = (
    _inbound("authorize_service", (mdes.AuthorizeService, mdes.Authorization), inbound.authorize_service),
    _inbound("request_activation_methods", (mdes.RequestActivationMethods, mdes.ActivationMethods), inbound.request_activation_methods),
    _inbound("deliver_activation_code", (mdes.DeliverActivationCode, mdes.IssuerReply), inbound.deliver_activation_code),
    _inbound("validate_activation_code", (mdes.ValidateActivationCode, mdes.Validation), inbound.validate_activation_code),
    _inbound("notify_service_activated", (mdes.NotifyServiceActivated, mdes.IssuerReply), inbound.notify_service_activated),
    _inbound("notify_token_updated", (mdes.NotifyTokenUpdated, mdes.IssuerReply), inbound.notify_token_updated),
    _inbound("notify_suspicious_events", (mdes.NotifySuspiciousEvents, mdes.IssuerReply), inbound.notify_suspicious_events),
    _inbound("get_account_information", (mdes.GetAccountInformation, mdes.AccountInformation), inbound.get_account_information),
    _inbound(
        "deliver_authentication_code",
        (mdes.DeliverAuthenticationCode, mdes.IssuerReply),
        inbound.deliver_authentication_code,
        source=FACILITATOR,
    ),
    _of_visa(
        "approve_provisioning",
        f"{VISA_TOKEN}/approveProvisioning",
        visa.ApproveProvisioning,
        answer=visa.Approval,
        handler=visa_inbound.approve_provisioning,
    ),
    _of_visa(
        "cardholder_verification_methods",
        "/cardholderverificationmethods/v1",
        visa.VerificationMethods,
        answer=visa.VerificationMethodList,
        handler=visa_inbound.cardholder_verification_methods,
    ),
    _of_visa("send_passcode", "/sendpasscode/v1", visa.SendPasscode, answer=visa.PasscodeSent, handler=visa_inbound.send_passcode),
    _of_visa("token_changed", f"{VISA_TOKEN}/tokenChanged", visa.TokenChanged, answer=visa.Nothing, handler=visa_inbound.token_changed),
)

# What Stripe sends to a webhook endpoint.
WEBHOOKS: Final[tuple[Route[Any], ...]] = (
    Route(
        name="take_event",
        method="POST",
        path="/stripe/webhooks",
        message=stripe.StripeEvent,
        answer=stripe.Taken,
        handler=webhooks.take_event,
        refusals=(400,),
        wire=STRIPE,
        source="https://docs.stripe.com/webhooks",
        read=webhooks.signed,
    ),
    Route(
        name="authorize_purchase",
        method="POST",
        path="/stripe/authorizations",
        message=AuthorizationRequest,
        answer=Ruling,
        handler=purchases.authorize_purchase,
        refusals=(400,),
        wire=STRIPE,
        source="https://docs.stripe.com/issuing/controls/real-time-authorizations",
        read=webhooks.signed,
    ),
)
