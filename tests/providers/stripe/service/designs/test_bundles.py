"""Every account has two bundles, and nobody can make another."""

from typing import Any

import pytest
import stripe

pytestmark = pytest.mark.exercises("stripe.list_physical_bundles", "stripe.retrieve_physical_bundle")


async def test_there_is_one_of_each_type(issuing: Any) -> None:
    bundles = (await issuing.physical_bundles.list_async()).data

    assert sorted(bundle.type for bundle in bundles) == ["custom", "standard"]
    assert [await issuing.physical_bundles.retrieve_async(bundle.id) for bundle in bundles] == bundles


async def test_they_are_walked_both_ways(issuing: Any) -> None:
    first = await issuing.physical_bundles.list_async({"limit": 1})
    second = await issuing.physical_bundles.list_async({"limit": 1, "starting_after": first.data[0].id})
    back = await issuing.physical_bundles.list_async({"limit": 1, "ending_before": second.data[0].id})

    assert (first.has_more, second.has_more, back.has_more) == (True, False, False)
    assert back.data == first.data != second.data


async def test_they_are_filtered(issuing: Any) -> None:
    assert (await issuing.physical_bundles.list_async({"status": "review"})).data == []


@pytest.mark.parametrize("cursor", ["starting_after", "ending_before"])
async def test_a_cursor_is_a_bundle(issuing: Any, cursor: str) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="No such issuing physical bundle: 'ics_nope'"):
        await issuing.physical_bundles.list_async({cursor: "ics_nope"})
