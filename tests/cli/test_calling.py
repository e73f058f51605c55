"""Calls that go wrong are told in a sentence."""

import pytest

from emulator.cli.calling import Caller, CallError
from tests.flows.listener import Listener


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "127.0.0.1:8081"])
def test_only_http_is_called(url: str) -> None:
    with pytest.raises(CallError, match="begins with http"):
        Caller(url).get("phone/passes")


def test_an_answer_that_is_no_json_is_no_answer() -> None:
    listening = Listener()
    try:
        with pytest.raises(CallError, match=r"nobody answers sensibly|refused"):
            Caller(listening.url).post("phone/lost", {})
    finally:
        listening.close()
