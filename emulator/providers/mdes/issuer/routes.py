"""What MDES tells issuers, and what it asks them."""

from typing import Final

from emulator.core.operation import AnyOperation, Notice, Question
from emulator.domain.codes import CodeSent, HolderVerified
from emulator.domain.tokens import TokenAltered, TokenCreated, TokenMoved, TokenSuspected
from emulator.providers.mdes.issuer import schemas, service

OPERATIONS: Final[tuple[AnyOperation, ...]] = ()

SOURCE: Final = "https://developer.mastercard.com/mdes-pre-digitization/documentation/api-reference/"

NOTICES: Final[tuple[Notice, ...]] = (
    Notice(
        name="notify_token_updated",
        path="/issuerServices/1/0/notifyTokenUpdated",
        events=(TokenCreated, TokenMoved, TokenAltered, HolderVerified),
        message=schemas.NotifyTokenUpdated,
        audience=service.issuer_of_token,
        body=service.token_updated,
        sealed=("tokens.*.fundingAccountInfo.encryptedPayload",),
        source=SOURCE,
        summary="Tell the issuer that a token of its card was made or changed, that its card was, or that its holder was verified.",
    ),
    Notice(
        name="notify_service_activated",
        path="/issuerServices/1/0/notifyServiceActivated",
        events=(TokenCreated, TokenMoved),
        message=schemas.NotifyServiceActivated,
        audience=service.issuer_of_activated_token,
        body=service.service_activated,
        sealed=("fundingAccountInfo.encryptedPayload",),
        source=SOURCE,
        summary="Tell the issuer that a token has come to life, and how.",
    ),
    Notice(
        name="deliver_activation_code",
        path="/issuerServices/1/0/deliverActivationCode",
        events=(CodeSent,),
        message=schemas.DeliverActivationCode,
        audience=service.sender_of_activation_code,
        body=service.activation_code,
        source=SOURCE,
        summary="Have the issuer send a code to the cardholder, its own or one that MDES made.",
    ),
    Notice(
        name="deliver_authentication_code",
        path="/issuerServices/1/0/deliverAuthenticationCode",
        events=(CodeSent,),
        message=schemas.DeliverAuthenticationCode,
        audience=service.sender_of_authentication_code,
        body=service.authentication_code,
        sealed=("fundingAccountInfo.encryptedPayload",),
        source="https://developer.mastercard.com/mdes-authentication-facilitator/documentation/api-reference/",
        summary="Have the issuer send a code by which the holder of a living token is authenticated.",
    ),
    Notice(
        name="notify_suspicious_events",
        path="/issuerServices/1/0/notifySuspiciousEvents",
        events=(TokenSuspected,),
        message=schemas.NotifySuspiciousEvents,
        audience=service.issuer_of_suspected_token,
        body=service.suspicious_events,
        source=SOURCE,
        summary="Tell the issuer that a device's counters do not fit those of MDES.",
    ),
)

# How long the issuer may think is not published; a few seconds are likely (our own choice).
DEADLINE: Final = 5.0

AUTHORIZE: Final = Question(
    name="authorize_service",
    path="/issuerServices/1/0/authorizeService",
    request=schemas.AuthorizeService,
    response=schemas.AuthorizeServiceAnswer,
    deadline=DEADLINE,
    default="the network's own rules decide",
    sealed_request=("fundingAccountInfo.encryptedPayload",),
    sealed_response=("encryptedPayload",),
    source=SOURCE,
    summary="Ask the issuer whether a card may be tokenized.",
)
METHODS: Final = Question(
    name="request_activation_methods",
    path="/issuerServices/1/0/requestActivationMethods",
    request=schemas.RequestActivationMethods,
    response=schemas.RequestActivationMethodsAnswer,
    deadline=DEADLINE,
    default="the ways that came with the decision, or the usual ones",
    sealed_request=("fundingAccountInfo.encryptedPayload",),
    source=SOURCE,
    summary="Ask the issuer how a cardholder can be verified.",
)
VALIDATE: Final = Question(
    name="validate_activation_code",
    path="/issuerServices/1/0/validateActivationCode",
    request=schemas.ValidateActivationCode,
    response=schemas.ValidateActivationCodeAnswer,
    deadline=DEADLINE,
    default="the code is not tried; the requestor is answered NO_RESPONSE_FROM_ISSUER",
    source=SOURCE,
    summary="Ask the issuer whether a code that it made is right.",
)
ACCOUNT: Final = Question(
    name="get_account_information",
    path="/issuerServices/1/0/getAccountInformation",
    request=schemas.GetAccountInformation,
    response=schemas.GetAccountInformationAnswer,
    deadline=DEADLINE,
    default="the account counts as active",
    sealed_request=("fundingAccountInfo.encryptedPayload",),
    sealed_response=("encryptedPayload",),
    source=SOURCE,
    summary="Ask the issuer how an account stands before a token that public transport takes pays with it.",
)

QUESTIONS: Final[tuple[Question, ...]] = (AUTHORIZE, METHODS, VALIDATE, ACCOUNT)
