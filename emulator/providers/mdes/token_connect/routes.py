"""The operations of Token Connect."""

from typing import Final

from emulator.core.operation import AnyOperation, Notice, Operation, Question
from emulator.providers.mdes.schemas import Asset, GetAsset
from emulator.providers.mdes.token_connect import schemas, service

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="get_eligible_token_requestors",
        method="POST",
        path="/mdes/connect/1/0/getEligibleTokenRequestors",
        request=schemas.GetEligibleTokenRequestors,
        response=schemas.EligibleTokenRequestors,
        handler=service.get_eligible_token_requestors,
        reads_only=True,
        source="https://developer.mastercard.com/mdes-token-connect/documentation/api-reference/",
        summary="Ask which token requestors take the cards of some account ranges.",
    ),
    Operation(
        name="push_account",
        method="POST",
        path="/mdes/connect/1/0/pushAccount",
        request=schemas.PushAccount,
        response=schemas.PushedAccount,
        handler=service.push_account,
        sealed_request=("pushFundingAccount.encryptedPayload",),
        source="https://developer.mastercard.com/mdes-token-connect/documentation/api-reference/",
        summary="Push one card to a token requestor and get its receipt.",
    ),
    Operation(
        name="push_multiple_accounts",
        method="POST",
        path="/mdes/connect/1/0/pushMultipleAccounts",
        request=schemas.PushMultipleAccounts,
        response=schemas.PushedAccounts,
        handler=service.push_multiple_accounts,
        sealed_request=("pushFundingAccounts.encryptedPayload",),
        source="https://developer.mastercard.com/mdes-token-connect/documentation/api-reference/",
        summary="Push cards to a token requestor; get their receipts, signed for a requestor that checks signatures.",
    ),
    Operation(
        name="get_token_requestor_asset",
        method="GET",
        path="/mdes/issuer-assets/1/0/asset/tokenrequestor/{AssetId}",
        request=GetAsset,
        response=Asset,
        handler=service.get_asset,
        reads_only=True,
        source="https://developer.mastercard.com/mdes-token-connect/documentation/api-reference/",
        summary="Get the logo of a token requestor, or the key that signs pushes.",
    ),
)

NOTICES: Final[tuple[Notice, ...]] = ()
QUESTIONS: Final[tuple[Question, ...]] = ()
