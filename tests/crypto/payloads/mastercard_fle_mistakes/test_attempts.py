"""What a node opens with."""

import pytest
from cryptography.hazmat.primitives.asymmetric import padding

from emulator.crypto.payloads.mastercard_fle_mistakes.attempts import PKCS1, FleCase, Opening, from_base64, from_hex, is_json, is_text
from tests.crypto.payloads.mastercard_fle_mistakes.sealing import KEY, node
from tests.crypto.payloads.nodes import OTHERS, PLAINTEXT, REQUESTS


def test_a_right_node_opens_with_the_named_key_as_announced() -> None:
    case = FleCase(node(), REQUESTS, OTHERS)

    assert case.with_named_key == Opening("request", "SHA256", KEY)
    assert case.announced == "SHA256"
    assert case.plaintext(case.content_key) == PLAINTEXT


def test_another_pair_is_found_by_its_private_key() -> None:
    case = FleCase(node(pair="issuer", wrapping=padding.PKCS1v15()), REQUESTS, OTHERS)

    assert case.with_named_key is None
    assert case.with_another_key == Opening("issuer", PKCS1, KEY)


def test_nothing_opens_what_is_empty() -> None:
    case = FleCase({}, REQUESTS, OTHERS)

    assert (case.named, case.with_named_key, case.with_another_key, case.content_key) == (None, None, None, b"")


@pytest.mark.parametrize(
    ("octets", "is_one"),
    [(b"{}", True), (b"[1]", True), (b"1", False), (b'"{}"', False), (b"", False), (b"\xff", False), (b"[" * 100_000, False)],
)
def test_only_an_object_or_an_array_counts_as_json(octets: bytes, is_one: bool) -> None:
    assert is_json(octets) is is_one


@pytest.mark.parametrize(
    ("octets", "is_one"),
    [(b"text\n", True), ("é…".encode()[1:], True), (b"", False), (b"\x00text", False), (b"text\xff", False), (b"\x80\x80\x80\x80", False)],
)
def test_text_may_be_cut_at_its_beginning(octets: bytes, is_one: bool) -> None:
    assert is_text(octets) is is_one


def test_what_is_neither_hex_nor_base64_is_nothing() -> None:
    assert (from_hex("00ff"), from_hex("0"), from_hex("é")) == (b"\x00\xff", b"", b"")
    assert (from_base64("AAE="), from_base64("AAE"), from_base64("é")) == (b"\x00\x01", b"", b"")
