"""The table of routes; the OpenAPI document is made from it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, Literal, TypeVar

from pydantic import BaseModel

from ..bootstrap import CALLBACK, IssuerApp
from ..mdes.schemas import Authorization, AuthorizeService, IssuerReply, NotifyTokenUpdated
from . import schemas, service
from .wire import OWN, PROVIDER, Wire

In = TypeVar("In", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Route(Generic[In]):
    """One route: a GET reads its message from the query, a POST from a JSON body.

    `refusals` are the statuses beyond 200 that it may answer; `source` is the public page of an API that is not ours.
    """

    name: str
    method: Literal["GET", "POST"]
    path: str
    message: type[In]
    answer: type[BaseModel]
    handler: Callable[[IssuerApp, Mapping[str, str], In], Awaitable[BaseModel]]
    refusals: tuple[int, ...] = ()
    wire: Wire = OWN
    source: str | None = None


WALLET_PAYLOAD: Final = "/api/v1/cards/{card_id}/wallet_payload"
PAYLOAD_REFUSALS: Final = (404, 409, 422, 501, 502, 504)

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
    Route("token_connect_callback", "GET", CALLBACK, schemas.Query, schemas.PushResults, service.token_connect_callback),
)

# What MDES sends to an issuer; one row for each operation that is taken.
INBOUND: Final[tuple[Route[Any], ...]] = (
    Route(
        name="authorize_service",
        method="POST",
        path="/issuerServices/1/0/authorizeService",
        message=AuthorizeService,
        answer=Authorization,
        handler=service.authorize_service,
        wire=PROVIDER,
        source="https://developer.mastercard.com/mdes-pre-digitization/documentation/",
    ),
    Route(
        name="notify_token_updated",
        method="POST",
        path="/issuerServices/1/0/notifyTokenUpdated",
        message=NotifyTokenUpdated,
        answer=IssuerReply,
        handler=service.notify_token_updated,
        wire=PROVIDER,
        source="https://developer.mastercard.com/mdes-pre-digitization/documentation/",
    ),
)
