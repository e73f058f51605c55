"""What went over the wire in Stripe's name, as the witness sees it."""

import json
from typing import Final

from emulator.core.journal.ring import Exchange
from tests.witness.stripe_objects import breaches

# Two nonces, and no object that has a name.
NAMELESS: Final = "create_ephemeral_key_nonce"


def breaches_of(exchange: Exchange) -> list[str]:
    """Return what is wrong with the answer to a client, or with the event that was sent."""
    spoken = exchange.request if exchange.direction == "outbound" else exchange.response
    if exchange.api != "stripe" or exchange.operation == NAMELESS or spoken is None:
        return []
    return [f"{exchange.operation}: {breach}" for breach in breaches(json.loads(spoken.body))]
