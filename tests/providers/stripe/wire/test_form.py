"""Forms are read as the official encoders write them, and nothing that hostile clients write does harm."""

from contextlib import suppress
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.core.wire import Malformed
from emulator.providers.stripe.wire.form import DEEPEST, Items, decode
from tests.witness import vectors

EXAMPLES: Final = vectors("stripe_form_encoding")["examples"]
SPELLINGS: Final = [
    (encoded, example["parsed_strings"])
    for example in EXAMPLES
    for encoded in (example["encoded"], *(other["encoded"] for other in example["also_accept"]))
]


@pytest.mark.parametrize(("encoded", "parsed"), SPELLINGS)
def test_what_the_sdks_encode_is_read_as_they_meant_it(encoded: str, parsed: Any) -> None:
    assert decode(encoded.encode()) == parsed


@pytest.mark.parametrize(
    ("form", "parsed"),
    [
        (b"", {}),
        (b"&&a=1&", {"a": "1"}),
        (b"a", {"a": ""}),
        (b"a=1=2", {"a": "1=2"}),
        (b"a=1&a=2", {"a": "2"}),
        (b"a[2]=z&a[0]=x&a[10]=end", {"a": ["x", "z", "end"]}),
        (b"a[]=x&a[]=y", {"a": ["x", "y"]}),
        (b"a[b=1", {"a[b": "1"}),
        (b"[a]=1", {"[a]": "1"}),
        (b"a=1&a[b]=2", {"a": {"b": "2"}}),
        (b"a[0]=x&a[b]=y", {"a": {"0": "x", "b": "y"}}),
        ("a=%C3%A9+é".encode(), {"a": "é é"}),
    ],
)
def test_odd_forms_have_one_meaning(form: bytes, parsed: Any) -> None:
    assert decode(form) == parsed


def test_an_array_remembers_the_numbers_that_it_was_given() -> None:
    found = decode(b"metadata[6735]=x&metadata[20]=y")["metadata"]

    assert isinstance(found, Items)
    assert found.names == ("20", "6735")


@pytest.mark.parametrize(
    ("form", "cause"),
    [
        (b"a=%ff", "not_utf8"),
        (b"\xff=1", "not_utf8"),
        (b"a=%00", "nul_character"),
        (b"a" + b"[b]" * DEEPEST + b"=1", "nested_too_deeply"),
    ],
)
def test_what_cannot_be_kept_is_refused(form: bytes, cause: str) -> None:
    with pytest.raises(Malformed) as refused:
        decode(form)

    assert refused.value.finding.cause == cause


@given(st.binary(max_size=400) | st.text("ab[]=&%0123+", max_size=60).map(str.encode))
def test_whatever_comes_is_read_or_refused(form: bytes) -> None:
    with suppress(Malformed):
        assert isinstance(decode(form), dict)
