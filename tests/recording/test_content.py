"""Bodies in a file, and what they mean."""

import pytest

from emulator.recording import content


@pytest.mark.parametrize(
    "octets",
    [b"", b'{"a":1}', b'{"a": 1}', b"[]", b"not json", "José".encode(), b'{"name":"Jos\xc3\xa9"}', b"\x89PNG\r\n\xff", b'"\xff"', b"1e5"],
)
def test_an_answer_comes_back_with_the_same_bytes(octets: bytes) -> None:
    members = content.exactly(octets)

    assert content.octets_of(members) == octets


def test_json_stands_as_json_text_as_text_and_the_rest_in_base64() -> None:
    assert content.exactly(b'{"a":1}') == {"body": {"a": 1}}
    assert content.exactly(b'{"a": 1}') == {"text": '{"a": 1}'}
    assert content.exactly(b"\xff") == {"base64": "/w=="}


def test_blanks_in_a_request_do_not_matter() -> None:
    assert content.in_meaning(b'{ "a" : 1 }') == {"body": {"a": 1}}


@pytest.mark.parametrize(
    ("octets", "media_type", "said"),
    [
        (b"", "application/json", None),
        (b'{"a": [1]}', "application/json", {"a": [1]}),
        (b"a=1&b=&a=2", "application/x-www-form-urlencoded", {"a": ["1", "2"], "b": [""]}),
        (b"hello", "text/plain", "hello"),
        (b"\xff", "", "\\xff"),
    ],
)
def test_a_body_says_what_its_type_makes_of_it(octets: bytes, media_type: str, said: object) -> None:
    assert content.meaning(octets, media_type) == said
