"""Who is asked about Stripe's authorizations in real time."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from emulator.admin.schemas.message import AdminMessage
from emulator.admin.schemas.parties import Url
from emulator.admin.schemas.scope import Scoped

Secret = Annotated[str, StringConstraints(pattern=r"^whsec_[!-~]{1,200}$")]
OnFailure = Literal["approve", "decline"]


class PutRealtime(Scoped):
    """Ask this endpoint about every purchase, in place of the one that was asked before."""

    url: Url = Field(description="where `issuing_authorization.request` is sent")
    secret: Secret | None = Field(None, description="what signs it; none: one is made", repr=False)
    on_failure: OnFailure = Field("decline", description="what is decided when the answer does not come in time, or is nonsense")


class RealtimeSeen(AdminMessage):
    """Who is asked about purchases; null where nobody is, and every purchase that passes the checks is approved."""

    url: str | None = Field(description="where `issuing_authorization.request` is sent")
    secret: str | None = Field(description="what signs it", repr=False)
    on_failure: OnFailure | None = Field(description="what is decided when there is no answer")
