"""What Stripe asks the issuer: whether a card may pay."""

import logging
from collections.abc import Mapping

from sqlalchemy.orm import Session

from ..bootstrap import IssuerApp
from ..logs import LOGGER
from ..rules import Rule
from ..storage import cards
from ..stripe.authorizing import AuthorizationRequest, Case, Ruling, decide
from ..stripe.schemas import Signed
from ..stripe.webhooks import read_event

log = logging.getLogger(LOGGER)


async def authorize_purchase(app: IssuerApp, _path: Mapping[str, str], message: Signed) -> Ruling:
    """Approve a purchase while the account's money lasts, and put its amount aside.

    Raises WebhookRefused.
    """
    read_event(message.body, message.signature, app.settings.stripe_realtime_secret)
    asked, today = AuthorizationRequest.model_validate_json(message.body), app.world.now().date()
    purchase = asked.data.object

    def work(session: Session) -> Rule[Case, bool]:
        card = cards.stripe_card(session, purchase.card.last4, month=purchase.card.exp_month, year=purchase.card.exp_year)
        rule = decide(Case(card, purchase.pending_request, today))
        if rule.outcome and card:
            card.account.balance -= purchase.pending_request.amount
        return rule

    rule = await app.database.run(work)
    log.info("purchase.ruled", extra={"authorization": purchase.id, "rule": rule.name, "approved": rule.outcome})
    return Ruling(approved=rule.outcome, metadata={"issuer_rule": rule.name})
