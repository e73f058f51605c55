"""Nobody answering, or a refusal, is one sentence."""

import pytest

from emulator.cli.command import UsageError
from emulator.cli.running.calling import Target, query
from tests.flows.processes import Program, free_port


def test_nobody_there_says_how_to_start_one() -> None:
    with pytest.raises(UsageError, match="tsp-emulator serve"):
        Target(f"http://127.0.0.1:{free_port()}").call("GET", "live")


def test_another_scheme_is_not_called() -> None:
    with pytest.raises(UsageError, match="http://"):
        Target("file:///etc").call("GET", "live")


def test_a_refusal_is_passed_on_in_its_own_words(emulator: Program) -> None:
    with pytest.raises(UsageError, match="there is no namespace called none"):
        Target(emulator.url).call("GET", "clock?namespace=none")


def test_the_token_is_not_shown() -> None:
    assert "secret" not in repr(Target(token="secret"))


def test_what_is_not_given_is_not_asked_for() -> None:
    assert query(a=1, b=None, c="x y") == "a=1&c=x+y"
