"""Every mistake in activation data is named."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto.payloads.visa import tdea
from emulator.crypto.payloads.visa.mbpac_mistakes import CATALOGUE, MbCase, explain
from tests.crypto.payloads.visa.activation import CODE, KEY, KEYS, NONCE, PAN, around, envelope
from tests.witness import vectors

VECTORS = vectors("visa_mbpac")
BLOCK = b"  Ab3~30" + CODE + b"!!"
CARD = f"pan={PAN};expiry=1229;datetime=20260102030405".encode()
GOOD = around(BLOCK)
ON_ANOTHER_DAY = base64.b64encode(NONCE)


@pytest.mark.parametrize("name", VECTORS["inputs"]["refused"])
def test_every_known_mistake_is_named(name: str) -> None:
    case = VECTORS["inputs"]["refused"][name]
    nonce = bytes.fromhex(case.get("session_nonce_hex", VECTORS["inputs"]["session_nonce_hex"]))

    finding = explain(case["string"], KEYS, nonce=nonce)

    assert finding is not None
    assert finding.cause == VECTORS["expected"]["refused"][name]["diagnosis"]


def with_nonce(nonce: bytes) -> str:
    text = b"nonce=" + nonce + b";authcode=ZZLGEZ"
    block = b"  Ab3~%02d" % len(text) + text
    return around(block + b"!" * (-len(block) % 8))


MISTAKES = [
    ("base64_applied_twice", base64.b64encode(GOOD.encode()).decode()),
    ("envelope", GOOD.replace("MBPAC", "MBPAK")),
    ("unsupported_algorithm", GOOD.replace("TDEA", "3DES")),
    ("odd_hex_length", GOOD[:-1]),
    ("not_hex", GOOD[:-2] + "xy"),
    ("not_multiple_of_8", GOOD[:-2]),
    ("unknown_key_set", GOOD.replace("476112.1", "111111.1")),
    ("ecb_mode", envelope(b"".join(tdea.encrypt_cbc(BLOCK[at : at + 8], KEY) for at in range(0, len(BLOCK), 8)))),
    ("iv_not_zero", envelope(tdea.encrypt_cbc(BLOCK, KEY, iv=b"\x01" * 8))),
    ("no_control_block", around(CODE + b"\x02\x02")),
    ("no_control_block", around(CODE + b"\x00\x00")),
    ("wrong_key_for_key_set", envelope(tdea.encrypt_cbc(BLOCK, KEYS["401200.1"]))),
    ("wrong_key_for_key_set", envelope(tdea.encrypt_cbc(BLOCK, b"k" * 16))),
    ("filler_not_exclamation_mark", around(BLOCK[:-2] + b"\x02\x02")),
    ("length_field_wrong", around(BLOCK.replace(b"30nonce", b"40nonce"))),
    ("length_field_wrong", around(BLOCK + b"!" * 8)),
    ("member_missing", around(b"  Ab3~08nonce=ab")),
    ("other_kind", around(b"  Ab3~%d" % len(CARD) + CARD + b"!" * (-len(CARD) % 8), "MBPAD")),
    ("nonce_mismatch", with_nonce(b"00000000")),
    ("nonce_mismatch", with_nonce(ON_ANOTHER_DAY)),
]


@pytest.mark.parametrize(("cause", "text"), [pytest.param(*row, id=f"{row[0]}-{index}") for index, row in enumerate(MISTAKES)])
def test_a_mistake_made_by_hand_is_named(cause: str, text: str) -> None:
    finding = explain(text, KEYS, nonce=NONCE)

    assert finding is not None
    assert (finding.check, finding.cause) == ("activation_data", cause)
    assert PAN not in str(finding)
    assert "ZZLGEZ" not in str(finding)


def test_activation_data_without_a_mistake_has_no_finding() -> None:
    assert explain(GOOD, KEYS, nonce=NONCE) is None
    assert explain(with_nonce(b"91AB95B8"), KEYS, nonce=NONCE) is None
    assert explain(GOOD, KEYS, nonce=None) is None


@pytest.mark.parametrize(
    ("text", "others", "message"),
    [
        (with_nonce(b"00000000"), [bytes(4)], "of another request"),
        (with_nonce(b"00000000"), [], "of no open request"),
        (with_nonce(base64.b64encode(NONCE)), [], "in base64"),
    ],
)
def test_whose_nonce_it_is_instead_is_told(text: str, others: list[bytes], message: str) -> None:
    finding = explain(text, KEYS, nonce=NONCE, other_nonces=others)

    assert finding is not None
    assert message in finding.message


def test_the_key_set_whose_key_was_used_is_told() -> None:
    finding = explain(envelope(tdea.encrypt_cbc(BLOCK, KEYS["401200.1"])), KEYS, nonce=NONCE)

    assert finding is not None
    assert (finding.expected, finding.got) == ("476112.1", "401200.1")


def test_every_cause_of_the_catalogue_has_a_fix_and_is_made_above() -> None:
    assert {mistake.cause for mistake in CATALOGUE} == {cause for cause, _ in MISTAKES}
    assert all(mistake.fix.endswith(".") for mistake in CATALOGUE)


def test_a_case_shows_no_keys() -> None:
    assert KEY.hex() not in repr(MbCase(GOOD, KEYS))
    assert repr(KEY) not in repr(MbCase(GOOD, KEYS))


BLOCKS = st.integers(0, 8).flatmap(lambda count: st.binary(min_size=8 * count, max_size=8 * count))
TEXTS = st.text(max_size=60) | BLOCKS.map(envelope) | BLOCKS.map(lambda block: around(b"  Ab3~" + block + b"!!"))


@given(text=TEXTS, nonce=st.binary(max_size=5) | st.none())
def test_anything_hostile_is_explained(text: str, nonce: Any) -> None:
    finding = explain(text, KEYS, nonce=nonce)

    assert finding is not None
    assert finding.fix
