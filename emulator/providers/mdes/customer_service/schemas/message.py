"""What every message of Customer Service is made of: text in all members, one token, who acts at the issuer.

Names, values and who must send what as in Mastercard's description 2.0.7 (developer.mastercard.com, MDES Customer Service).
"""

from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from emulator.providers.mdes.schemas import MdesMessage, TokenReference

TOKEN: Final = "DWSPMC00000000010906a349d9ca4eb1a4d53e3c90a11d9c"
OPERATOR: Final[JsonDict] = {"UserId": "A1435477", "UserName": "John Smith", "Organization": "Any Bank", "Phone": "5555551234"}
COMMENT: Final = "ABC123456"

Text = Annotated[str, StringConstraints(min_length=1)]


def _lower(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool | str) else value


def _upper(value: Any) -> Any:
    return str(value).upper() if isinstance(value, bool | str) else value


def _digit(value: Any) -> Any:
    return str(value) if isinstance(value, int) else value


# Described as text in lower case here and in upper case there; JSON's own booleans and the other case are taken too.
TrueFalse = Annotated[Literal["true", "false"], BeforeValidator(_lower)]
Indicator = Annotated[Literal["TRUE", "FALSE"], BeforeValidator(_upper)]

Binary = Annotated[Literal["0", "1"], BeforeValidator(_digit)]


class CustomerServiceMessage(MdesMessage):
    """A message, or a part of one: every value is text, and a number is taken for its digits."""

    model_config = ConfigDict(coerce_numbers_to_str=True)


class Operator(CustomerServiceMessage):
    """Who acts at the issuer."""

    UserId: Text = Field(description="the person's user id")
    UserName: Text = Field(description="the person's name")
    Organization: Text = Field(description="where the person works")
    Phone: Text | None = Field(None, description="how to reach the person")


class Audited(CustomerServiceMessage):
    """A call that must say who makes it."""

    AuditInfo: Operator = Field(description="who acts at the issuer")


class AboutToken(CustomerServiceMessage):
    """A call about one token."""

    TokenUniqueReference: TokenReference = Field(description="reference of the token")


class Commented(Audited):
    """A call that may leave a comment."""

    CommentText: Text | None = Field(None, description="a comment to keep with the token")


class CommentedToken(CustomerServiceMessage):
    """The token that was changed."""

    TokenUniqueReference: TokenReference = Field(description="reference of the token")
    CommentId: Text | None = Field(None, description="id of the comment, where there was one")


class OneToken(CustomerServiceMessage):
    """What most calls answer."""

    Token: CommentedToken = Field(description="the token")


def changed(root: str) -> ConfigDict:
    """Return the example of an answer that names one token and one comment."""
    return ConfigDict(json_schema_extra={"examples": [{root: {"Token": {"TokenUniqueReference": TOKEN, "CommentId": COMMENT}}}]})


def asked(root: str, **members: Any) -> ConfigDict:
    """Return the example of a call about one token."""
    return ConfigDict(json_schema_extra={"examples": [{root: {"TokenUniqueReference": TOKEN, **members, "AuditInfo": OPERATOR}}]})
