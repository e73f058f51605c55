"""Tapes served with no state."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from emulator.core.message import Request, Response
from emulator.recording.client import Client, Row, as_sent
from emulator.recording.replay import REFUSED, Manner, Order, Replay
from emulator.recording.tape import Tape, TapedExchange
from tests.recording.conftest import URL

NOW = datetime.now(UTC)


class Player:
    """Plays requests of a tape to a replay, each encrypted and signed anew."""

    def __init__(self, caller: Client, rows: dict[str, Row], tape: Tape, order: Order = Order.TAPE) -> None:
        self.replay = Replay([tape], caller, rows, manner=Manner(order))
        self._caller = caller
        self._rows = rows
        self._asked = 0

    def prepared(self, exchange: TapedExchange) -> Request:
        self._asked += 1
        return self._caller.prepared(self._rows[exchange.contract], as_sent(exchange, URL), cause=f"player/{self._asked}")

    def ask(self, exchange: TapedExchange) -> Response:
        return self.replay.answer(self.prepared(exchange), now=NOW)


@pytest.fixture
def player(caller: Client, rows: dict[str, Row], tape: Tape) -> Player:
    return Player(caller, rows, tape)


def code(answer: Response) -> str:
    assert answer.status == REFUSED
    return str(json.loads(answer.body)["code"])


def test_the_same_request_gets_the_same_bytes_again_and_again(player: Player, tape: Tape) -> None:
    answers = [player.ask(tape.exchanges[0]) for _ in range(3)]

    assert {(answer.status, answer.body) for answer in answers} == {(200, tape.exchanges[0].response.body)}


def test_a_tape_that_is_played_whole_is_clean(player: Player, tape: Tape) -> None:
    for exchange in tape.exchanges:
        player.ask(exchange)

    summary = player.replay.summary()

    assert (summary.is_clean, summary.played) == (True, 2)


def test_a_changed_request_is_refused_and_the_nearest_named(player: Player, tape: Tape) -> None:
    changed = replace(tape.exchanges[1].request, body=tape.exchanges[1].request.body.replace(b"CARDHOLDER", b"TOKEN_REQUESTOR"))

    answer = player.ask(replace(tape.exchanges[1], request=changed))

    problem = json.loads(answer.body)
    assert code(answer) == "not_on_tape"
    assert problem["nearest"] == "mdes/suspend/lost_phone #1 POST /mdes/digitization/1/0/suspend"
    assert problem["differences"] == ["/body/causedBy: 'CARDHOLDER' on tape, 'TOKEN_REQUESTOR' live"]


def test_a_change_inside_what_is_encrypted_is_named_masked(player: Player, tape: Tape) -> None:
    changed = replace(tape.exchanges[0].request, opened=tape.exchanges[0].request.opened.replace(b"5204731600014784", b"5186009200935811"))

    answer = player.ask(replace(tape.exchanges[0], request=changed))

    (told,) = json.loads(answer.body)["differences"]
    assert told.endswith("/accountNumber: '************4784' on tape, '************5811' live")


def test_a_missing_request_is_named_in_the_summary(player: Player, tape: Tape) -> None:
    player.ask(tape.exchanges[0])

    summary = player.replay.summary()

    assert (summary.is_clean, summary.missing) == (False, ("mdes/suspend/lost_phone #1 POST /mdes/digitization/1/0/suspend",))


def test_a_request_before_its_turn_is_refused(player: Player, tape: Tape) -> None:
    answer = player.ask(tape.exchanges[1])

    assert code(answer) == "out_of_order"
    assert "comes before mdes/suspend/lost_phone #0" in json.loads(answer.body)["detail"]


def test_any_order_is_taken_where_that_is_wanted(caller: Client, rows: dict[str, Row], tape: Tape) -> None:
    player = Player(caller, rows, tape, Order.ANY)

    answers = [player.ask(exchange) for exchange in reversed(tape.exchanges)]

    assert [answer.status for answer in answers] == [200, 200]
    assert player.replay.summary().is_clean


def test_a_strict_replay_plays_nothing_twice(caller: Client, rows: dict[str, Row], tape: Tape) -> None:
    player = Player(caller, rows, tape, Order.STRICT)
    player.ask(tape.exchanges[0])

    assert code(player.ask(tape.exchanges[0])) == "surplus"


def test_equal_requests_of_a_tape_are_answered_in_their_order(caller: Client, rows: dict[str, Row], tape: Tape) -> None:
    first, second = tape.exchanges
    asked_twice = replace(first, response=replace(first.response, body=b'{"second":true}'))
    player = Player(caller, rows, replace(tape, exchanges=(first, asked_twice, second)))

    bodies = [player.ask(first).body for _ in range(3)]

    assert bodies == [first.response.body, b'{"second":true}', b'{"second":true}']


def test_a_request_to_no_tapes_is_refused(caller: Client, rows: dict[str, Row], tape: Tape) -> None:
    player = Player(caller, rows, replace(tape, exchanges=()))

    assert code(player.ask(tape.exchanges[0])) == "nothing_on_tape"


def test_of_what_a_client_draws_for_each_call_the_type_alone_counts(caller: Client, rows: dict[str, Row], tape: Tape) -> None:
    first = tape.exchanges[0]
    row = rows[first.contract]
    replay = Replay([tape], caller, rows, manner=Manner(drawn=frozenset({"requestId"})))

    def asked(request_id: object) -> Response:
        opened = json.loads(first.request.opened) | {"requestId": request_id}
        draft = replace(as_sent(first, URL), body=json.dumps(opened).encode())
        return replay.answer(caller.prepared(row, draft, cause="test"), now=NOW)

    assert [asked(drawn).status for drawn in ("another", 1)] == [200, REFUSED]


def test_a_replay_knows_of_which_paths_its_tapes_speak(player: Player) -> None:
    assert player.replay.speaks_of("/mdes/")
    assert not player.replay.speaks_of("/_emulator/")
