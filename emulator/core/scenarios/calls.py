"""What a scenario does to a client's call: before anything of it is done, or after all of it was."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from emulator.config import Auth
from emulator.core.context import Context
from emulator.core.message import Disposition, Request, Response
from emulator.core.provider import Api
from emulator.core.scenarios.firing import pause_of
from emulator.core.scenarios.spoiling import SPOILERS, spoilt
from emulator.core.wire import AccessDenied, RateLimited
from emulator.crypto.diagnosis import Finding
from emulator.domain import errors
from emulator.domain.errors import DomainError, IllegalTransition, InvalidField, StaleData
from emulator.domain.scenarios import Fault, Scenario, Stage

# What the errors that take more than a sentence are made with.
_ARGUMENTS: Final[Mapping[type[DomainError], tuple[str, ...]]] = {
    IllegalTransition: ("as a scenario says", "go on"),
    InvalidField: ("scenario",),
    StaleData: ("scenario",),
}

REFUSALS: Final[Mapping[str, type[DomainError]]] = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, DomainError) and kind is not DomainError
}

DISPOSITIONS: Final[Mapping[Fault | None, Disposition]] = {
    Fault.SILENCE: Disposition.HOLD,
    Fault.CUT: Disposition.CUT,
    Fault.RESET: Disposition.RESET,
    Fault.TRUNCATE: Disposition.TRUNCATE,
}

_EXPIRED: Final = Finding(
    check="consumer_key",
    cause="certificate_expired",
    message="the certificate behind this credential has expired, as a scenario says",
    fix="renew the key where you got it, and sign with the new one",
)
_TOO_MANY: Final = Finding(
    check="rate",
    cause="rate_limited",
    message="Request rate limit exceeded.",
    fix="wait before you repeat the call, longer each time",
)


async def before(ctx: Context, api: Api, request: Request, *, scenario: Scenario) -> Response | None:
    """Wait, refuse, answer or drop the connection as the scenario says; None lets the call go on.

    Raises:
        DomainError: the one that the scenario names.
        AccessDenied: the certificate is said to have expired, or the skewed clock finds the request too old.
        RateLimited: the client is said to have called too often.
    """
    if pause := pause_of(ctx, scenario):
        await ctx.house.pause(pause)
    if scenario.fault is Fault.CLOCK_SKEW:
        ctx.wall += timedelta(seconds=scenario.seconds)
        if ctx.settings.auth is Auth.STRICT:
            api.wire.authenticate(ctx, request, ctx.credential)
    if scenario.stage is Stage.AFTER:
        return None
    if scenario.fault is Fault.EXPIRED_CERTIFICATE:
        raise AccessDenied(_EXPIRED)
    return _instead(api, scenario)


def after(ctx: Context, api: Api, request: Request, *, response: Response) -> Response:
    """Return what the client gets of an answer that was made and committed."""
    scenario = ctx.fired
    if scenario is None:
        return response
    if scenario.stage is Stage.AFTER:
        try:
            response = _instead(api, scenario, response) or response
        except (DomainError, RateLimited) as error:
            response = api.wire.render(ctx, request, error)
    if scenario.fault in SPOILERS:
        response = replace(response, body=spoilt(ctx, scenario.fault, response.body))
    return response


def _instead(api: Api, scenario: Scenario, response: Response | None = None) -> Response | None:
    if scenario.error:
        kind = REFUSALS[scenario.error]
        raise kind(*_ARGUMENTS.get(kind, ("armed by a scenario",)))
    if scenario.fault is Fault.RATE_LIMIT:
        raise RateLimited(_TOO_MANY)
    if scenario.answer:
        return Response(scenario.answer.status, scenario.answer.body.encode(), scenario.answer.headers)
    if scenario.fault in DISPOSITIONS:
        made = response or Response(503, b'{"error": "the connection is cut by a scenario"}')
        return replace(made, disposition=DISPOSITIONS[scenario.fault])
    return None
