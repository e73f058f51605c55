"""Events about tokens, in the app's own words."""

import pytest

from emulator.issuer_app.pan import Pan
from emulator.issuer_app.stripe.tokens import TokenEvent, digest_of, news_of

PAN = Pan("4000009990001003")


def event(status: str, *, event_id: str = "evt_1") -> TokenEvent:
    token = {"id": "intok_1", "object": "issuing.token", "card": "ic_1", "last4": "4242", "status": status}
    return TokenEvent.model_validate({"id": event_id, "type": "issuing_token.updated", "data": {"object": token}})


@pytest.mark.parametrize(
    ("status", "word"), [("requested", "INACTIVE"), ("active", "ACTIVE"), ("suspended", "SUSPENDED"), ("deleted", "DEACTIVATED")]
)
def test_a_status_is_told_in_the_word_that_the_networks_use(status: str, word: str) -> None:
    news = news_of(event(status), PAN)

    assert (news.status, news.provider, news.reference, news.last4, news.pan) == (word, "stripe", "intok_1", "4242", PAN)


def test_an_event_that_is_sent_again_is_known_by_its_id() -> None:
    first, again, other = (event("active", event_id=name) for name in ("evt_1", "evt_1", "evt_2"))

    assert digest_of(first) == digest_of(again) != digest_of(other)
