"""Metadata: merged, unset, and limited (docs.stripe.com/api/metadata)."""

from typing import Any

import pytest
import stripe


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ({"c": "d"}, {"a": "b", "c": "d"}),
        ({"a": "z"}, {"a": "z"}),
        ({"a": ""}, {}),
        ("", {}),
        ({}, {"a": "b"}),
    ],
)
async def test_an_update_merges(issuing: Any, ada: Any, change: Any, after: dict[str, str]) -> None:
    await issuing.cardholders.update_async(ada.id, {"metadata": {"a": "b"}})

    await issuing.cardholders.update_async(ada.id, {"metadata": change})

    assert (await issuing.cardholders.retrieve_async(ada.id)).metadata.to_dict() == after


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"k" * 41: "v"}, "Metadata keys can have up to 40 characters, but you passed in a key that is 41 characters. Invalid key: kkk"),
        ({"k": "v" * 501}, "Metadata values can have up to 500 characters, but you passed in a value that is 501 characters."),
        ({f"k{n}": "v" for n in range(51)}, "You can specify up to 50 metadata keys, but you passed in 51."),
    ],
)
async def test_too_much_is_refused(issuing: Any, ada: Any, metadata: dict[str, str], message: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await issuing.cardholders.update_async(ada.id, {"metadata": metadata})

    assert (refused.value.param, f"{refused.value.user_message}"[: len(message)]) == ("metadata", message)
