"""Who finds nothing is told what is near."""

import pytest

from emulator.bootstrap import APIS
from emulator.core.dispatch.nowhere import ELSE, nowhere
from emulator.core.message import Request


@pytest.mark.parametrize(
    ("method", "path", "hint"),
    [
        ("GET", "/mdes/digitization/1/0/tokenize", "this path takes POST"),
        ("DELETE", "/mdes/digitization/static/1%2F0/tokenize", "this path takes POST"),
        ("PUT", "/v1/issuing/cards/ic_1", "this path takes GET or POST"),
        ("POST", "/mdes/digitization/1/0/tokenise", "the nearest is POST /mdes/digitization/1/0/tokenize"),
        ("POST", "/digitization/1/0/tokenize", "the nearest is POST /mdes/digitization/1/0/tokenize"),
        ("GET", "/issuing/cardholders", "the nearest is GET /v1/issuing/cardholders"),
        ("GET", "/favicon.ico", ELSE),
        ("GET", "/" + "%" * 10_000, ELSE),
    ],
)
def test_the_hint_names_the_methods_of_a_path_or_its_nearest(method: str, path: str, hint: str) -> None:
    refusal = nowhere(APIS, Request(method, f"http://emulator.example{path}", path, "", {}, b""))

    assert (refusal.finding.cause, refusal.finding.fix) == ("no_such_operation", hint)
    assert f"{refusal}" == f"nothing answers {method} {path}"
