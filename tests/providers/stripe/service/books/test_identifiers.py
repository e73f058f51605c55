"""Ids look like Stripe's, sort by time, and tell accounts apart."""

import re
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient

from tests.providers.stripe.phone import Phone
from tests.providers.stripe.sdk import ADA, sdk_at


async def test_an_id_has_a_prefix_and_24_characters(card: Any, ada: Any) -> None:
    assert re.fullmatch(r"ic_[0-9A-Za-z]{24}", card.id)
    assert re.fullmatch(r"ich_[0-9A-Za-z]{24}", ada.id)


async def test_bundles_and_designs_have_14(issuing: Any) -> None:
    bundles = (await issuing.physical_bundles.list_async()).data
    design = await issuing.personalization_designs.create_async({"physical_bundle": bundles[0].id})

    assert all(re.fullmatch(r"ics_[0-9A-Za-z]{14}", bundle.id) for bundle in bundles)
    assert re.fullmatch(r"ipcd_[0-9A-Za-z]{14}", design.id)


async def test_all_ids_of_an_account_share_ten_characters(
    client: TestClient[web.BaseRequest, web.Application], session: ClientSession, ada: Any, card: Any
) -> None:
    other, _ = sdk_at(str(client.make_url("")).rstrip("/"), session, key="sk_test_another")
    stranger = await other.v1.issuing.cardholders.create_async(ADA)  # type: ignore[arg-type]  # a dict where the SDK names a TypedDict

    shared = {one.id.partition("_")[2][6:16] for one in (ada, card)}

    assert len(shared) == 1
    assert stranger.id.partition("_")[2][6:16] not in shared


async def test_ids_sort_by_time(issuing: Any, phone: Phone, ada: Any) -> None:
    made = []
    for _ in range(5):
        await phone.wait(10_000)
        made.append((await issuing.cardholders.create_async(ADA)).id)

    assert [ada.id, *made] == sorted([ada.id, *made])
