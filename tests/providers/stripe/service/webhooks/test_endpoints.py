"""Webhook endpoints: what is kept of them, and what they may not be."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.sdk import WitnessedClient

pytestmark = pytest.mark.exercises(
    "stripe.create_webhook_endpoint",
    "stripe.delete_webhook_endpoint",
    "stripe.list_webhook_endpoints",
    "stripe.retrieve_webhook_endpoint",
    "stripe.update_webhook_endpoint",
)

URL = "http://127.0.0.1:9/hooks"
ALL: dict[str, Any] = {"url": URL, "enabled_events": ["*"]}


async def test_the_secret_is_shown_when_the_endpoint_is_made_and_never_again(hooks: Any, http: WitnessedClient) -> None:
    made = await hooks.create_async({**ALL, "description": "mine", "metadata": {"a": "b"}, "api_version": "2024-06-20"})
    await hooks.retrieve_async(made.id)

    assert made.secret.startswith("whsec_")
    assert http.body == {name: value for name, value in made.to_dict().items() if name != "secret"}
    assert (made.status, made.url, made.api_version, made.description) == ("enabled", URL, "2024-06-20", "mine")


async def test_a_change_is_read_back(hooks: Any) -> None:
    made = await hooks.create_async({**ALL, "metadata": {"a": "b", "c": "d"}})

    await hooks.update_async(
        made.id, {"url": f"{URL}/new", "enabled_events": ["issuing_card.created"], "disabled": True, "metadata": {"a": ""}}
    )

    after = await hooks.retrieve_async(made.id)
    assert (after.url, after.enabled_events, after.status) == (f"{URL}/new", ["issuing_card.created"], "disabled")
    assert after.metadata.to_dict() == {"c": "d"}


async def test_an_endpoint_can_be_enabled_again(hooks: Any) -> None:
    made = await hooks.create_async(ALL)
    await hooks.update_async(made.id, {"disabled": True})

    after = await hooks.update_async(made.id, {"disabled": False})

    assert after.status == "enabled"


async def test_a_deleted_endpoint_is_gone(hooks: Any) -> None:
    made, other = [await hooks.create_async(ALL) for _ in range(2)]

    deleted = await hooks.delete_async(made.id)

    assert (deleted.id, deleted.deleted) == (made.id, True)
    assert [endpoint.id for endpoint in (await hooks.list_async()).data] == [other.id]
    with pytest.raises(stripe.InvalidRequestError, match="No such webhook endpoint"):
        await hooks.retrieve_async(made.id)


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"url": "example.com"}, "url"),
        ({"enabled_events": ["issuing_card.sung"]}, "enabled_events[0]"),
        ({"api_version": "2001-01-01"}, "api_version"),
        ({"url": None}, "url"),
        ({"enabled_events": None}, "enabled_events"),
    ],
)
async def test_an_endpoint_that_cannot_be_is_refused(hooks: Any, changes: dict[str, Any], param: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await hooks.create_async({**ALL, **changes})

    assert (refused.value.http_status, refused.value.param) == (400, param)


async def test_a_secret_can_be_asked_for_and_is_not_kept_with_the_metadata(hooks: Any) -> None:
    made = await hooks.create_async({**ALL, "metadata": {"emulator_secret": "whsec_of_mine", "a": "b"}})

    assert (made.secret, made.metadata.to_dict()) == ("whsec_of_mine", {"a": "b"})
    with pytest.raises(stripe.InvalidRequestError, match="begins with whsec_"):
        await hooks.create_async({**ALL, "metadata": {"emulator_secret": "mine"}})
