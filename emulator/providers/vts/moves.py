"""How a token moves at Visa: what is legal beyond the house's own table, why it happened, and what a code came to."""

from dataclasses import dataclass
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import change
from emulator.domain.codes import Code, Outcome
from emulator.domain.errors import IllegalTransition
from emulator.domain.tokens import Action, Cause, Token
from emulator.storage.unit import Unit

# Why a token came to life, as its history shows it.
BY_CODE: Final = "OTP"
BY_APP: Final = "AUTH_CODE"
BY_CALL: Final = "CALL_CENTRE"
# Why one went.
NOT_ACTIVATED: Final = "NOT_ACTIVATED"


@dataclass(frozen=True, slots=True)
class CodeTried:
    """Somebody tried a code in vain."""

    code: Code
    token: Token
    outcome: Outcome


async def moved(ctx: Context, unit: Unit, token: Token, *, action: Action, cause: Cause) -> Token:
    """Move a token, write its history and announce the move.

    Raises:
        IllegalTransition: Visa's table has no such move. Two parties may suspend one token, each once.
    """
    if action is Action.SUSPEND and cause.by in token.holders:
        raise IllegalTransition(token.state, action)
    return await change(ctx, unit, token, action=action, cause=cause)
