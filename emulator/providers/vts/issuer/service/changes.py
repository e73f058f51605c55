"""Telling issuers that a token was made, that its state changed, or that somebody tried a code."""

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any, Final, Literal

from emulator.core.context import Context
from emulator.core.provisioning import card_of
from emulator.domain.codes import HolderVerified, Outcome
from emulator.domain.notices import Receiver
from emulator.domain.tokens import Action, Token, TokenCreated, TokenMoved
from emulator.providers.vts import moves
from emulator.providers.vts.issuer import schemas
from emulator.providers.vts.issuer.schemas.notices import VerificationResult
from emulator.providers.vts.issuer.service.accounts import card_and_token, circumstances
from emulator.providers.vts.issuer.service.listeners import listening
from emulator.providers.vts.moves import CodeTried
from emulator.providers.vts.records import pans, provisionings
from emulator.storage.unit import Unit

Update = TokenMoved | HolderVerified | CodeTried

# Only the numbers are published; what they mean is our own choice, and stands nowhere else.
CREATED: Final = "3700"
MOVED: Final[Mapping[Action, str]] = {Action.DELETE: "3701", Action.SUSPEND: "3702", Action.RESUME: "3703"}
CODE_RESULT: Final = "3712"
ACTIVATED: Final[Mapping[str | None, str]] = {moves.BY_CODE: CODE_RESULT, moves.BY_CALL: "3713", moves.BY_APP: "3714"}
OTHERWISE: Final = "3715"

RESULTS: Final[Mapping[Outcome, VerificationResult]] = {
    Outcome.RIGHT: "VERIFICATION_SUCCESS",
    Outcome.WRONG: "VERIFICATION_CODE_FAILED",
    Outcome.EXHAUSTED: "VERIFICATION_CODE_RETRIES_EXCEEDED",
    Outcome.EXPIRED: "VERIFICATION_CODE_EXPIRED",
}
# The best score, and the one that stands for doubt (our own choice).
SCORES: Final[Mapping[str, str]] = {"00": "01", "85": "50"}
ACTION_CODES: Final[Mapping[str, Literal["00", "85", "05"]]] = {"00": "00", "85": "85", "05": "05"}


async def issuer_of_new_token(unit: Unit, event: TokenCreated) -> Iterable[Receiver]:
    """Return where the issuer of the card listens."""
    return await listening(unit, event.token)


async def issuer_of_token(unit: Unit, event: Update) -> Iterable[Receiver]:
    """Return where the issuer of the card listens."""
    return await listening(unit, event.token)


async def token_created(ctx: Context, unit: Unit, event: TokenCreated) -> schemas.TokenCreated:
    """Return what the issuer reads of a new token, the encrypted part still open."""
    record = await provisionings.of_token(ctx, unit, event.token)
    return schemas.TokenCreated(
        **await _told(ctx, unit, event.token),
        messageReasonCode=CREATED,
        visaTokenScore=SCORES.get(record.action_code, SCORES["85"]),
        visaTokenDecisioning=ACTION_CODES[record.action_code],
        termsAndConditions=record.said.get("termsAndConditionsID"),
    )


async def token_updated(ctx: Context, unit: Unit, event: Update) -> schemas.TokenStatusUpdated:
    """Return what the issuer reads of a changed token, the encrypted part still open."""
    told = await _told(ctx, unit, event.token)
    return schemas.TokenStatusUpdated(**told, messageReasonCode=code_of(event), activationVerificationResult=result_of(event))


def code_of(event: Update) -> str:
    """Return the number that says what happened."""
    if not isinstance(event, TokenMoved):
        return CODE_RESULT
    return ACTIVATED.get(event.cause.code, OTHERWISE) if event.action is Action.ACTIVATE else MOVED[event.action]


def result_of(event: Update) -> VerificationResult | None:
    """Return what came of verifying the cardholder, where this is about that."""
    if isinstance(event, CodeTried):
        return RESULTS[event.outcome]
    verified = isinstance(event, HolderVerified) or event.action is Action.ACTIVATE
    return RESULTS[Outcome.RIGHT] if verified else None


async def _told(ctx: Context, unit: Unit, token: Token) -> dict[str, Any]:
    card = await card_of(unit, token)
    record = await provisionings.of_token(ctx, unit, token)
    return {
        "tokenRequestorID": token.requestor,
        "tokenReferenceID": record.token_reference_id,
        "eventID": ctx.ids.hex_uuid(),
        "dateTimeOfEvent": f"{ctx.now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "panReferenceID": await pans.reference_of(ctx, unit, card),
        "lifeCycleTraceID": record.life_cycle_trace_id,
        **circumstances(record.said),
        "encryptedData": await card_and_token(unit, card, token, said=record.said),
    }
