"""Activation data: the known texts both ways, the published samples, and everything hostile."""

import base64
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto import chance
from emulator.crypto.payloads.visa import mbpac
from emulator.crypto.payloads.visa.mbpac import MbError
from tests.crypto.known import scripted
from tests.crypto.payloads.visa.activation import CODE, KEY, KEY_SET, KEYS, NONCE, PAN, around, envelope
from tests.witness import vectors

VECTORS = vectors("visa_mbpac")
CASES = [pytest.param(case, VECTORS["expected"]["cases"][name], id=name) for name, case in VECTORS["inputs"]["cases"].items()]


def printable(letters: str) -> str:
    """What chance must give, in hex, for these four characters to be drawn."""
    return bytes(ord(letter) - 33 for letter in letters).hex()


@pytest.mark.parametrize(("case", "expected"), CASES)
def test_every_known_text_is_made(case: Any, expected: Any) -> None:
    source = scripted(printable(case["random_4"]))

    text = mbpac.seal(case["type"], case["clear_utf8"], key_set=case["key_set_id"], key=bytes.fromhex(case["wsd_key_hex"]), chance=source)

    assert text == expected["string"]
    encoded = expected.get("activationData_base64") or expected["encryptedPrimaryAccountNumber_base64"]
    assert base64.b64encode(text.encode()).decode() == encoded


@pytest.mark.parametrize(("case", "expected"), CASES)
def test_every_known_text_opens(case: Any, expected: Any) -> None:
    opened = mbpac.open_sealed(expected["string"], KEYS)

    assert (opened.kind, opened.key_set, opened.members) == (case["type"], case["key_set_id"], expected["fields"])


def published(name: str) -> str:
    sample = VECTORS["inputs"][name]
    return sample.get("string") or base64.b64decode(sample["activationData_base64"]).decode()


@pytest.mark.parametrize("name", ["published_sample", "published_sample_padded_fields"])
def test_the_published_samples_can_be_taken_apart(name: str) -> None:
    expected = VECTORS["expected"][name]

    read = mbpac.read(published(name))

    assert (read.kind, read.key_set, len(read.ciphertext)) == (
        expected["type"],
        expected["key_set_id"],
        expected["encrypted_length_bytes"],
    )


def test_an_authentication_code_carries_the_nonce_of_its_request() -> None:
    text = mbpac.make_mbpac(NONCE, "ZZLGEZ", key_set=KEY_SET, key=KEY, chance=chance.system)

    opened = mbpac.open_sealed(text, KEYS)

    assert dict(opened.members) == {"nonce": "91ab95b8", "authcode": "ZZLGEZ"}
    assert (mbpac.carries(opened, NONCE), mbpac.carries(opened, b"\x00" * 4)) == (True, False)


def test_an_encrypted_card_number_says_its_time_in_utc() -> None:
    east = datetime(2026, 1, 2, 5, 4, 5, tzinfo=timezone(timedelta(hours=2)))

    text = mbpac.make_mbpad(PAN, "1229", at=east, key_set=KEY_SET, key=KEY, chance=scripted(printable("Ab3~")))

    assert text == VECTORS["expected"]["cases"]["mbpad_pan16"]["string"]
    assert mbpac.open_sealed(text, KEYS).members["datetime"] == "20260102030405"


def test_the_same_chance_gives_the_same_text() -> None:
    texts = {mbpac.make_mbpac(NONCE, "ABC123", key_set=KEY_SET, key=KEY, chance=chance.seeded(b"mb")) for _ in range(2)}

    assert len(texts) == 1


def test_what_was_opened_shows_neither_code_nor_card_number() -> None:
    text = mbpac.make_mbpad(PAN, "1229", at=datetime(2026, 1, 1, tzinfo=UTC), key_set=KEY_SET, key=KEY, chance=chance.system)

    assert PAN not in repr(mbpac.open_sealed(text, KEYS))


@pytest.mark.parametrize("code", ["", "ABC12", "ABC1234", "ABC;12", "ÄBC123"])
def test_an_authentication_code_of_another_form_is_not_made(code: str) -> None:
    with pytest.raises(MbError):
        mbpac.make_mbpac(NONCE, code, key_set=KEY_SET, key=KEY, chance=chance.system)


@pytest.mark.parametrize(("text", "key_set"), [("x" * 100, KEY_SET), ("é", KEY_SET), ("x", "a-b")])
def test_a_text_that_fits_no_envelope_is_not_sealed(text: str, key_set: str) -> None:
    with pytest.raises(MbError):
        mbpac.seal("MBPAC", text, key_set=key_set, key=KEY, chance=chance.system)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", "envelope"),
        ("MBPAX-1-FK-476112.1--TDEA-00", "envelope"),
        ("MBPAC-2-FK-476112.1--TDEA-00", "envelope"),
        ("MBPAC-1-RK-476112.1--TDEA-00", "envelope"),
        ("MBPAC-1-FK-476112.1-TDEA-00", "envelope"),
        ("MBPAC-1-FK-476112.1-KEY-TDEA-00", "unsupported_algorithm"),
        ("MBPAC-1-FK-476112.1--AES-00", "unsupported_algorithm"),
        ("MBPAC-1-FK-476112.1--TDEA-000", "odd_hex_length"),
        ("MBPAC-1-FK-476112.1--TDEA-ZZ", "not_hex"),
        ("MBPAC-1-FK-476112.1--TDEA-éé", "not_hex"),
        ("MBPAC-1-FK-476112.1--TDEA-", "not_multiple_of_8"),
        ("MBPAC-1-FK-476112.1--TDEA-0011", "not_multiple_of_8"),
        (envelope(bytes(8), key_set="999999.9"), "unknown_key_set"),
        (envelope(bytes(40)), "control_block"),
        (around(b"  Ab3~ 1" + b"x" * 8), "control_block"),
        (around(b"  Ab3~01\xff!!!!!!!"), "control_block"),
        (around(b"  Ab3~99" + b"x" * 8), "length_field_wrong"),
        (around(b"  Ab3~01" + b"x" * 16), "length_field_wrong"),
        (around(b"  Ab3~01x!!!!!! "), "filler_not_exclamation_mark"),
        (around(b"  Ab3~08nonce=ab"), "member_missing"),
        (around(b"  Ab3~30" + CODE + b"!!", "MBPAD"), "member_missing"),
    ],
)
def test_a_text_that_does_not_open_says_why(text: str, cause: str) -> None:
    with pytest.raises(MbError) as refused:
        mbpac.open_sealed(text, KEYS)

    assert refused.value.cause == cause


BLOCKS = st.binary(max_size=3).flatmap(lambda head: st.integers(0, 12).map(lambda count: (head * 8)[:8] * count))
TEXTS = st.text(max_size=60) | BLOCKS.map(envelope) | BLOCKS.map(around) | st.text(max_size=20).map("MBPAC-1-FK-476112.1--TDEA-{}".format)


@given(text=TEXTS)
def test_any_text_opens_or_is_refused(text: str) -> None:
    with pytest.raises(MbError):
        mbpac.open_sealed(text, KEYS)


@given(tail=st.text(st.characters(codec="ascii", exclude_characters=";"), max_size=60))
def test_any_text_of_a_block_is_read_as_it_was_sealed(tail: str) -> None:
    text = f"nonce=91ab95b8;authcode={tail or 'x'}"

    opened = mbpac.open_sealed(mbpac.seal("MBPAC", text, key_set=KEY_SET, key=KEY, chance=chance.system), KEYS)

    assert opened.members == mbpac.read_members(text)
