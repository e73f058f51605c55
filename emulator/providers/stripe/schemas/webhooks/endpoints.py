"""Webhook endpoints (docs.stripe.com/api/webhook_endpoints)."""

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from emulator.providers.stripe.schemas.objects import StripeObject
from emulator.providers.stripe.schemas.webhooks.event_types import EnabledEvent
from emulator.providers.stripe.wire.parameters import (
    Boolean,
    Metadata,
    OneOf,
    Paged,
    Parameters,
    Text,
    Unsettable,
    UnsettableMetadata,
    problem,
)
from emulator.providers.stripe.wire.versions import VERSIONS

_URL: Final = re.compile(r"https?://[^\s/?#]+(?:[/?][^\s#]*)?")


def _url(value: str) -> str:
    if not _URL.fullmatch(value):
        raise problem("Invalid URL: An explicit scheme (such as https) must be provided.", code="url_invalid")
    return value


def _some(value: list[str]) -> list[str]:
    if not value:
        raise problem("An endpoint must listen to at least one type of event.")
    return list(dict.fromkeys(value))


# Unlike at Stripe the scheme may be http in any case: whatever listens here runs on a developer's machine.
EndpointUrl = Annotated[Text, AfterValidator(_url)]
EnabledEvents = Annotated[list[EnabledEvent], AfterValidator(_some)]
ApiVersion = Annotated[str, OneOf(VERSIONS)]


class CreateEndpoint(Parameters):
    """An endpoint."""

    api_version: ApiVersion | None = Field(None, description="how events are written for it; the account's version unless given")
    connect: Boolean = Field(False, description="hear of connected accounts alone, of which there are none")
    description: Unsettable[Text] = None
    enabled_events: EnabledEvents = Field(description="the types it hears of; `*` stands for all")
    metadata: Metadata | None = None
    url: EndpointUrl


class RetrieveEndpoint(Parameters):
    """Which endpoint."""

    webhook_endpoint: Text


class UpdateEndpoint(RetrieveEndpoint):
    """What changes."""

    description: Unsettable[Text] = None
    disabled: Boolean | None = None
    enabled_events: EnabledEvents | None = None
    metadata: UnsettableMetadata = None
    url: EndpointUrl | None = None


class ListEndpoints(Paged):
    """Which endpoints."""


class DeletedEndpoint(StripeObject):
    """An endpoint that is no more."""

    id: str
    object: Literal["webhook_endpoint"]
    deleted: Literal[True]


class WebhookEndpoint(StripeObject):
    """An endpoint."""

    id: str
    object: Literal["webhook_endpoint"]
    api_version: str | None
    application: str | None
    created: int
    description: str | None
    enabled_events: list[str]
    livemode: bool
    metadata: dict[str, str]
    secret: str | None = Field(None, repr=False, description="signs what is sent there; shown once, when the endpoint is made")
    status: Literal["disabled", "enabled"]
    url: str
