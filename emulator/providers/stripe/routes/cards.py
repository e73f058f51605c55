"""The operations of cards, and the test helpers of their shipments."""

from typing import Final

from emulator.core.operation import AnyOperation, Operation
from emulator.providers.stripe.schemas import cards as schemas
from emulator.providers.stripe.schemas.objects import Listing
from emulator.providers.stripe.service import cards
from emulator.providers.stripe.service.cards import shipping
from emulator.providers.stripe.wire.answers import answering


def _shipping(move: shipping.Move, source: str, summary: str) -> AnyOperation:
    return Operation(
        name=f"{move.action}_card",
        method="POST",
        path=f"/v1/test_helpers/issuing/cards/{{card}}/shipping/{move.action}",
        request=schemas.MoveShipping,
        response=schemas.Card,
        handler=answering(shipping.moving(move)),
        source=source,
        summary=summary,
    )


OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="create_card",
        method="POST",
        path="/v1/issuing/cards",
        request=schemas.CreateCard,
        response=schemas.Card,
        handler=answering(cards.create),
        source="https://docs.stripe.com/api/issuing/cards/create",
        summary="Issue a card; its number is enrolled in the vault that all networks share.",
    ),
    Operation(
        name="retrieve_card",
        method="GET",
        path="/v1/issuing/cards/{card}",
        request=schemas.RetrieveCard,
        response=schemas.Card,
        handler=answering(cards.retrieve, asked={"number": cards.number, "cvc": cards.cvc}),
        reads_only=True,
        source="https://docs.stripe.com/api/issuing/cards/retrieve",
        summary="Look at a card; its number and security code where they are expanded.",
    ),
    Operation(
        name="update_card",
        method="POST",
        path="/v1/issuing/cards/{card}",
        request=schemas.UpdateCard,
        response=schemas.Card,
        handler=answering(cards.update),
        source="https://docs.stripe.com/api/issuing/cards/update",
        summary="Change a card: activate it, put it aside, cancel it.",
    ),
    Operation(
        name="list_cards",
        method="GET",
        path="/v1/issuing/cards",
        request=schemas.ListCards,
        response=Listing[schemas.Card],
        handler=answering(cards.list_all),
        reads_only=True,
        source="https://docs.stripe.com/api/issuing/cards/list",
        summary="List cards, newest first.",
    ),
    _shipping(shipping.SUBMIT, "https://docs.stripe.com/api/issuing/cards/test_mode_submit", "Hand a card over to be made."),
    _shipping(shipping.SHIP, "https://docs.stripe.com/api/issuing/cards/test_mode_ship", "Send a card on its way."),
    _shipping(shipping.DELIVER, "https://docs.stripe.com/api/issuing/cards/test_mode_deliver", "Let a card arrive."),
    _shipping(shipping.RETURN, "https://docs.stripe.com/api/issuing/cards/test_mode_return", "Let a card come back."),
    _shipping(shipping.FAIL, "https://docs.stripe.com/api/issuing/cards/test_mode_fail", "Let a shipment fail."),
)
