"""A row says what an operation takes, gives and promises."""

from emulator.core.operation import Fidelity
from tests.core.sample import GREET, LOOK_UP, NOTICE, Greeted, Greeting


def test_a_row_promises_nothing_that_it_does_not_say() -> None:
    assert (GREET.fidelity, GREET.reads_only, GREET.opens_units, GREET.ask) == (Fidelity.FAITHFUL, False, False, None)
    assert (GREET.sealed_request, GREET.sealed_response, NOTICE.sealed) == ((), (), ())


def test_a_row_names_its_messages_and_its_status() -> None:
    assert (GREET.request, GREET.response, GREET.status, LOOK_UP.status) == (Greeting, Greeted, 201, 200)
