"""Objects are found by id, or refused: with 404 in a path, with 400 in a parameter."""

from typing import Any

import pytest
import stripe

from tests.providers.stripe.sdk import WitnessedClient


@pytest.mark.parametrize(
    ("service", "called", "param"),
    [
        ("cards", "issuing card", "card"),
        ("cardholders", "issuing cardholder", "cardholder"),
        ("tokens", "issuing token", "token"),
        ("personalization_designs", "issuing personalization design", "personalization_design"),
        ("physical_bundles", "issuing physical bundle", "physical_bundle"),
    ],
)
async def test_an_unknown_id_in_a_path_is_not_found(issuing: Any, service: str, called: str, param: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await getattr(issuing, service).retrieve_async("x_nope")

    assert (refused.value.http_status, refused.value.code, refused.value.param) == (404, "resource_missing", param)
    assert refused.value.user_message == f"No such {called}: 'x_nope'"


async def test_an_unknown_id_in_a_parameter_is_a_bad_request(issuing: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await issuing.cards.create_async({"cardholder": "ich_nope", "currency": "usd", "type": "virtual"})

    assert (refused.value.http_status, refused.value.code, refused.value.param) == (400, "resource_missing", "cardholder")


async def test_members_come_in_stripes_order(card: Any, http: WitnessedClient) -> None:
    for body in (http.body, http.body["cardholder"]):
        names = list(body)
        assert names == ["id", "object", *sorted(names[2:])]
    assert list(http.body["spending_controls"]) == sorted(http.body["spending_controls"])
