"""The operations of Digital Enablement."""

from typing import Final

from emulator.core.operation import AnyOperation, Fidelity, Notice, Operation, Question
from emulator.providers.mdes.digital_enablement import schemas, service
from emulator.providers.mdes.schemas import Asset, GetAsset

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="tokenize",
        method="POST",
        path="/mdes/digitization/1/0/tokenize",
        request=schemas.Tokenize,
        response=schemas.TokenizeAnswer,
        handler=service.tokenize,
        ask=service.ask_the_issuer,
        sealed_request=("fundingAccountInfo.encryptedPayload",),
        sealed_response=("tokenDetail",),
        source="https://developer.mastercard.com/mdes-digital-enablement/documentation/api-reference/",
        summary="Make a token of a card, known by its number, a reference, one of its tokens, or a push receipt.",
    ),
    Operation(
        name="transact",
        method="POST",
        path="/mdes/remotetransaction/1/0/transact",
        request=schemas.Transact,
        response=schemas.TransactAnswer,
        handler=service.transact,
        fidelity=Fidelity.STUB,
        reads_only=True,
        source="https://developer.mastercard.com/mdes-digital-enablement/documentation/api-reference/",
        summary="Get the cryptogram of one payment.",
    ),
    Operation(
        name="suspend",
        method="POST",
        path="/mdes/digitization/1/0/suspend",
        request=schemas.Suspend,
        response=schemas.ChangeAnswer,
        handler=service.suspend,
        source="https://developer.mastercard.com/mdes-digital-enablement/documentation/api-reference/",
        summary="Stop up to ten tokens for a while.",
    ),
    Operation(
        name="unsuspend",
        method="POST",
        path="/mdes/digitization/1/0/unsuspend",
        request=schemas.Unsuspend,
        response=schemas.ChangeAnswer,
        handler=service.unsuspend,
        source="https://developer.mastercard.com/mdes-digital-enablement/documentation/api-reference/",
        summary="Lift the caller's suspension of up to ten tokens.",
    ),
    Operation(
        name="delete",
        method="POST",
        path="/mdes/digitization/1/0/delete",
        request=schemas.Delete,
        response=schemas.ChangeAnswer,
        handler=service.delete,
        source="https://developer.mastercard.com/mdes-digital-enablement/documentation/api-reference/",
        summary="End up to ten tokens for good.",
    ),
    Operation(
        name="get_task_status",
        method="POST",
        path="/mdes/digitization/1/0/getTaskStatus",
        request=schemas.GetTaskStatus,
        response=schemas.GetTaskStatusAnswer,
        handler=service.get_task_status,
        reads_only=True,
        source="https://developer.mastercard.com/mdes-digital-enablement/documentation/api-reference/",
        summary="Ask how far a task has come.",
    ),
    Operation(
        name="search_tokens",
        method="POST",
        path="/mdes/digitization/1/0/searchTokens",
        request=schemas.SearchTokens,
        response=schemas.SearchTokensAnswer,
        handler=service.search_tokens,
        reads_only=True,
        sealed_request=("fundingAccountInfo.encryptedPayload",),
        source="https://developer.mastercard.com/mdes-digital-enablement/documentation/api-reference/",
        summary="Look for the tokens of an account, of a token requestor, or of both.",
    ),
    Operation(
        name="get_token",
        method="POST",
        path="/mdes/digitization/1/0/getToken",
        request=schemas.GetToken,
        response=schemas.GetTokenAnswer,
        handler=service.get_token,
        reads_only=True,
        sealed_response=("tokenDetail",),
        source="https://developer.mastercard.com/mdes-digital-enablement/documentation/api-reference/",
        summary="Look at one token, and at its number where that is wanted.",
    ),
    Operation(
        name="get_asset",
        method="GET",
        path="/mdes/assets/1/0/asset/{AssetId}",
        request=GetAsset,
        response=Asset,
        handler=service.get_asset,
        reads_only=True,
        source="https://developer.mastercard.com/mdes-digital-enablement/documentation/api-reference/",
        summary="Get a picture or a key by its id.",
    ),
)

NOTICES: Final[tuple[Notice, ...]] = ()
QUESTIONS: Final[tuple[Question, ...]] = ()
