"""How Stripe's disputes end."""

from typing import Literal

from pydantic import Field

from emulator.admin.schemas.message import AdminMessage
from emulator.admin.schemas.scope import Reference, Scoped
from emulator.providers.stripe.schemas.spending.disputes import LossReason


class ResolveDispute(Scoped):
    """End a dispute that was submitted."""

    dispute: Reference = Field(description="its id, `idp_...`")
    status: Literal["won", "lost"] = Field(description="how it ends")
    loss_reason: LossReason | None = Field(None, description="why it is lost; none: `other`")


class DisputeSeen(AdminMessage):
    """How a dispute stands."""

    id: str = Field(description="its id")
    status: str = Field(description="how it ended")
    amount: int = Field(description="what it was about, in the smallest unit of the currency")
    currency: str = Field(description="three letters, in lower case")
    loss_reason: str | None = Field(description="why it was lost")
