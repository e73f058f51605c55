"""What a tape of Stripe keeps of a request plays for every SDK."""

from emulator.providers.stripe.tape import ON_TAPE


def test_headers_that_every_sdk_draws_or_pins_are_not_kept() -> None:
    assert {"idempotency-key", "stripe-version", "authorization", "user-agent"} & set(ON_TAPE.headers) == set()
