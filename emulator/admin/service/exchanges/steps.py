"""What was checked of a request, step by step: read off the wire's own list and off what was found wrong, which costs no call anything."""

from collections.abc import Iterator
from typing import Final

from emulator.admin.schemas.exchanges import StepSeen
from emulator.admin.service.exchanges.shown import Show
from emulator.config import Auth
from emulator.core.checks import Checks
from emulator.core.context import House
from emulator.core.journal import Exchange
from emulator.core.message import Request

ENCRYPTION: Final = "encryption"
MESSAGE: Final = "message"
RULES: Final = "rules"
WHAT: Final = {
    ENCRYPTION: "what is encrypted opens with our key",
    MESSAGE: "the message is one, member by member",
    RULES: "the provider's rules allow it, in the state in which cards and tokens are",
}


def steps_of(house: House, exchange: Exchange, show: Show) -> list[StepSeen]:
    """Return every step in its order; none for what the emulator said first."""
    api = next((api for api in house.apis if api.name == exchange.api), None)
    if api is None or not isinstance(exchange.request, Request):
        return []
    made = list(_at_the_door(exchange, exchange.request, api.wire.checks, show=show, auth=house.settings.auth))
    known = {step.step for step in made}
    refused = any(step.outcome == "refused" for step in made)
    return [*made, *_inside(exchange, known, stopped=refused)]


def _at_the_door(exchange: Exchange, request: Request, checks: Checks, *, show: Show, auth: Auth) -> Iterator[StepSeen]:
    found = {finding.check: finding.severity for finding in reversed(exchange.findings)}
    stopped = auth is Auth.OFF
    for check in (*checks.refusing, *checks.remarking):
        outcome = "not_made" if stopped else found.get(check.name, "passed")
        shown = show(check.shown(request)) if outcome == "passed" else None
        yield StepSeen(step=check.name, what=check.what, outcome=outcome, shown=shown)
        stopped = stopped or (outcome != "passed" and check in checks.refusing)


def _inside(exchange: Exchange, known: set[str], *, stopped: bool) -> Iterator[StepSeen]:
    """Yield what comes behind the door; what refused there stands under its own name, where it is none of the usual steps."""
    outcomes = _outcomes(exchange, known)
    for name, outcome in outcomes.items():
        yield StepSeen(step=name, what=WHAT.get(name, ""), outcome="not_made" if stopped else outcome, shown=None)
        stopped = stopped or outcome == "refused"


def _outcomes(exchange: Exchange, known: set[str]) -> dict[str, str]:
    found = {finding.check: finding.severity for finding in exchange.findings if finding.check not in known | {"scenario"}}
    outcomes: dict[str, str] = {ENCRYPTION: "passed"} if exchange.opened_request else {}
    outcomes |= found | {MESSAGE: found.get(MESSAGE, "passed"), RULES: "passed"}
    if exchange.error and "refused" not in {finding.severity for finding in exchange.findings}:
        outcomes[MESSAGE if any(problem.member for problem in exchange.problems) else RULES] = "refused"
    return {name: outcomes[name] for name in sorted(outcomes, key=lambda name: (name == RULES, name == MESSAGE))}
