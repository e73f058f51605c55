"""Stripe's library for Node, unchanged but for its host, makes things, changes them, and reads each change back."""

import json
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tests.flows.processes import Program
from tests.witness.conftest import Node

SCRIPT: Final = Path(__file__).with_name("stripe_node.mjs")


def test_what_node_changes_it_reads_back(emulator: Program, node: Node) -> None:
    told = json.loads(node.run(SCRIPT, f"{urlsplit(emulator.url).port}", "sk_test_node"))

    assert told == {
        "note": "R&D [EU]",
        "card": ["active", True],
        "design": ["active", None],
        "shipping": "delivered",
        "hook": "disabled",
        "walked": [2, True, True],
        "refused": ["StripeInvalidRequestError", 404, "card"],
        "events": True,
    }
