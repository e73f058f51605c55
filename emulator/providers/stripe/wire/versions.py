"""API versions: which there are, and how an older one writes what it knows differently (docs.stripe.com/upgrades)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from emulator.core.context import Context
from emulator.core.wire import Malformed
from emulator.crypto.diagnosis import Finding
from emulator.providers.stripe.service.books.kinds import Body
from emulator.providers.stripe.wire import conversation

_DATES: Final = """
2011-01-01 2011-06-21 2011-06-28 2011-08-01 2011-09-15 2011-11-17 2012-02-23 2012-03-25 2012-06-18 2012-06-28 2012-07-09
2012-09-24 2012-10-26 2012-11-07 2013-02-11 2013-02-13 2013-07-05 2013-08-12 2013-08-13 2013-10-29 2013-12-03 2014-01-31
2014-03-13 2014-03-28 2014-05-19 2014-06-13 2014-06-17 2014-07-22 2014-07-26 2014-08-04 2014-08-20 2014-09-08 2014-10-07
2014-11-05 2014-11-20 2014-12-08 2014-12-17 2014-12-22 2015-01-11 2015-01-26 2015-02-10 2015-02-16 2015-02-18 2015-03-24
2015-04-07 2015-06-15 2015-07-07 2015-07-13 2015-07-28 2015-08-07 2015-08-19 2015-09-03 2015-09-08 2015-09-23 2015-10-01
2015-10-12 2015-10-16 2016-02-03 2016-02-19 2016-02-22 2016-02-23 2016-02-29 2016-03-07 2016-06-15 2016-07-06 2016-10-19
2017-01-27 2017-02-14 2017-04-06 2017-05-25 2017-06-05 2017-08-15 2017-12-14 2018-01-23 2018-02-05 2018-02-06 2018-02-28
2018-05-21 2018-07-27 2018-08-23 2018-09-06 2018-09-24 2018-10-31 2018-11-08 2019-02-11 2019-02-19 2019-03-14 2019-05-16
2019-08-14 2019-09-09 2019-10-08 2019-10-17 2019-11-05 2019-12-03 2020-03-02 2020-08-27 2022-08-01 2022-11-15 2023-08-16
2023-10-16 2024-04-10 2024-06-20 2024-09-30.acacia 2024-10-28.acacia 2024-11-20.acacia 2024-12-18.acacia 2025-01-27.acacia
2025-02-24.acacia 2025-03-01.dashboard 2025-03-31.basil 2025-04-30.basil 2025-05-28.basil 2025-06-30.basil 2025-07-30.basil
2025-08-27.basil 2025-09-30.clover 2025-10-29.clover 2025-11-17.clover 2025-12-15.clover 2026-01-28.clover 2026-02-25.clover
2026-03-25.dahlia 2026-04-22.dahlia 2026-05-27.dahlia 2026-06-24.dahlia 2026-07-29.dahlia 2026-08-26.dahlia 2026-09-30.endive
2026-10-28.endive
"""
VERSIONS: Final = tuple(_DATES.split())

# An account that names no version uses the newest (our own choice; at Stripe it is the one the account began with).
NEWEST: Final = VERSIONS[-1]


@dataclass(frozen=True, slots=True)
class Gate:
    """A difference: callers older than `since` see objects called `name` as `earlier` rewrites them."""

    since: str
    name: str
    earlier: Callable[[Body], Body]


def without_expiry(authorization: Body) -> Body:
    """Return an authorization as callers see it who do not know that it can expire."""
    return {**authorization, "status": "reversed"} if authorization.get("status") == "expired" else authorization


def without_submission(card: Body) -> Body:
    """Return a card as callers see it who do not know that it can be handed over to be made (what they see instead is our own choice)."""
    shipping = card.get("shipping")
    return {**card, "shipping": {**shipping, "status": "pending"}} if shipping and shipping["status"] == "submitted" else card


def _with_levels(parameters: Body) -> Body:
    """Return parameters in which risks have levels, as they did not before they were renamed."""
    risks = parameters.get(RISKS)
    return {**parameters, RISKS: {name: _with_level(risk) for name, risk in risks.items()}} if isinstance(risks, dict) else parameters


def _with_level(risk: Any) -> Any:
    return {"level" if name == "risk_level" else name: value for name, value in risk.items()} if isinstance(risk, dict) else risk


# Since when the levels of risks are called so.
LEVELS: Final = "2026-03-25.dahlia"
RISKS: Final = "risk_assessment"

# Since when a card can be handed over to be made, which is a status of its own.
SUBMISSION: Final = "2024-09-30.acacia"

GATES: Final = (
    Gate(SUBMISSION, "issuing.card", without_submission),
    Gate("2025-03-31.basil", "issuing.authorization", without_expiry),
)
_LATEST_GATE: Final = max(gate.since for gate in GATES)


def check(ctx: Context) -> None:
    """Check that the version asked for exists.

    Raises:
        Malformed: it does not.
    """
    asked = conversation.version(ctx)
    if asked is not None and asked not in VERSIONS:
        raise Malformed(_unknown(asked))


def used(ctx: Context) -> str:
    """Return the version of this call."""
    asked = conversation.version(ctx)
    return asked if asked and asked in VERSIONS else NEWEST


def understood(parameters: Body, version: str) -> Body:
    """Return the parameters of a call as the newest version names them."""
    return _with_levels(parameters) if version < LEVELS and RISKS in parameters else parameters


def rendered(value: Any, version: str) -> Any:
    """Return an answer as this version writes it; versions are dates, so they compare as text."""
    if version >= _LATEST_GATE:
        return value
    return _rendered(value, [gate for gate in GATES if version < gate.since])


def _rendered(value: Any, gates: Iterable[Gate]) -> Any:
    if isinstance(value, list):
        return [_rendered(item, gates) for item in value]
    if not isinstance(value, dict):
        return value
    written = {name: _rendered(item, gates) for name, item in value.items()}
    for gate in gates:
        if written.get("object") == gate.name:
            written = gate.earlier(written)
    return written


def _unknown(version: str) -> Finding:
    return Finding(
        check="version",
        cause="unknown_api_version",
        message=f"Invalid Stripe API version: {version}",
        fix=f"send Stripe-Version: {NEWEST}, or leave the header out",
    )
