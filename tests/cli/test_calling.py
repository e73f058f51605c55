"""Nobody answering, a refusal, and an answer that makes no sense are told in a sentence."""

import pytest

from emulator.cli.calling import CallError, Target, post_elsewhere, query
from emulator.cli.command import UsageError
from tests.flows.listener import Listener
from tests.flows.processes import free_port


def test_nobody_there_says_how_to_start_one() -> None:
    with pytest.raises(UsageError, match="tsp-emulator serve"):
        Target(f"http://127.0.0.1:{free_port()}").call("GET", "live")


def test_nobody_elsewhere_is_said_too() -> None:
    with pytest.raises(CallError, match="nobody answers"):
        post_elsewhere(f"http://127.0.0.1:{free_port()}", {})


@pytest.mark.parametrize("url", ["file:///etc", "ftp://127.0.0.1", "127.0.0.1:8081"])
def test_only_http_is_called(url: str) -> None:
    with pytest.raises(CallError, match="begins with http"):
        Target(url).get("phone/passes")
    with pytest.raises(CallError, match="begins with http"):
        post_elsewhere(url, {})


def test_an_answer_that_is_no_http_is_no_answer() -> None:
    listening = Listener()
    try:
        with pytest.raises(CallError, match="no emulator answers"):
            Target(listening.url).post("phone/lost", {})
    finally:
        listening.close()


def test_the_token_is_not_shown() -> None:
    assert "secret" not in repr(Target(token="secret"))


def test_what_is_not_given_is_not_asked_for() -> None:
    assert query(a=1, b=None, c="x y") == "a=1&c=x+y"
