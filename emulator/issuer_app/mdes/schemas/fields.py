"""What the messages of MDES are made of, with the wire's own names and limits."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Reference = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_\-]+$", min_length=1, max_length=64)]
RequestId = Annotated[str, StringConstraints(pattern=r"^[^\x00]+$", min_length=1, max_length=64)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9_]+$", min_length=1, max_length=32)]
Month = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])$")]
Year = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")]
Hex = Annotated[str, StringConstraints(pattern=r"^([0-9A-Fa-f]{2})+$")]
TokenStatus = Literal["INACTIVE", "ACTIVE", "SUSPENDED", "DEACTIVATED"]


class MdesMessage(BaseModel):
    """A message of MDES: unknown fields are ignored, and values never appear in errors.

    Sources: developer.mastercard.com, MDES Token Connect (pushMultipleAccounts) and MDES Pre-Digitization (notifyTokenUpdated).
    """

    model_config = ConfigDict(hide_input_in_errors=True, frozen=True)
