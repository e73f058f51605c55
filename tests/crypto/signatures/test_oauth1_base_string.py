"""Base strings: the known ones, and those of the official signer for odd URLs."""

from typing import Any
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oauth1.oauth import OAuth

from emulator.crypto.signatures import oauth1
from emulator.crypto.signatures.oauth1_base_string import (
    SignedRequest,
    base_string,
    legacy_base_string,
    percent_encode,
    query_items,
    split_url,
    unescape_base64,
)
from tests.witness import vectors

CASES = [case for case in vectors("mdes_oauth")["cases"] if "signature_base_string" in case]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_the_known_base_strings_come_out(case: Any) -> None:
    request = SignedRequest(case["method"], case["url"])
    values = oauth1.parse(case["headers"]["Authorization"])
    build = base_string if case["verifies"]["main"] else legacy_base_string

    assert build(request, values) == case["signature_base_string"]


@given(query=st.text("ab=&%25+~*/é", max_size=20))
def test_any_query_is_read_as_the_official_signer_reads_it(query: str) -> None:
    url = f"http://localhost:8081/x?{query}"

    ours = base_string(SignedRequest("get", url), {"oauth_nonce": "1"})

    assert ours == OAuth.get_base_string(url, "get", {"oauth_nonce": "1"})


@given(text=st.text(max_size=30) | st.text("aZ09-._~%=&+/!:*' ", max_size=30))
def test_the_fast_way_to_escape_equals_the_general_one(text: str) -> None:
    assert percent_encode(text) == quote(text, safe="-._~", errors="replace")


@given(text=st.text("abc+/=%2BbFfDd3", max_size=30))
def test_the_fast_way_to_unescape_equals_the_general_one(text: str) -> None:
    assert unescape_base64(text) == unquote(text)


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("http://localhost:8081/a/b?c=d#e", ("http", "localhost:8081", "/a/b", "c=d")),
        ("HTTPS://Host", ("https", "Host", "", "")),
        ("http://h?x=/y", ("http", "h", "", "x=/y")),
        ("", ("", "", "", "")),
    ],
)
def test_a_url_is_cut_into_raw_parts(url: str, parts: tuple[str, ...]) -> None:
    assert split_url(url) == parts


@pytest.mark.parametrize(
    ("query", "items"),
    [
        ("", []),
        ("Format=JSON", ["Format=JSON"]),
        ("a&b=", ["a=", "b="]),
        ("a=1+2", ["a=1+2"]),
        ("a=1+2&b=%2a", ["a=1%202", "b=%2A"]),
        ("a=100%", ["a=100%"]),
    ],
)
def test_a_query_without_escapes_is_used_as_it_stands(query: str, items: list[str]) -> None:
    assert query_items(query) == items
