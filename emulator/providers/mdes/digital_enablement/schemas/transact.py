"""Paying with a token: an operation that is not built."""

from pydantic import Field

from emulator.providers.mdes.digital_enablement.schemas.conversation import Answered, Asked


class Transact(Asked):
    """Ask for the cryptogram of one payment."""

    tokenUniqueReference: str | None = Field(None, description="reference of the token")
    dsrpType: str | None = Field(None, description="kind of the payment")
    unpredictableNumber: str | None = Field(None, description="what makes the cryptogram this payment's own")


class TransactAnswer(Answered):
    """The cryptogram."""
