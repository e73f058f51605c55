"""Spending controls as they are kept (docs.stripe.com/issuing/controls/spending-controls)."""

from typing import Any, Final

from emulator.config import Settings
from emulator.providers.stripe.service.books.kinds import Body
from emulator.providers.stripe.service.books.refusals import InvalidParameter

# Of each pair only one may be set: what is allowed excludes everything else already.
EXCLUSIVE: Final = (
    ("allowed_card_presences", "blocked_card_presences"),
    ("allowed_categories", "blocked_categories"),
    ("allowed_merchant_countries", "blocked_merchant_countries"),
)
NONE: Final[Body] = {**{name: None for pair in EXCLUSIVE for name in pair}, "spending_limits": [], "spending_limits_currency": None}


def usual(settings: Settings) -> Body | None:
    """Return the controls of a card for which nobody has set any: a limit for each day where the settings have one, else none."""
    amount = settings.stripe_daily_limit
    return {"spending_limits": [{"amount": amount, "categories": [], "interval": "daily"}]} if amount else None


def controls(before: Body | None, given: Body | None, *, currency: str) -> Body:
    """Return the controls after what was given; a limit is in `currency` unless something else was said.

    Raises:
        InvalidParameter: both lists of a kind are set.
    """
    together = {**NONE, **(before or {}), **(given or {})}
    for allowed, blocked in EXCLUSIVE:
        if together[allowed] and together[blocked]:
            raise InvalidParameter(f"You cannot specify both {allowed} and {blocked}.", param=f"spending_controls[{blocked}]")
    limits = [_limit(limit) for limit in together["spending_limits"] or []]
    return {**together, "spending_limits": limits, "spending_limits_currency": _currency(together, limits, currency)}


def _limit(given: Body) -> Body:
    return {**given, "categories": given.get("categories") or []}


def _currency(together: Body, limits: list[Any], currency: str) -> str | None:
    said: str | None = together["spending_limits_currency"]
    return (said or currency) if limits else None
