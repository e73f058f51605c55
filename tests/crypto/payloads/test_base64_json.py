"""JSON objects in base64."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto.payloads import base64_json

MEMBERS = {"a": 1, "b": "é"}


def test_what_was_written_is_read_again() -> None:
    text = base64_json.write(MEMBERS)

    assert base64.b64decode(text).decode() == '{"a":1,"b":"é"}'
    assert base64_json.read(text) == MEMBERS


@pytest.mark.parametrize("text", ["{}", "e30", "e30=\n", " e30=", "é", "e-0="])
def test_what_is_not_standard_base64_is_refused(text: str) -> None:
    with pytest.raises(base64_json.NotBase64):
        base64_json.read(text)


@pytest.mark.parametrize("content", [b"", b"[]", b"1", b"no json", b"\xff", b"[" * 100_000])
def test_what_is_not_an_object_is_refused(content: bytes) -> None:
    with pytest.raises(base64_json.NotAnObject):
        base64_json.read(base64.b64encode(content).decode())


@given(text=st.text(max_size=40))
def test_base64_that_was_applied_twice_is_told_apart(text: str) -> None:
    twice = base64.b64encode(base64_json.write({"a": text}).encode()).decode()

    assert base64_json.applied_twice(twice)
    assert not base64_json.applied_twice(base64_json.write({"a": text}))
    assert not base64_json.applied_twice(text)
