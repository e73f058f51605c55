"""The whole catalogue: the known wrong nodes are named, and hostile ones explained."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.crypto.keys.keyring import Keyring, ring
from emulator.crypto.payloads.mastercard_fle_mistakes import CATALOGUE, explain
from tests.crypto.known import witness
from tests.crypto.payloads.mastercard_fle_mistakes.sealing import node
from tests.crypto.payloads.nodes import OTHERS, REQUESTS, known, node_of


@pytest.mark.parametrize(
    ("identifier", "cause"),
    [
        ("wrong_fingerprint", "unknown_fingerprint"),
        ("corrupted_encrypted_key", "wrong_key"),
        ("wrong_digest_name", "oaep_hash_mismatch"),
        ("truncated_ciphertext", "ciphertext_not_block_multiple"),
        ("short_iv", "iv_length"),
    ],
)
def test_the_known_wrong_nodes_are_named(identifier: str, cause: str) -> None:
    finding = explain(node_of(known(identifier, "negative")), ring([witness("request")]), others=ring([witness("response")]))

    assert (finding.check, finding.cause) == ("encryption", cause)


def test_every_row_has_its_own_name_and_a_fix() -> None:
    assert len({mistake.cause for mistake in CATALOGUE}) == len(CATALOGUE)
    assert all(mistake.fix.endswith((".", '".')) for mistake in CATALOGUE)


RIGHT = node()
VALUES = st.none() | st.integers() | st.text(max_size=20) | st.text("0123456789abcdef", max_size=80) | st.lists(st.integers(), max_size=2)


@settings(max_examples=60, deadline=None)
@given(
    change=st.dictionaries(st.sampled_from([*RIGHT, "aad"]), VALUES, min_size=1, max_size=5),
    keyring=st.sampled_from([REQUESTS, OTHERS, Keyring()]),
)
def test_a_hostile_node_is_explained(change: dict[str, Any], keyring: Keyring) -> None:
    finding = explain({**RIGHT, **change}, keyring, others=OTHERS)

    assert (finding.check, bool(finding.message), bool(finding.fix)) == ("encryption", True, True)
