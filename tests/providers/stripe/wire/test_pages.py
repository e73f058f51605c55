"""Lists are walked both ways, as the SDK walks them (docs.stripe.com/api/pagination)."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.phone import Phone
from tests.providers.stripe.sdk import ADA, WitnessedClient


@pytest.fixture
async def holders(issuing: Any) -> list[str]:
    """Seven cardholders, newest first."""
    return [(await issuing.cardholders.create_async({**ADA, "email": f"{n}@example.com"})).id for n in range(7)][::-1]


async def walked(page: Any) -> list[str]:
    """Walk to the end, as the SDK does it."""
    return [one.id async for one in page.auto_paging_iter()]


@pytest.mark.parametrize("limit", [1, 3, 7, 100])
async def test_walking_forward_meets_everything_once(issuing: Any, holders: list[str], limit: int) -> None:
    assert await walked(await issuing.cardholders.list_async({"limit": limit})) == holders


@pytest.mark.parametrize("limit", [1, 2, 100])
async def test_walking_backward_meets_what_is_newer(issuing: Any, holders: list[str], limit: int) -> None:
    page = await issuing.cardholders.list_async({"limit": limit, "ending_before": holders[5]})

    assert await walked(page) == holders[:5][::-1]


async def test_a_page_says_whether_there_are_more(issuing: Any, holders: list[str], http: WitnessedClient) -> None:
    seen = []
    for params in ({"limit": 6}, {"limit": 7}, {"starting_after": holders[2], "limit": 4}, {"ending_before": holders[2], "limit": 1}):
        page = await issuing.cardholders.list_async(params)
        seen.append((len(page.data), page.has_more))

    assert seen == [(6, True), (7, False), (4, False), (1, True)]
    assert http.body["url"] == "/v1/issuing/cardholders"


@pytest.mark.parametrize(("limit", "length"), [(0, 1), (-5, 1), (1000, 7)])
async def test_a_limit_out_of_range_is_clamped(issuing: Any, holders: list[str], limit: int, length: int) -> None:
    assert len((await issuing.cardholders.list_async({"limit": limit})).data) == length


async def test_filters_combine(issuing: Any, holders: list[str]) -> None:
    await issuing.cardholders.update_async(holders[3], {"status": "inactive"})

    found = await issuing.cardholders.list_async({"status": "inactive", "email": "3@example.com"})
    none = await issuing.cardholders.list_async({"status": "inactive", "email": "4@example.com"})

    assert ([one.id for one in found.data], none.data) == ([holders[3]], [])


async def test_a_filtered_walk_meets_everything_once(issuing: Any, ada: Any) -> None:
    cards = [
        (
            await issuing.cards.create_async(
                {"cardholder": ada.id, "currency": "usd", "type": "virtual", "exp_month": 1 + n % 2, "exp_year": 2090}
            )
        ).id
        for n in range(9)
    ]

    assert await walked(await issuing.cards.list_async({"exp_month": 2, "limit": 2})) == cards[1::2][::-1]


async def test_the_time_of_creation_can_be_asked_for(issuing: Any, phone: Phone) -> None:
    made = []
    for _ in range(3):
        made.append(await issuing.cardholders.create_async(ADA))
        await phone.wait(1_000)
    middle = made[1].created

    found = {
        name: [made.index(one) for one in (await issuing.cardholders.list_async({"created": created})).data]
        for name, created in {
            "at": middle,
            "gt": {"gt": middle},
            "gte": {"gte": middle},
            "lt": {"lt": middle},
            "both": {"gt": 1, "lte": middle},
        }.items()
    }

    assert found == {"at": [1], "gt": [2], "gte": [2, 1], "lt": [0], "both": [1, 0]}


@pytest.mark.parametrize("cursor", ["starting_after", "ending_before"])
async def test_a_cursor_must_be_there(issuing: Any, cursor: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await issuing.cardholders.list_async({cursor: "ich_nope"})

    assert (refused.value.http_status, refused.value.param) == (400, cursor)
    assert refused.value.user_message == "No such issuing cardholder: 'ich_nope'"


async def test_two_cursors_are_one_too_many(issuing: Any, holders: list[str]) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Received both starting_after and ending_before parameters"):
        await issuing.cardholders.list_async({"starting_after": holders[0], "ending_before": holders[1]})
