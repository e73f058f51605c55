"""One attempt: sealed anew, sent, judged, and kept as a row and as an exchange."""

from dataclasses import replace

import pytest

from emulator.config import Settings
from emulator.core.context import House
from emulator.domain.notices import Delivery, StoredNotice
from emulator.outbound.attempt import make_attempt
from emulator.outbound.courier import Courier
from emulator.outbound.post import Post
from emulator.storage.unit import Unit
from tests.outbound.outbox import attempts, only_notice
from tests.outbound.receiver import Receiver
from tests.outbound.sample import API, UNREADABLE, frozen, make_token, open_house, put_issuer


async def test_what_was_sent_and_what_came_back_is_kept(house: House, courier: Courier, receiver: Receiver) -> None:
    receiver.will_answer(200, body='{"responseId":"1"}')
    await make_token(house)

    await courier.deliver("default")

    notice = await only_notice(house)
    (attempt,) = await attempts(house, notice.id)
    assert (attempt.number, attempt.at, attempt.sent) == (1, house.home.clock.frozen_at, b"sealed:" + notice.body)
    assert (attempt.status, attempt.answer, attempt.error) == (200, b'{"responseId":"1"}', None)
    assert attempt.micros > 0


async def test_an_attempt_is_an_outbound_exchange_with_the_plain_body_beside_the_sealed_one(
    house: House, courier: Courier, receiver: Receiver
) -> None:
    receiver.will_answer(500)
    await make_token(house)

    await courier.deliver("default")

    notice = await only_notice(house)
    (exchange,) = house.journal.newest_first("default")
    assert (exchange.direction, exchange.api, exchange.operation, exchange.error) == ("outbound", "sample", "told", "NotDelivered")
    assert (exchange.request.url, exchange.request.body) == (f"{receiver.url}/told", b"sealed:" + notice.body)
    assert exchange.opened_request == notice.body
    assert exchange.response
    assert exchange.response.status == 500
    assert [finding.cause for finding in exchange.findings] == ["refused"]


@pytest.mark.parametrize(("status", "body"), [(302, "{}"), (404, "{}"), (500, "{}"), (200, '{"errorCode":"INVALID_FIELD_FORMAT"}')])
async def test_whether_an_answer_means_delivered_is_for_the_wire_to_say(
    house: House, courier: Courier, receiver: Receiver, status: int, body: str
) -> None:
    receiver.will_answer(status, body=body)
    await make_token(house)

    await courier.deliver("default")

    notice = await only_notice(house)
    (attempt,) = await attempts(house, notice.id)
    assert (notice.state, attempt.status) == (Delivery.PENDING, status)
    assert attempt.error == f"the receiver answered {status}, which does not count as delivered"


async def test_a_notice_whose_receiver_is_gone_is_given_up_with_a_sentence(house: House, courier: Courier, receiver: Receiver) -> None:
    await put_issuer(house, "bank", receiver.url)
    await put_issuer(house, "demo-issuer-without-url", None)
    await make_token(house)
    await house.unit(house.context(house.home), lambda unit: unit.parties.remove("issuer", "bank"))

    await courier.deliver("default")

    (gone,) = await _of(house, "issuer:bank")
    (attempt,) = await attempts(house, gone.id)
    assert (gone.state, attempt.status, attempt.sent) == (Delivery.FAILED, None, b"")
    assert attempt.error == "the receiver issuer:bank is not registered any more"


async def test_a_notice_that_cannot_be_sealed_is_tried_again_later(house: House, courier: Courier, receiver: Receiver) -> None:
    await put_issuer(house, "bank", receiver.url, certificate=UNREADABLE)
    await make_token(house)

    await courier.deliver("default")

    (unsealed,) = await _of(house, "issuer:bank")
    (attempt,) = await attempts(house, unsealed.id)
    assert (unsealed.state, attempt.status) == (Delivery.PENDING, None)
    assert attempt.error == "the notice could not be sealed and signed: not a certificate"


@pytest.mark.parametrize("change", [{"api": "gone"}, {"name": "gone"}])
async def test_a_notice_that_this_program_does_not_know_is_given_up_with_a_sentence(
    house: House, courier: Courier, change: dict[str, str]
) -> None:
    await make_token(house)
    known = await only_notice(house)
    unknown = replace(known, id="nt_unknown", **change)  # type: ignore[arg-type]  # the values are texts
    await house.unit(house.context(house.home), lambda unit: unit.notices.add(unknown))

    await courier.deliver("default")

    (attempt,) = await attempts(house, "nt_unknown")
    assert attempt.error
    assert attempt.error.startswith("this program sends no ")


async def test_an_attempt_for_a_world_that_was_reset_meanwhile_leaves_nothing(house: House, receiver: Receiver) -> None:
    await make_token(house)
    notice = await only_notice(house)
    post = Post(house.settings)
    await house.unit(house.context(house.home), lambda unit: unit.worlds.clear("default"))

    await make_attempt(house.context(house.home, cause="test"), post, notice)

    await post.close()
    assert await attempts(house, notice.id) == []
    assert await _all(house) == []


async def test_a_seed_makes_every_attempt_reproducible_and_different(receiver: Receiver) -> None:
    runs = [await _nonces(receiver) for _ in range(2)]

    assert runs[0] == runs[1]
    assert len(set(runs[0])) == len(runs[0]) == 3


async def _nonces(receiver: Receiver) -> list[str]:
    receiver.heard.clear()
    house = await open_house(API, settings=Settings(database="sqlite://", seed=7, issuer_url=receiver.url), clock=frozen())
    house.courier = courier = Courier(house)
    await make_token(house)
    await courier.deliver("default")
    for _ in range(2):
        await courier.redeliver("default", (await only_notice(house)).id)
    await house.close()
    return [heard.headers["X-Nonce"] for heard in receiver.heard]


async def _all(house: House) -> list[StoredNotice]:
    async def work(unit: Unit) -> list[StoredNotice]:
        return await unit.notices.newest(most=100)

    return await house.store.read("default", work)


async def _of(house: House, receiver: str) -> list[StoredNotice]:
    return [notice for notice in await _all(house) if notice.receiver == receiver]
