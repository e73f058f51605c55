"""Spoiling what is not sealed changes nothing, and says so."""

import pytest

from emulator.core.context import Context
from emulator.core.message import Outgoing
from emulator.core.scenarios.spoiling import spoilt, spoilt_outgoing
from emulator.domain.scenarios import Fault


@pytest.mark.parametrize("fault", [Fault.BROKEN_TAG, Fault.WRONG_KID, Fault.WRONG_KEY])
def test_what_is_not_sealed_stays_as_it_is_and_that_is_remarked_on(ctx: Context, fault: Fault) -> None:
    body = spoilt(ctx, fault, b'{"plain": "text"}')

    assert body == b'{"plain": "text"}'
    assert [finding.cause for finding in ctx.findings] == ["nothing_to_spoil"]


def test_what_is_not_signed_stays_as_it_is_and_that_is_remarked_on(ctx: Context) -> None:
    plain = Outgoing("POST", "http://app.example", {"Content-Type": "application/json"}, b"{}")

    assert spoilt_outgoing(ctx, Fault.BAD_SIGNATURE, plain) == plain
    assert [finding.cause for finding in ctx.findings] == ["nothing_to_spoil"]


def test_a_fault_of_another_kind_spoils_nothing(ctx: Context) -> None:
    plain = Outgoing("POST", "http://app.example", {}, b"{}")

    assert spoilt_outgoing(ctx, Fault.CLOCK_SKEW, plain) is plain
    assert ctx.findings == []
