"""Every operation of Stripe that the emulator answers, by resource, and what it sends by itself."""

from typing import Final

from emulator.core.operation import AnyOperation, Notice, Question
from emulator.providers.stripe.routes import accounts, cardholders, cards, designs, ephemeral_keys, tokens, webhooks
from emulator.providers.stripe.routes.spending import authorizations, disputes, ledger, transactions
from emulator.providers.stripe.service.spending.authorizations.asking import QUESTION

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    *accounts.OPERATIONS,
    *cardholders.OPERATIONS,
    *cards.OPERATIONS,
    *designs.OPERATIONS,
    *ephemeral_keys.OPERATIONS,
    *tokens.OPERATIONS,
    *webhooks.OPERATIONS,
    *authorizations.OPERATIONS,
    *transactions.OPERATIONS,
    *disputes.OPERATIONS,
    *ledger.OPERATIONS,
)

NOTICES: Final[tuple[Notice, ...]] = (*webhooks.NOTICES,)

QUESTIONS: Final[tuple[Question, ...]] = (QUESTION,)
