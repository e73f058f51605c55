"""What is about to be sent is delayed, skewed and spoilt as a scenario says."""

from datetime import timedelta

import pytest
import stripe

from emulator.core.context import Context, House
from emulator.core.message import Outgoing
from emulator.core.scenarios.firing import Meeting
from emulator.core.scenarios.outgoing import as_armed, met
from emulator.domain.scenarios import Fault, Place, Scenario
from tests.core.scenarios.arming import armed

ATTEMPT = Meeting(Place.ATTEMPT, "sample", "news", {})
SECRET = "whsec_of_a_test"


def signed(ctx: Context) -> Outgoing:
    moment = int(ctx.wall.timestamp())
    signature = stripe.WebhookSignature._compute_signature(f"{moment}.{{}}", SECRET)
    return Outgoing("POST", "http://app.example", {"Stripe-Signature": f"t={moment},v1={signature}"}, b"{}")


async def test_a_signature_is_spoilt_and_the_official_library_refuses_it(house: House) -> None:
    ctx = await armed(house, Scenario("bad", "*", "*", Place.ATTEMPT, fault=Fault.BAD_SIGNATURE))

    await met(ctx, ATTEMPT)
    spoilt, good = [as_armed(context, lambda: signed(ctx)) for context in (ctx, house.context(house.home))]

    assert stripe.WebhookSignature.verify_header("{}", good.headers["Stripe-Signature"], SECRET)
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.WebhookSignature.verify_header("{}", spoilt.headers["Stripe-Signature"], SECRET)


async def test_a_skewed_clock_signs_a_time_that_the_official_library_finds_too_old(house: House) -> None:
    ctx = await armed(house, Scenario("skew", "*", "*", Place.ATTEMPT, fault=Fault.CLOCK_SKEW, seconds=-3_600))
    before = ctx.wall

    await met(ctx, ATTEMPT)

    assert before - ctx.wall == timedelta(hours=1)
    with pytest.raises(stripe.SignatureVerificationError, match="tolerance"):
        stripe.WebhookSignature.verify_header("{}", as_armed(ctx, lambda: signed(ctx)).headers["Stripe-Signature"], SECRET, 300)


async def test_an_attempt_waits_as_long_as_armed(house: House) -> None:
    waited = list[float]()

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    house.pause = pause
    ctx = await armed(house, Scenario("late", "*", "*", Place.ATTEMPT, delay=7, remaining=2))

    for _ in range(3):
        await met(ctx, ATTEMPT)

    assert waited == [7, 7]
