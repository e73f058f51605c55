"""What MDES tells issuers, and what it asks them."""

from typing import Final

from emulator.core.operation import AnyOperation, Notice, Question
from emulator.domain.tokens import TokenCreated, TokenMoved
from emulator.providers.mdes.issuer import schemas, service

OPERATIONS: Final[tuple[AnyOperation, ...]] = ()

NOTICES: Final[tuple[Notice, ...]] = (
    Notice(
        name="notify_token_updated",
        path="/issuerServices/1/0/notifyTokenUpdated",
        events=(TokenCreated, TokenMoved),
        message=schemas.NotifyTokenUpdated,
        audience=service.issuer_of_token,
        body=service.token_updated,
        sealed=("tokens.*.fundingAccountInfo.encryptedPayload",),
        source="https://developer.mastercard.com/mdes-pre-digitization/documentation/api-reference/",
        summary="Tell the issuer that a token of its card was made, activated, suspended, resumed or deleted.",
    ),
)

# How long the issuer may think is not published; a few seconds are likely (our own choice).
DEADLINE: Final = 5.0

QUESTIONS: Final[tuple[Question, ...]] = (
    Question(
        name="authorize_service",
        path="/issuerServices/1/0/authorizeService",
        request=schemas.AuthorizeService,
        response=schemas.AuthorizeServiceAnswer,
        deadline=DEADLINE,
        default="the network's own rules decide",
        sealed_request=("fundingAccountInfo.encryptedPayload",),
        source="https://developer.mastercard.com/mdes-pre-digitization/documentation/api-reference/",
        summary="Ask the issuer whether a card may be tokenized.",
    ),
)
