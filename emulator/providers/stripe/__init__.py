"""Stripe Issuing: cards, their holders, their tokens, and the money that moves through them."""

from typing import Final

from emulator.core.provider import Api, Deadline, Reaction, View
from emulator.domain.notices import NoticeSettled
from emulator.domain.tokens import TokenAltered, TokenCreated, TokenMoved
from emulator.providers.stripe import routes
from emulator.providers.stripe.examples import ExampleWire
from emulator.providers.stripe.provocations import PROVOCATIONS
from emulator.providers.stripe.service import triggers
from emulator.providers.stripe.service.spending import authorizations, disputes
from emulator.providers.stripe.service.spending.till import StripeTill
from emulator.providers.stripe.service.wallets import noticing, tokens
from emulator.providers.stripe.service.webhooks import sending
from emulator.providers.stripe.tape import ON_TAPE

API: Final = Api(
    name="stripe",
    title="Stripe Issuing",
    prefixes=("/v1",),
    operations=routes.OPERATIONS,
    wire=ExampleWire(),
    notices=routes.NOTICES,
    questions=routes.QUESTIONS,
    till=StripeTill(),
    provocations=PROVOCATIONS,
    on_tape=ON_TAPE,
    deadlines=(
        Deadline("uncaptured_authorizations", authorizations.expire_pending, authorizations.next_pending),
        Deadline("unsubmitted_disputes", disputes.expire_unsubmitted, disputes.next_unsubmitted),
    ),
    triggers=triggers.TRIGGERS,
    views=(View("issuer", "retrieve_token", tokens.asked_about),),
    reactions=(
        Reaction((NoticeSettled,), sending.settled),
        Reaction((TokenCreated,), noticing.appeared),
        Reaction((TokenMoved, TokenAltered), noticing.moved),
    ),
)
