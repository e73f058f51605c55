"""The operations of network tokens."""

from typing import Final

from emulator.core.operation import AnyOperation, Operation
from emulator.providers.stripe.schemas.objects import Listing
from emulator.providers.stripe.schemas.wallets import tokens as schemas
from emulator.providers.stripe.service.wallets import tokens
from emulator.providers.stripe.service.wallets.network_data import network_data
from emulator.providers.stripe.wire.answers import answering

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="retrieve_token",
        method="GET",
        path="/v1/issuing/tokens/{token}",
        request=schemas.RetrieveToken,
        response=schemas.Token,
        handler=answering(tokens.retrieve, asked={"network_data": network_data}),
        reads_only=True,
        source="https://docs.stripe.com/api/issuing/tokens/retrieve",
        summary="Look at a token; for a day also at what network and wallet said of it.",
    ),
    Operation(
        name="update_token",
        method="POST",
        path="/v1/issuing/tokens/{token}",
        request=schemas.UpdateToken,
        response=schemas.Token,
        handler=answering(tokens.update, asked={"network_data": network_data}),
        source="https://docs.stripe.com/api/issuing/tokens/update",
        summary="Activate, suspend, resume or delete a token at its network.",
    ),
    Operation(
        name="list_tokens",
        method="GET",
        path="/v1/issuing/tokens",
        request=schemas.ListTokens,
        response=Listing[schemas.Token],
        handler=answering(tokens.list_all),
        reads_only=True,
        source="https://docs.stripe.com/api/issuing/tokens/list",
        summary="List the tokens of a card, newest first.",
    ),
)
