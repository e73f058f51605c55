"""The vault, and what cardholders have received."""

from typing import Final

from emulator.admin import service
from emulator.admin.routes.worlds import SOURCE
from emulator.admin.schemas import vault, wallets
from emulator.core.operation import AnyOperation, Operation

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="list_tokens",
        method="GET",
        path="/_emulator/tokens",
        request=vault.ListTokens,
        response=vault.TokenPage,
        handler=service.list_tokens,
        source=SOURCE,
        summary="List the tokens of a namespace, newest first.",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="create_token",
        method="POST",
        path="/_emulator/tokens",
        request=wallets.CreateToken,
        response=wallets.TokenAdded,
        handler=service.create_token,
        source=SOURCE,
        summary="Put a card into a wallet, as a phone would: on the green, the yellow or the red path.",
        status=201,
        opens_units=True,
    ),
    Operation(
        name="move_token",
        method="POST",
        path="/_emulator/tokens/{reference}",
        request=wallets.MoveToken,
        response=wallets.TokenMovedSeen,
        handler=service.move_token,
        source=SOURCE,
        summary="Move a token as its wallet does: activate it with the cardholder's code, suspend, resume or delete it.",
        opens_units=True,
    ),
    Operation(
        name="get_token",
        method="GET",
        path="/_emulator/tokens/{reference}",
        request=vault.GetToken,
        response=vault.TokenWhole,
        handler=service.get_token,
        source=SOURCE,
        summary="Show one token with its history.",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="list_cards",
        method="GET",
        path="/_emulator/cards",
        request=vault.ListCards,
        response=vault.CardPage,
        handler=service.list_cards,
        source=SOURCE,
        summary="List the cards of a namespace, newest first.",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="get_card",
        method="GET",
        path="/_emulator/cards/{reference}",
        request=vault.GetCard,
        response=vault.CardWhole,
        handler=service.get_card,
        source=SOURCE,
        summary="Show one card with its tokens.",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="list_codes",
        method="GET",
        path="/_emulator/otp",
        request=vault.ListCodes,
        response=vault.CodeList,
        handler=service.list_codes,
        source=SOURCE,
        summary="List the one-time codes that were sent to cardholders, newest first.",
        reads_only=True,
        opens_units=True,
    ),
)
