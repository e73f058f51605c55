"""The operations of personalization designs and physical bundles, and the test helpers of reviews."""

from typing import Final

from emulator.core.operation import AnyOperation, Operation
from emulator.providers.stripe.schemas import designs as schemas
from emulator.providers.stripe.schemas.objects import Listing
from emulator.providers.stripe.service.designs import bundles, designs, reviews
from emulator.providers.stripe.wire.answers import answering

DESIGNS: Final = "https://docs.stripe.com/api/issuing/personalization_designs"
BUNDLES: Final = "https://docs.stripe.com/api/issuing/physical_bundles"
HELPERS: Final = "/v1/test_helpers/issuing/personalization_designs/{personalization_design}"


def _review(move: reviews.Move, summary: str) -> AnyOperation:
    return Operation(
        name=f"{move.action}_personalization_design",
        method="POST",
        path=f"{HELPERS}/{move.action}",
        request=schemas.RetrieveDesign,
        response=schemas.PersonalizationDesign,
        handler=answering(reviews.moving(move)),
        source=f"{DESIGNS}/testmode_{move.action}",
        summary=summary,
    )


OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="create_personalization_design",
        method="POST",
        path="/v1/issuing/personalization_designs",
        request=schemas.CreateDesign,
        response=schemas.PersonalizationDesign,
        handler=answering(designs.create),
        source=f"{DESIGNS}/create",
        summary="Make a design, which is then reviewed.",
    ),
    Operation(
        name="retrieve_personalization_design",
        method="GET",
        path="/v1/issuing/personalization_designs/{personalization_design}",
        request=schemas.RetrieveDesign,
        response=schemas.PersonalizationDesign,
        handler=answering(designs.retrieve),
        reads_only=True,
        source=f"{DESIGNS}/retrieve",
        summary="Look at a design.",
    ),
    Operation(
        name="update_personalization_design",
        method="POST",
        path="/v1/issuing/personalization_designs/{personalization_design}",
        request=schemas.UpdateDesign,
        response=schemas.PersonalizationDesign,
        handler=answering(designs.update),
        source=f"{DESIGNS}/update",
        summary="Change a design.",
    ),
    Operation(
        name="list_personalization_designs",
        method="GET",
        path="/v1/issuing/personalization_designs",
        request=schemas.ListDesigns,
        response=Listing[schemas.PersonalizationDesign],
        handler=answering(designs.list_all),
        reads_only=True,
        source=f"{DESIGNS}/list",
        summary="List designs, newest first.",
    ),
    Operation(
        name="retrieve_physical_bundle",
        method="GET",
        path="/v1/issuing/physical_bundles/{physical_bundle}",
        request=schemas.RetrieveBundle,
        response=schemas.PhysicalBundle,
        handler=answering(bundles.retrieve),
        reads_only=True,
        source=f"{BUNDLES}/retrieve",
        summary="Look at a bundle.",
    ),
    Operation(
        name="list_physical_bundles",
        method="GET",
        path="/v1/issuing/physical_bundles",
        request=schemas.ListBundles,
        response=Listing[schemas.PhysicalBundle],
        handler=answering(bundles.list_all),
        reads_only=True,
        source=f"{BUNDLES}/list",
        summary="List the two bundles that every account has.",
    ),
    _review(reviews.ACTIVATE, "Let a design be used."),
    _review(reviews.DEACTIVATE, "Let a design be used no more."),
    Operation(
        name="reject_personalization_design",
        method="POST",
        path=f"{HELPERS}/reject",
        request=schemas.RejectDesign,
        response=schemas.PersonalizationDesign,
        handler=answering(reviews.reject),
        source=f"{DESIGNS}/testmode_reject",
        summary="Reject a design, and say why.",
    ),
)
