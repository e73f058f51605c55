"""What an x-pay-token covers."""

import hashlib

import pytest

from emulator.crypto.signatures.x_pay_token.message import Message, resource_path, rule_of

CARD = b'{"accountNumber":"4761120010000492"}'


@pytest.mark.parametrize(
    ("path", "rule", "resource"),
    [
        ("/vts/provisionedTokens", "full-path", "vts/provisionedTokens"),
        ("/vts/panEnrollments/0f/provisionedTokens", "full-path", "vts/panEnrollments/0f/provisionedTokens"),
        ("/vacp/v1/cards", "without-first-segment", "v1/cards"),
        ("/vdp/helloworld", "without-first-segment", "helloworld"),
        ("/inapp/provisioning/cardData/applePay", "without-first-segment", "provisioning/cardData/applePay"),
        ("/universal/core/cards", "without-first-segment", "core/cards"),
        ("/vtsx/y", "without-first-segment", "y"),
        ("/vts/a%20b", "full-path", "vts/a%20b"),
        ("/", "without-first-segment", ""),
    ],
)
def test_a_product_decides_which_part_of_the_path_is_signed(path: str, rule: str, resource: str) -> None:
    found = rule_of(path)

    assert (found, resource_path(path, found)) == (rule, resource)


def test_the_message_has_no_separators() -> None:
    message = Message("1700000000", "vts/provisionedTokens", "apiKey=AK1", b'{"a":1}', b"s3cr3t")

    # The published formula, calculated with openssl.
    assert message.signature() == "f4c18020410296c8febd5151226cc950510445db7aafc05de2e3e78c7cfab12c"


def test_the_older_version_hashes_the_secret_before_the_message() -> None:
    message = Message("17", "r", "q", b"b", b"secret", version="x")

    assert message.signature() == hashlib.sha256(b"secret17rqb").hexdigest()


def test_an_explanation_shows_neither_the_secret_nor_the_body() -> None:
    message = Message("17", "r", "q", CARD, b"hidden")

    assert message.shown().startswith("17rq<body of 36 bytes")
    assert "4761" not in message.shown()
    assert "hidden" not in repr(message) + message.shown()


def test_without_a_body_the_whole_text_is_shown() -> None:
    assert Message("17", "r", "q", b"", b"hidden").shown() == "17rq"
