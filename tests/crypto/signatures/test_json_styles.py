"""One JSON text in the styles of the common serializers."""

import json

import pytest

from emulator.crypto.signatures.json_styles import LARGEST, rewritten

TEXT = '{"b":"é","a":[1]}'.encode()


def test_the_styles_of_common_serializers_are_among_them() -> None:
    styles = {octets: name for name, octets in rewritten(TEXT)}
    value = json.loads(TEXT)

    assert styles[json.dumps(value).encode()] == "with blanks after comma and colon, escaped to ASCII"
    assert styles[json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()] == "compact, keys sorted"
    assert styles[json.dumps(value, indent=4).encode()] == "indented by 4, escaped to ASCII"


def test_every_style_says_the_same() -> None:
    assert all(json.loads(octets) == json.loads(TEXT) for _, octets in rewritten(TEXT))


@pytest.mark.parametrize("text", [b"", b"no json", b"1", b"\xff", b'"' + b"a" * LARGEST + b'"', b"[" * 100_000])
def test_anything_else_has_no_styles(text: bytes) -> None:
    assert list(rewritten(text)) == []


def test_lone_surrogates_are_written_somehow() -> None:
    assert list(rewritten(b'["\\ud800"]'))
