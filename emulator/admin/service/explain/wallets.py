"""A card for a wallet, tried out: whether the phone would take it, by the steps that it would take; the session stays open."""

from typing import Final

from emulator.admin.schemas.exchanges import StepSeen as Checked
from emulator.admin.schemas.explain import Explanation
from emulator.admin.schemas.phone import AddResult, StepSeen
from emulator.admin.schemas.scope import Problem
from emulator.admin.service.exchanges import finding_seen, response_seen
from emulator.admin.service.exchanges.shown import Show
from emulator.core.context import House
from emulator.core.dispatch.path import dispatch
from emulator.core.dispatch.router import Match
from emulator.core.message import Request, Response
from emulator.crypto.diagnosis import Finding, first_difference
from emulator.wallets.phone.refusals import AddRefused
from emulator.wallets.phone.seen import Path

SUCCESS: Final = 200
OUTCOMES: Final = {True: "passed", False: "refused"}


def hands_a_card(match: Match) -> bool:
    """Say whether a request hands a card to one of the phone's wallets."""
    return match.operation is not None and match.operation.response is AddResult


async def try_wallet(house: House, match: Match, request: Request, *, show: Show) -> Explanation:
    """Say what a wallet would make of the card in this request; nothing of it is kept, and the app is not asked."""
    asked = request.with_path_params(match.params)
    response = await dispatch(house.rehearsal(), match.api, operation=match.operation, request=asked)
    error, steps = _outcome(response)
    return Explanation(
        accepted=error is None,
        api=match.api.name,
        operation=match.operation.name if match.operation else "unknown",
        error=error,
        problems=[],
        findings=[finding_seen(_found(step), show) for step in steps if not step.ok],
        opened=None,
        answer=response_seen(response, b"", show),
        steps=[Checked(step=step.step, what=step.message or "", outcome=OUTCOMES[step.ok], shown=None) for step in steps],
    )


def _outcome(response: Response) -> tuple[str | None, list[StepSeen]]:
    """Return why nothing comes of it, None when a card does, and the steps that were taken."""
    if response.status != SUCCESS:
        return Problem.model_validate_json(response.body).code, []
    result = AddResult.model_validate_json(response.body)
    return AddRefused.__name__ if result.path is Path.RED else None, result.checks


def _found(step: StepSeen) -> Finding:
    return Finding(
        check=step.step,
        cause=step.diagnosis or "",
        message=step.message or "",
        fix=step.fix or "",
        expected=step.expected,
        got=step.got,
        difference=None if step.expected is None or step.got is None else first_difference(step.expected, step.got),
    )
