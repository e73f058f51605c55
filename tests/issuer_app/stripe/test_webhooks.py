"""Webhooks are taken where the official library finds their signature good."""

import hashlib
import hmac
import json
import time

import pytest
from stripe import Webhook

from emulator.issuer_app.errors import WebhookRefused
from emulator.issuer_app.stripe.webhooks import read_event

SECRET = "whsec_of_this_app"
EVENT = json.dumps({"id": "evt_1", "object": "event", "type": "issuing_token.created", "data": {"object": {"id": "intok_1"}}}).encode()


def signature(body: bytes = EVENT, *, secret: str = SECRET, at: float | None = None) -> str:
    """Sign as docs.stripe.com/webhooks/signature says."""
    moment = int(at or time.time())
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"


def test_an_event_that_is_signed_is_read() -> None:
    event = read_event(EVENT, signature(), SECRET)

    assert (event.id, event.type) == ("evt_1", "issuing_token.created")
    assert Webhook.DEFAULT_TOLERANCE == 300


@pytest.mark.parametrize(
    "wrong",
    ["", "t=1", signature(secret="whsec_other"), signature(EVENT + b" "), signature(at=time.time() - 301)],
    ids=["none", "half", "another secret", "another body", "too old"],
)
def test_one_that_is_not_is_refused(wrong: str) -> None:
    with pytest.raises(WebhookRefused, match="signature is not good"):
        read_event(EVENT, wrong, SECRET)


def test_what_is_no_event_is_refused() -> None:
    with pytest.raises(WebhookRefused, match="no event"):
        read_event(b"nonsense", signature(b"nonsense"), SECRET)
