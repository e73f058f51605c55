"""Calls as values, against the contracts of the admin API."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from emulator.config import shipped
from emulator.testing import calls

PATHS = json.loads((shipped("contracts") / "admin" / "openapi.json").read_text())["paths"]
EVERY = [
    calls.version(),
    calls.create_namespace(keys="fresh"),
    calls.reset("w"),
    calls.clock("w"),
    calls.freeze("w", datetime(2026, 1, 1, tzinfo=UTC)),
    calls.advance("w", timedelta(hours=1)),
    calls.resume("w"),
    calls.outbox("w"),
    calls.deliver("w"),
    calls.tokens("w"),
    calls.cards("w"),
    calls.codes("w"),
    calls.exchanges("w"),
    calls.arm("w", operation="tokenize", error="TooManyTokens"),
    calls.disarm("w"),
    calls.register("w", cards=[]),
]


@pytest.mark.parametrize("call", EVERY, ids=lambda call: call.target)
def test_every_call_is_one_of_the_documents(call: calls.Call[Any]) -> None:
    path = urlsplit(call.target).path

    assert call.method.lower() in PATHS[path]


def test_an_answer_that_is_no_problem_is_a_refusal_all_the_same() -> None:
    with pytest.raises(calls.AdminRefused, match="502 : no emulator answers here"):
        calls.version().read(502, b"<html>")


def test_wishes_that_are_not_there_are_not_sent() -> None:
    assert calls.freeze("w", None).body == b'{"namespace": "w"}'
