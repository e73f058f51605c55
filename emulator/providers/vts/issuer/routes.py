"""What Visa asks issuers and tells them, and what they ask of Visa."""

from typing import Final

from emulator.core.operation import AnyOperation, Fidelity, Notice, Operation, Question
from emulator.domain.codes import HolderVerified
from emulator.domain.tokens import TokenCreated, TokenMoved
from emulator.providers.vts.issuer import schemas, service
from emulator.providers.vts.moves import CodeTried

SOURCE: Final = "https://developer.visa.com/capabilities/vts"
UPDATES: Final = "/rsrv_VNTSTokenUpdateService"
OF_TOKEN: Final = "/tokenRequestors/{tokenRequestorID}/tokens/{tokenReferenceID}"

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="ping",
        method="POST",
        path=f"{UPDATES}/Ping/v1",
        request=schemas.Ping,
        response=schemas.Pong,
        handler=service.ping,
        fidelity=Fidelity.PARTIAL,
        reads_only=True,
        source=SOURCE,
        summary="Ask whether Visa is there; only the path is published.",
    ),
    Operation(
        name="life_cycle",
        method="POST",
        path=f"{UPDATES}/LifeCycle/v1",
        request=schemas.LifeCycle,
        response=schemas.Changed,
        handler=service.life_cycle,
        fidelity=Fidelity.PARTIAL,
        sealed_request=("cardholderInfo",),
        source=SOURCE,
        summary="Change a token as its issuer, or issue its card again; names are published, values and answer are ours.",
    ),
    Operation(
        name="inquiry",
        method="POST",
        path=f"{UPDATES}/Inquiry/v1",
        request=schemas.Inquiry,
        response=schemas.TokensKnown,
        handler=service.inquiry,
        fidelity=Fidelity.PARTIAL,
        reads_only=True,
        source=SOURCE,
        summary="Look at a token, or at all tokens of a card; some names are published, the rest is ours.",
    ),
)

NOTICES: Final[tuple[Notice, ...]] = (
    Notice(
        name="token_created",
        path=f"{OF_TOKEN}/tokenChanged?eventType=TOKEN_CREATED&eventID={{eventID}}",
        events=(TokenCreated,),
        message=schemas.TokenCreated,
        audience=service.issuer_of_new_token,
        body=service.token_created,
        fidelity=Fidelity.PARTIAL,
        sealed=("encryptedData",),
        source=SOURCE,
        summary="Tell the issuer that a token of its card was made.",
    ),
    Notice(
        name="token_status_updated",
        path=f"{OF_TOKEN}/tokenChanged?eventType=TOKEN_STATUS_UPDATED&eventID={{eventID}}",
        events=(TokenMoved, HolderVerified, CodeTried),
        message=schemas.TokenStatusUpdated,
        audience=service.issuer_of_token,
        body=service.token_updated,
        fidelity=Fidelity.PARTIAL,
        sealed=("encryptedData",),
        source=SOURCE,
        summary="Tell the issuer that a token's state changed, or that a code was tried.",
    ),
)

# How long the issuer may think is not published (our own choice).
DEADLINE: Final = 3.0

APPROVE: Final = Question(
    name="approve_provisioning",
    path=f"{OF_TOKEN}/approveProvisioning",
    request=schemas.ApproveProvisioning,
    response=schemas.Approval,
    deadline=DEADLINE,
    default="the setting `visa_silence`; the network's own rules where nobody listens at the URL",
    fidelity=Fidelity.PARTIAL,
    sealed_request=("encryptedData",),
    source=SOURCE,
    summary="Ask the issuer whether a card may have a token.",
)
METHODS: Final = Question(
    name="cardholder_verification_methods",
    path="/cardholderverificationmethods/v1",
    request=schemas.VerificationMethods,
    response=schemas.VerificationMethodList,
    deadline=DEADLINE,
    default="a made-up cardholder's telephone, e-mail and call centre",
    fidelity=Fidelity.PARTIAL,
    sealed_request=("encryptedData",),
    source=SOURCE,
    summary="Ask the issuer how a cardholder can be verified.",
)
PASSCODE: Final = Question(
    name="send_passcode",
    path="/sendpasscode/v1",
    request=schemas.SendPasscode,
    response=schemas.PasscodeSent,
    deadline=DEADLINE,
    default="the code counts as sent",
    fidelity=Fidelity.PARTIAL,
    sealed_request=("encryptedData",),
    source=SOURCE,
    summary="Have the issuer send a code to its cardholder.",
)

QUESTIONS: Final[tuple[Question, ...]] = (APPROVE, METHODS, PASSCODE)
