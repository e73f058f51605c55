"""What Stripe tells this app by webhook."""

import logging
from collections.abc import Mapping

from sqlalchemy.orm import Session

from ..bootstrap import IssuerApp
from ..logs import LOGGER
from ..storage import cards
from ..storage.tokens import take_notice
from ..stripe.endpoints import EVENTS
from ..stripe.schemas import Signed, Taken
from ..stripe.tokens import TokenEvent, digest_of, news_of
from ..stripe.webhooks import SIGNATURE, read_event

log = logging.getLogger(LOGGER)


def signed(body: bytes, headers: Mapping[str, str]) -> Signed:
    """Return the body with what signs it; header names are in lower case."""
    return Signed(body=body, signature=headers.get(SIGNATURE.lower(), ""))


async def take_event(app: IssuerApp, _path: Mapping[str, str], message: Signed) -> Taken:
    """Take an event that is signed with this app's secret; what it tells of tokens of our cards is kept.

    Raises WebhookRefused, and what `StripeIssuing.number_of` raises.
    """
    event = read_event(message.body, message.signature, app.settings.stripe_webhook_secret)
    if event.type in EVENTS:
        await _take_token(app, TokenEvent.model_validate_json(message.body))
    log.info("event.taken", extra={"event": event.id, "type": event.type})
    return Taken()


async def _take_token(app: IssuerApp, event: TokenEvent) -> None:
    # Stripe names the card, and the app knows its cards by their numbers.
    pan, now = await app.stripe.number_of(event.data.object.card), app.world.now()

    def work(session: Session) -> None:
        # Every card of the account is told of here, and not every one is this app's.
        if cards.card_of(session, app.vault, pan):
            take_notice(session, app.vault, digest=digest_of(event), news=[news_of(event, pan)], now=now)

    await app.database.run(work)
