"""A transaction that can be disputed."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.providers.stripe.service.spending.conftest import Pay

Dispute = Callable[..., Awaitable[Any]]


@pytest.fixture
async def captured(pay: Pay, helpers: Any) -> Any:
    """A transaction of 23.50 dollars."""
    return (await helpers.authorizations.capture_async((await pay(2_350)).id)).transactions[0]


@pytest.fixture
def dispute(issuing: Any, captured: Any) -> Dispute:
    """Begin a dispute about it."""

    async def begin(reason: str | None = "fraudulent", explanation: str = "It was not me.", **more: Any) -> Any:
        told = {"evidence": {"reason": reason, reason: {"explanation": explanation}}} if reason else {}
        return await issuing.disputes.create_async({"transaction": captured.id, **told, **more})

    return begin
