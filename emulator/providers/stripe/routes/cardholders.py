"""The operations of cardholders."""

from typing import Final

from emulator.core.operation import AnyOperation, Operation
from emulator.providers.stripe.schemas import cardholders as schemas
from emulator.providers.stripe.schemas.objects import Listing
from emulator.providers.stripe.service import cardholders
from emulator.providers.stripe.wire.answers import answering

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="create_cardholder",
        method="POST",
        path="/v1/issuing/cardholders",
        request=schemas.CreateCardholder,
        response=schemas.Cardholder,
        handler=answering(cardholders.create),
        source="https://docs.stripe.com/api/issuing/cardholders/create",
        summary="Make a cardholder.",
    ),
    Operation(
        name="retrieve_cardholder",
        method="GET",
        path="/v1/issuing/cardholders/{cardholder}",
        request=schemas.RetrieveCardholder,
        response=schemas.Cardholder,
        handler=answering(cardholders.retrieve),
        reads_only=True,
        source="https://docs.stripe.com/api/issuing/cardholders/retrieve",
        summary="Look at a cardholder.",
    ),
    Operation(
        name="update_cardholder",
        method="POST",
        path="/v1/issuing/cardholders/{cardholder}",
        request=schemas.UpdateCardholder,
        response=schemas.Cardholder,
        handler=answering(cardholders.update),
        source="https://docs.stripe.com/api/issuing/cardholders/update",
        summary="Change what is known of a cardholder.",
    ),
    Operation(
        name="list_cardholders",
        method="GET",
        path="/v1/issuing/cardholders",
        request=schemas.ListCardholders,
        response=Listing[schemas.Cardholder],
        handler=answering(cardholders.list_all),
        reads_only=True,
        source="https://docs.stripe.com/api/issuing/cardholders/list",
        summary="List cardholders, newest first.",
    ),
)
