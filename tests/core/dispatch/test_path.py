"""Every request is authenticated, decoded, validated and handled in one unit, or refused in the API's own words."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from emulator.config import Auth, Settings
from emulator.core.context import House
from emulator.core.dispatch import EXPLANATION, dispatch
from emulator.core.journal import Exchange
from emulator.core.message import Response
from emulator.storage.engine.statements import UnitMustNotWaitError, UnitMustNotWriteError
from tests.core.dispatch.calls import OPEN, OTHER, a_request, call
from tests.core.sample import API, ASK, GREET, GREETING, LOOK_UP, NOON, REFUSE, WAIT, WRITE_IN_A_READ

STRANGERS = {
    "missing": {"nothing": "said"},
    "unknown": {"key": "stranger", "word": "open default"},
    "wrong": {"key": "default", "word": "sesame"},
}


def last(house: House, world: str = "default") -> Exchange:
    return next(house.journal.newest_first(world))


async def greeted(house: House, name: str, world: str = "default") -> bool:
    return await house.store.read(world, lambda unit: unit.documents.get(GREETING, name)) is not None


def break_storage(house: House, *, read_only: bool = True) -> None:
    """Let the database refuse every write, as a read-only file does."""
    house.store._engine._connection.execute(f"PRAGMA query_only={read_only}")  # type: ignore[attr-defined]  # the test looks behind the protocol


async def test_a_request_is_answered_and_kept(house: House) -> None:
    response = await call(house, a_request("anna"))

    assert (response.status, response.body[:18]) == (201, b'{"text":"hello ann')
    assert await greeted(house, "anna")
    assert EXPLANATION not in response.headers


@pytest.mark.parametrize("cause", STRANGERS)
async def test_a_stranger_is_refused_and_the_cause_explained(house: House, cause: str) -> None:
    response = await call(house, a_request(headers=STRANGERS[cause]))

    assert (response.status, response.body) == (401, f"AccessDenied: the key is {cause}".encode())
    assert response.headers[EXPLANATION] == f"http://emulator.example/_emulator/exchanges/{last(house).id}"
    assert [(finding.cause, finding.severity) for finding in last(house).findings] == [(cause, "refused")]
    assert not await greeted(house, "anna")


@pytest.mark.parametrize("cause", STRANGERS)
async def test_lenient_lets_a_stranger_in_and_warns(house: House, cause: str) -> None:
    house.settings = Settings(seed=1, auth=Auth.LENIENT)

    response = await call(house, a_request(headers=STRANGERS[cause]))

    assert response.status == 201
    assert EXPLANATION in response.headers
    assert [(finding.cause, finding.severity) for finding in last(house).findings] == [(cause, "tolerated")]


@pytest.mark.parametrize("cause", STRANGERS)
async def test_off_lets_a_stranger_in_silently(house: House, cause: str) -> None:
    house.settings = Settings(seed=1, auth=Auth.OFF)

    response = await call(house, a_request(headers=STRANGERS[cause]))

    assert (response.status, EXPLANATION in response.headers, last(house).findings) == (201, False, [])


@pytest.mark.parametrize("auth", Auth)
async def test_a_credential_opens_its_own_world(house: House, auth: Auth) -> None:
    house.settings = Settings(seed=1, auth=auth)

    await call(house, a_request("anna", OTHER))

    assert (await greeted(house, "anna", "other"), await greeted(house, "anna", "default")) == (True, False)
    assert (last(house, "other").namespace, list(house.journal.newest_first("default"))) == ("other", [])


async def test_who_needs_no_credential_is_at_home(house: House) -> None:
    response = await call(house, a_request(headers={"key": "*"}))

    assert (response.status, last(house).namespace) == (201, "default")


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b"{", 400, "Malformed"),
        (b'{"name": "\\u0000"}', 400, "Malformed"),
        (b'{"name": ""}', 422, "ValidationError"),
        (b'{"name": 5}', 422, "ValidationError"),
        (b"{}", 422, "ValidationError"),
    ],
)
async def test_a_body_that_makes_no_sense_is_refused(house: House, body: bytes, status: int, error: str) -> None:
    response = await call(house, a_request(body=body))

    assert (response.status, last(house).error) == (status, error)
    assert response.body.startswith(error.encode())


async def test_what_the_path_says_goes_before_what_the_body_says(house: House) -> None:
    await call(house, a_request("body").with_path_params({"name": "path"}))

    assert (await greeted(house, "path"), await greeted(house, "body")) == (True, False)


async def test_nothing_lives_where_no_row_does(house: House) -> None:
    response = await call(house, a_request(), None)

    assert (response.status, response.body) == (400, b"NoSuchOperation: nothing answers POST /sample/greet")
    assert (last(house).operation, last(house).findings[0].cause) == ("unknown", "no_such_operation")


async def test_a_stranger_does_not_learn_what_lives_where(house: House) -> None:
    response = await call(house, a_request(headers=STRANGERS["wrong"]), None)

    assert response.status == 401


async def test_a_refusal_of_the_domain_keeps_nothing(house: House) -> None:
    response = await call(house, a_request("anna"), REFUSE)

    assert (response.status, last(house).error) == (404, "UnknownToken")
    assert not await greeted(house, "anna")


async def test_a_handler_that_waits_is_a_fault_of_ours_and_keeps_nothing(house: House) -> None:
    with pytest.raises(UnitMustNotWaitError, match="wait_inside > sleep"):
        await call(house, a_request("anna"), WAIT)

    assert not await greeted(house, "anna")


async def test_a_row_that_promised_to_read_cannot_write(house: House) -> None:
    with pytest.raises(UnitMustNotWriteError):
        await call(house, a_request("anna"), WRITE_IN_A_READ)

    assert not await greeted(house, "anna")


async def test_reading_needs_no_writable_database(house: House) -> None:
    await call(house, a_request("anna"))
    break_storage(house)

    response = await call(house, a_request("anna"), LOOK_UP)

    assert (response.status, response.body) == (200, b'{"text":"default"}')


async def test_a_storage_that_refuses_makes_the_api_unavailable(house: House) -> None:
    break_storage(house)

    response = await call(house, a_request("anna"))

    assert (response.status, last(house).error) == (503, "StorageError")
    assert response.body.startswith(b"Unavailable: ")

    break_storage(house, read_only=False)
    assert (await call(house, a_request("anna"))).status == 201


async def test_a_storage_that_is_gone_makes_the_api_unavailable(house: House) -> None:
    await house.store.close()

    response = await call(house, a_request("anna"))

    assert response.status == 503


async def test_the_app_is_asked_before_the_unit_and_its_answer_is_handled_in_it(house: House) -> None:
    response = await call(house, a_request("anna"), ASK)

    assert response.body.startswith(b'{"text":"hello anna, your grace,')


async def test_requests_at_once_share_their_commits(house: House) -> None:
    said: list[str] = []
    house.store._engine._connection.set_trace_callback(said.append)  # type: ignore[attr-defined]  # the test looks behind the protocol

    responses = await asyncio.gather(*(call(house, a_request(f"n{n}")) for n in range(20)))

    assert {response.status for response in responses} == {201}
    # One for the first, and one for all who found its transaction open when they came in and waited for it.
    assert said.count("COMMIT") == 2


async def test_every_exchange_is_written_down(house: House) -> None:
    request = a_request("anna")

    response = await call(house, request)

    exchange = last(house)
    assert (exchange.request, exchange.response, exchange.error) == (request, response, None)
    assert (exchange.api, exchange.operation, exchange.at) == ("sample", "greet", NOON)
    assert (exchange.opened_request, exchange.opened_response) == (b"opened " + request.body, b"opened answer")
    assert exchange.micros > 0


async def test_an_api_of_no_world_leaves_no_trace(house: House) -> None:
    api = replace(API, of_a_world=False)
    before = house.context(house.home).cause

    response = await dispatch(house, api, operation=GREET, request=a_request("anna"))

    assert (response.status, list(house.journal.newest_first("default"))) == (201, [])
    assert int(house.context(house.home).cause) == int(before) + 1


async def test_a_seed_repeats_every_answer(house: House) -> None:
    async def played() -> list[Response]:
        house.forget("default")
        house.forget("other")
        return [await call(house, a_request(f"n{n}", OTHER if n % 2 else OPEN)) for n in range(6)]

    assert await played() == await played()


async def test_time_is_that_of_the_world_entered(house: House) -> None:
    world = await house.store.read("other", lambda unit: unit.worlds.get("other"))
    assert world is not None
    ctx = house.context(world)
    await house.unit(ctx, lambda unit: unit.worlds.set_clock("other", world.clock.advanced(timedelta(days=1))))

    await call(house, a_request("anna", OTHER))

    assert last(house, "other").at == NOON
