"""What MDES answers to a pushed card."""

from pydantic import Field

from .fields import MdesMessage, Reference


class Problem(MdesMessage):
    """One entry of `errors`."""

    source: str | None = None
    reasonCode: str = "UNKNOWN"
    description: str | None = None


class PushMethod(MdesMessage):
    """One way into the token requestor's app or site."""

    type: str
    uri: str


class AccountReceipt(MdesMessage):
    """What became of one pushed account."""

    pushAccountId: str
    pushAccountReceipt: Reference | None = None
    issuerInitiatedDigitizationData: str | None = None
    errors: list[Problem] = []


class PushAnswer(MdesMessage):
    """The answer to pushMultipleAccounts: HTTP 200 whether it went well or not."""

    responseId: str | None = None
    pushAccountReceipts: list[AccountReceipt] = []
    availablePushMethods: list[PushMethod] = []
    signature: str | None = None
    errors: list[Problem] = []


class GatewayProblem(MdesMessage):
    """One entry of a gateway error."""

    ReasonCode: str = "UNKNOWN"
    Description: str | None = None


class GatewayProblems(MdesMessage):
    """The list in a gateway error."""

    Error: list[GatewayProblem] = Field(min_length=1)


class GatewayRefusal(MdesMessage):
    """What the API gateway answers when it does not let a request through."""

    Errors: GatewayProblems
