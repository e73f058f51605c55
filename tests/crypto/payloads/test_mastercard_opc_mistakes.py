"""Every mistake in an opaque payment card is named: envelope, encryption, card, TAV."""

import base64
import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulator.crypto.keys import rsa
from emulator.crypto.payloads import mastercard_opc as opc
from emulator.crypto.payloads import mastercard_tav as tav
from emulator.crypto.payloads.mastercard_opc_mistakes import explain
from tests.crypto.payloads.nodes import REQUESTS
from tests.crypto.payloads.test_mastercard_opc import RING, VECTORS, made, rewrapped

KEYS = {"tav": rsa.load_public_key(VECTORS["inputs"]["tav_public_key_pem"].encode())}
NOW = datetime.fromisoformat(VECTORS["inputs"]["now"])


@pytest.mark.parametrize("name", VECTORS["inputs"]["refused"])
def test_the_known_wrong_cards_are_named(name: str) -> None:
    text = VECTORS["inputs"]["refused"][name]["opaquePaymentCard"]

    finding = explain(text, RING, tav_keys=KEYS, now=NOW)

    assert finding is not None
    assert finding.cause == VECTORS["expected"]["refused"][name]["diagnosis"]
    assert "5204247750001471" not in str(finding)


@pytest.mark.parametrize("name", VECTORS["inputs"]["cases"])
def test_there_is_nothing_to_say_about_the_known_right_cards(name: str) -> None:
    text = VECTORS["expected"]["cases"][name]["opaquePaymentCard_base64"]

    assert explain(text, RING, tav_keys=KEYS, now=NOW) is None


def test_there_is_nothing_to_say_about_a_receipt() -> None:
    assert explain(opc.make_for_receipt("MCC-STL-1"), RING, tav_keys=KEYS, now=NOW) is None


@pytest.mark.parametrize(
    ("text", "check", "cause"),
    [
        (base64.b64encode(b"[]").decode(), "opaque_payment_card", "not_json"),
        (rewrapped(lambda _: {}), "opaque_payment_card", "card_missing"),
        (made(b'{"accountNumber":"1"}', None), "opaque_payment_card", "card_member_missing"),
        (made(b'{"cardAccountData":1}', None), "opaque_payment_card", "card_member_missing"),
        (made(b"some text", None), "encryption", "plaintext_not_json"),
        (made(tav=tav.DUMMY), "tav", "documented_dummy_tav"),
        (made(tav="dGF2"), "tav", "tav_not_json"),
        (rewrapped(lambda node: {"cardInfo": {**node, "iv": "00"}}), "encryption", "iv_length"),
    ],
)
def test_a_mistake_is_named_where_it_lies(text: str, check: str, cause: str) -> None:
    finding = explain(text, REQUESTS, tav_keys=KEYS, now=NOW)

    assert finding is not None
    assert (finding.check, finding.cause) == (check, cause)


VALUES = st.none() | st.integers() | st.text(max_size=8) | st.dictionaries(st.text(max_size=3), st.integers(), max_size=2)


def changed(changes: Any) -> str:
    members = json.loads(base64.b64decode(made()))
    return base64.b64encode(json.dumps({**members, **changes}).encode()).decode()


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=30) | st.dictionaries(st.sampled_from(["cardInfo", opc.TAV]), VALUES, min_size=1).map(changed))
def test_anything_hostile_is_explained(text: str) -> None:
    finding = explain(text, REQUESTS, tav_keys=KEYS, now=NOW)

    assert finding is None or finding.fix
