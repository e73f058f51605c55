"""The client's half, against the front door."""

from collections.abc import Awaitable, Callable

import pytest

from emulator.core.message import Request, Response
from emulator.recording import credentials
from emulator.recording.client import SPOILERS, Client, Row, as_sent, is_signed
from emulator.recording.tape import Tape
from tests.recording.conftest import URL

Send = Callable[[Request], Awaitable[Response]]


async def test_a_taped_request_is_taken_when_it_is_prepared_anew(caller: Client, rows: dict[str, Row], send: Send, tape: Tape) -> None:
    told = tape.exchanges[0]

    answer = await send(caller.prepared(rows[told.contract], as_sent(told, URL), cause="test"))

    assert answer.status == 200
    assert b"tokenNumber" in caller.opened_answer(rows[told.contract], answer)


# Reason codes as Mastercard's gateway and service write them (developer.mastercard.com, MDES Digital Enablement).
@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        ("unsigned", b"INVALID_OAUTH_SBS"),
        ("unknown_credential", b"INVALID_CLIENT_ID"),
        ("changed_after_signing", b"INVALID_BODY_HASH"),
        ("foreign_signature", b"AUTHENTICATION_FAILED"),
        ("foreign_certificate", b"CRYPTOGRAPHY_ERROR"),
    ],
)
async def test_every_spoiler_is_refused_in_its_own_way(
    caller: Client, rows: dict[str, Row], send: Send, tape: Tape, spoilt: str, code: bytes
) -> None:
    told = tape.exchanges[0]

    answer = await send(caller.prepared(rows[told.contract], as_sent(told, URL), cause="test", spoilt=spoilt))

    assert spoilt in SPOILERS
    assert code in answer.body


def test_a_request_shows_whether_it_is_signed(caller: Client, rows: dict[str, Row], tape: Tape) -> None:
    told = tape.exchanges[0]
    row = rows[told.contract]
    prepared = caller.prepared(row, as_sent(told, URL), cause="test")

    assert (is_signed(row, prepared), is_signed(row, as_sent(told, URL))) == (True, False)


def test_without_a_credential_nothing_is_signed(caller: Client, rows: dict[str, Row], tape: Tape) -> None:
    told = tape.exchanges[1]
    stranger = Client(caller.house, {})

    prepared = stranger.prepared(rows[told.contract], as_sent(told, URL), cause="test")

    assert "authorization" not in prepared.headers


def test_the_same_cause_under_a_seed_gives_the_same_bytes(caller: Client, rows: dict[str, Row], tape: Tape) -> None:
    told = tape.exchanges[0]
    draft = as_sent(told, URL)

    once, again, other = (caller.prepared(rows[told.contract], draft, cause=cause).body for cause in ("a", "a", "b"))

    assert once == again != other


def test_the_demo_credentials_are_of_every_kind_that_is_asked_for(rows: dict[str, Row]) -> None:
    kinds = {row.api.wire.kind for row in rows.values()} - {""}

    assert kinds <= credentials.demo().keys()
