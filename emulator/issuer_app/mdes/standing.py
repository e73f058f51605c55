"""How the account behind a card stands, in the words of MDES."""

from datetime import datetime
from typing import Final

from ..storage.models import ACTIVE, VirtualCard
from .schemas import AccountStanding, Balance
from .tav import timestamp

# Currencies count in hundredths here; the demonstration accounts hold no others.
MINOR_UNITS: Final = 100


def standing_of(card: VirtualCard | None, now: datetime) -> AccountStanding:
    """Return status and balance; the balance only of an account that is in use."""
    if card is None:
        return AccountStanding(accountStatus="INVALID")
    if (card.exp_year, card.exp_month) < (now.year, now.month):
        return AccountStanding(accountStatus="EXPIRED")
    if card.status != ACTIVE or card.account.status != ACTIVE:
        return AccountStanding(accountStatus="CANCELLED")
    balance = Balance(
        amount=f"{card.account.balance / MINOR_UNITS:.2f}", currencyCode=card.account.currency, balanceDateTime=timestamp(now)
    )
    return AccountStanding(accountStatus="ACTIVE", balanceInformation=balance)
