"""The outbox: what was told, what has yet to be, every attempt, and one more by hand."""

import asyncio

from emulator.core.context import House
from tests.admin.conftest import Call
from tests.outbound.receiver import Receiver
from tests.outbound.sample import PAN, make_token


async def test_a_notice_is_shown_with_its_attempts(house: House, get: Call, post: Call, receiver: Receiver) -> None:
    receiver.will_answer(503, body="busy")
    token = await make_token(house)
    pending = (await get("outbox"))["notices"][0]

    await post("outbox/deliver")

    (notice,) = (await get("outbox"))["notices"]
    assert (pending["state"], pending["tries"], pending["attempts"]) == ("pending", 0, [])
    assert {name: notice[name] for name in ("api", "name", "receiver", "url", "state", "tries")} == {
        "api": "sample",
        "name": "told",
        "receiver": "issuer:demo-issuer",
        "url": f"{receiver.url}/told",
        "state": "pending",
        "tries": 1,
    }
    (attempt,) = notice["attempts"]
    assert (attempt["number"], attempt["status"], attempt["answer"]) == (1, 503, "busy")
    assert attempt["error"] == "the receiver answered 503, which does not count as delivered"
    assert attempt["sent"] == "sealed:" + notice["body"]
    assert token.reference in notice["body"]


async def test_a_notice_that_was_delivered_is_due_no_more(house: House, get: Call, post: Call) -> None:
    await make_token(house)

    delivered = await post("outbox/deliver")

    (notice,) = (await get("outbox"))["notices"]
    assert (notice["state"], notice["due_at"]) == ("delivered", None)
    assert delivered["tried"] == [notice]


async def test_card_numbers_in_the_outbox_are_shown_to_who_asks_for_them(house: House, get: Call, post: Call) -> None:
    await make_token(house)
    await post("outbox/deliver")

    masked, revealed = await get("outbox"), await get("outbox", reveal="true")

    assert PAN.reveal() not in str(masked)
    assert str(revealed).count(PAN.reveal()) == 2


async def test_the_outbox_is_paged_newest_first_even_where_time_stands_still(house: House, get: Call, post: Call) -> None:
    await post("clock/freeze")
    tokens = [(await make_token(house)).reference for _ in range(5)]

    first = await get("outbox", limit=3)
    second = await get("outbox", limit=3, cursor=first["next_cursor"])

    shown = [notice["body"].partition('"token":"')[2].partition('"')[0] for notice in first["notices"] + second["notices"]]
    assert shown == tokens[::-1]
    assert second["next_cursor"] is None


async def test_delivering_twice_at_once_makes_one_attempt(house: House, post: Call, receiver: Receiver) -> None:
    await make_token(house)

    answers = await asyncio.gather(*(post("outbox/deliver") for _ in range(4)))

    assert len(receiver.heard) == 1
    assert all(len(notice["attempts"]) == 1 for answer in answers for notice in answer["tried"])


async def test_redelivery_adds_an_attempt(house: House, post: Call, receiver: Receiver) -> None:
    await make_token(house)
    (notice,) = (await post("outbox/deliver"))["tried"]
    receiver.will_answer(500)

    again = await post(f"outbox/{notice['id']}/redeliver")

    assert (again["state"], [attempt["status"] for attempt in again["attempts"]]) == ("delivered", [200, 500])
    assert again["attempts"][:1] == notice["attempts"]


async def test_what_is_not_in_the_outbox_of_this_world_is_not_redelivered(house: House, post: Call, refused: Call) -> None:
    await make_token(house)
    (notice,) = (await post("outbox/deliver"))["tried"]
    await post("namespaces", {"name": "other"})

    foreign = await refused("POST", f"outbox/{notice['id']}/redeliver", json={"namespace": "other"})

    assert foreign == (404, "unknown_notice")
    assert await refused("POST", "outbox/nt_nowhere/redeliver") == (404, "unknown_notice")


async def test_an_emulator_without_a_courier_says_so(house: House, refused: Call) -> None:
    assert house.courier
    await house.courier.close()
    house.courier = None

    assert await refused("POST", "outbox/deliver") == (503, "unavailable")
