"""The operations of webhook endpoints and events, and the notice that carries events."""

from typing import Final

from emulator.core.operation import AnyOperation, Notice, Operation
from emulator.providers.stripe.schemas.objects import Listing
from emulator.providers.stripe.schemas.webhooks import endpoints as schemas
from emulator.providers.stripe.schemas.webhooks.events import Event, ListEvents, RetrieveEvent
from emulator.providers.stripe.service.books.changes import Happened
from emulator.providers.stripe.service.webhooks import endpoints, events, sending
from emulator.providers.stripe.wire.answers import answering

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="create_webhook_endpoint",
        method="POST",
        path="/v1/webhook_endpoints",
        request=schemas.CreateEndpoint,
        response=schemas.WebhookEndpoint,
        handler=answering(endpoints.create),
        source="https://docs.stripe.com/api/webhook_endpoints/create",
        summary="Have events sent to a URL; the answer alone shows the secret that signs them.",
    ),
    Operation(
        name="retrieve_webhook_endpoint",
        method="GET",
        path="/v1/webhook_endpoints/{webhook_endpoint}",
        request=schemas.RetrieveEndpoint,
        response=schemas.WebhookEndpoint,
        handler=answering(endpoints.retrieve),
        reads_only=True,
        source="https://docs.stripe.com/api/webhook_endpoints/retrieve",
        summary="Look at an endpoint.",
    ),
    Operation(
        name="update_webhook_endpoint",
        method="POST",
        path="/v1/webhook_endpoints/{webhook_endpoint}",
        request=schemas.UpdateEndpoint,
        response=schemas.WebhookEndpoint,
        handler=answering(endpoints.update),
        source="https://docs.stripe.com/api/webhook_endpoints/update",
        summary="Change an endpoint, disable it, enable it.",
    ),
    Operation(
        name="delete_webhook_endpoint",
        method="DELETE",
        path="/v1/webhook_endpoints/{webhook_endpoint}",
        request=schemas.RetrieveEndpoint,
        response=schemas.DeletedEndpoint,
        handler=answering(endpoints.delete),
        source="https://docs.stripe.com/api/webhook_endpoints/delete",
        summary="Forget an endpoint.",
    ),
    Operation(
        name="list_webhook_endpoints",
        method="GET",
        path="/v1/webhook_endpoints",
        request=schemas.ListEndpoints,
        response=Listing[schemas.WebhookEndpoint],
        handler=answering(endpoints.list_all),
        reads_only=True,
        source="https://docs.stripe.com/api/webhook_endpoints/list",
        summary="List endpoints, newest first.",
    ),
    Operation(
        name="retrieve_event",
        method="GET",
        path="/v1/events/{id}",
        request=RetrieveEvent,
        response=Event,
        handler=answering(events.retrieve),
        reads_only=True,
        source="https://docs.stripe.com/api/events/retrieve",
        summary="Look at an event of the last thirty days.",
    ),
    Operation(
        name="list_events",
        method="GET",
        path="/v1/events",
        request=ListEvents,
        response=Listing[Event],
        handler=answering(events.list_all),
        reads_only=True,
        source="https://docs.stripe.com/api/events/list",
        summary="List the events of the last thirty days, newest first.",
    ),
)

NOTICES: Final[tuple[Notice, ...]] = (
    Notice(
        name="event",
        path="",
        events=(Happened,),
        message=Event,
        audience=sending.listeners,
        body=sending.told,
        source="https://docs.stripe.com/webhooks",
        summary="Tell a webhook endpoint what happened, signed with its secret.",
    ),
)
