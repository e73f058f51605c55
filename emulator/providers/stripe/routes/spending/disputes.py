"""The operations of disputes."""

from typing import Final

from emulator.core.operation import AnyOperation, Operation
from emulator.providers.stripe.schemas.objects import Listing
from emulator.providers.stripe.schemas.spending import disputes as schemas
from emulator.providers.stripe.schemas.spending.objects import Dispute
from emulator.providers.stripe.service.spending import disputes
from emulator.providers.stripe.wire.answers import answering

ASKED: Final = {"balance_transactions": disputes.balance_transactions}

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="create_dispute",
        method="POST",
        path="/v1/issuing/disputes",
        request=schemas.CreateDispute,
        response=Dispute,
        handler=answering(disputes.create, asked=ASKED),
        source="https://docs.stripe.com/api/issuing/disputes/create",
        summary="Begin a dispute about a capture.",
    ),
    Operation(
        name="retrieve_dispute",
        method="GET",
        path="/v1/issuing/disputes/{dispute}",
        request=schemas.OneDispute,
        response=Dispute,
        handler=answering(disputes.retrieve, asked=ASKED),
        reads_only=True,
        source="https://docs.stripe.com/api/issuing/disputes/retrieve",
        summary="Look at a dispute; at what it has moved where that is expanded.",
    ),
    Operation(
        name="update_dispute",
        method="POST",
        path="/v1/issuing/disputes/{dispute}",
        request=schemas.UpdateDispute,
        response=Dispute,
        handler=answering(disputes.update, asked=ASKED),
        source="https://docs.stripe.com/api/issuing/disputes/update",
        summary="Change a dispute before it is submitted.",
    ),
    Operation(
        name="list_disputes",
        method="GET",
        path="/v1/issuing/disputes",
        request=schemas.ListDisputes,
        response=Listing[Dispute],
        handler=answering(disputes.list_all, asked=ASKED),
        reads_only=True,
        source="https://docs.stripe.com/api/issuing/disputes/list",
        summary="List disputes, newest first.",
    ),
    Operation(
        name="submit_dispute",
        method="POST",
        path="/v1/issuing/disputes/{dispute}/submit",
        request=schemas.SubmitDispute,
        response=Dispute,
        handler=answering(disputes.submit, asked=ASKED),
        source="https://docs.stripe.com/api/issuing/disputes/submit",
        summary="Hand a dispute over to the network.",
    ),
)
