"""What Stripe tells by webhook: taken where its signature is good (docs.stripe.com/webhooks/signature)."""

from typing import Final

from stripe import Event, SignatureVerificationError, Webhook

from ..errors import WebhookRefused

SIGNATURE: Final = "Stripe-Signature"


def read_event(body: bytes, signature: str, secret: str) -> Event:
    """Return the event. Raises WebhookRefused."""
    try:
        event: Event = Webhook.construct_event(body, signature, secret)
    except SignatureVerificationError as error:
        raise WebhookRefused(f"The signature is not good: {error.user_message or error}") from None
    except ValueError:
        raise WebhookRefused("The body is no event.") from None
    return event
