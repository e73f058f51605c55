"""What the parameters of a call are made of: text, numbers and hashes, all of which come as text in a form.

Limits and rules: docs.stripe.com/api. What is refused is refused by pydantic's own words; `wire.invalid` has Stripe's.
"""

import re
from dataclasses import dataclass
from typing import Annotated, Any, Final, Self, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, StringConstraints, model_validator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from emulator.providers.stripe.wire.form import Items

T = TypeVar("T")

OURS: Final = "stripe"
"""The type of an error whose message is already Stripe's; its context may hold the `code`."""

_INTEGER: Final = re.compile(r"-?\d{1,18}", re.ASCII)
_DECIMAL: Final = r"^-?\d{1,18}(\.\d{1,12})?$"
_BOOLEANS: Final = {"true": True, "false": False}

MOST_METADATA: Final = 50
LONGEST_METADATA_KEY: Final = 40
LONGEST_METADATA_VALUE: Final = 500
LARGEST_PAGE: Final = 100


def problem(message: str, *, code: str = "") -> PydanticCustomError:
    """Return what a validator raises to refuse a value in Stripe's words."""
    # Braces would be taken for places of the context.
    return PydanticCustomError(OURS, "{message}", {"message": message, "code": code})


def _integer(value: Any) -> Any:
    if not isinstance(value, str) or value == "":
        return value
    if not _INTEGER.fullmatch(value):
        raise problem(f"Invalid integer: {value[:40]}", code="parameter_invalid_integer")
    return int(value)


def _boolean(value: Any) -> Any:
    if not isinstance(value, str) or value == "":
        return value
    if value not in _BOOLEANS:
        raise problem(f"Invalid boolean: {value[:40]}")
    return _BOOLEANS[value]


def _float(value: Any) -> Any:
    if not isinstance(value, str) or value == "":
        return value
    if not re.fullmatch(_DECIMAL, value):
        raise problem(f"Invalid decimal: {value[:40]}")
    return float(value)


def _unset(value: Any) -> Any:
    return None if value == "" else value


def _hash(value: Any) -> Any:
    # A hash whose keys are all numbers looks like an array until somebody says that it is none.
    return dict(zip(value.names, value, strict=True)) if isinstance(value, Items) else value


def _metadata(value: dict[str, str]) -> dict[str, str]:
    if len(value) > MOST_METADATA:
        raise problem(f"You can specify up to {MOST_METADATA} metadata keys, but you passed in {len(value)}.")
    for key, text in value.items():
        if len(key) > LONGEST_METADATA_KEY:
            raise problem(
                f"Metadata keys can have up to {LONGEST_METADATA_KEY} characters, but you passed in a key that is "
                f"{len(key)} characters. Invalid key: {key}"
            )
        if len(text) > LONGEST_METADATA_VALUE:
            raise problem(
                f"Metadata values can have up to {LONGEST_METADATA_VALUE} characters, but you passed in a value that is "
                f"{len(text)} characters. Invalid value: {text}"
            )
    return value


def _clamped(value: int) -> int:
    return min(max(value, 1), LARGEST_PAGE)


def _range(value: Any) -> Any:
    return {"gte": value, "lte": value} if isinstance(value, str) and value else value


Text = Annotated[str, StringConstraints(min_length=1, max_length=5_000)]
Integer = Annotated[int, BeforeValidator(_integer)]
Amount = Annotated[Integer, Field(ge=0)]
Decimal = Annotated[str, StringConstraints(min_length=1, pattern=_DECIMAL)]
Float = Annotated[float, BeforeValidator(_float)]
Boolean = Annotated[bool, BeforeValidator(_boolean)]
Timestamp = Annotated[Integer, Field(description="Unix time in seconds")]
# A parameter that the empty string clears; None says that it was.
Unsettable = Annotated[T | None, BeforeValidator(_unset)]
Metadata = Annotated[dict[str, str], BeforeValidator(_hash), AfterValidator(_metadata)]
UnsettableMetadata = Annotated[
    dict[str, str] | None, BeforeValidator(_hash), BeforeValidator(_unset), AfterValidator(lambda v: v and _metadata(v))
]


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of many words, where naming them in a type would fill a page."""

    words: tuple[str, ...]

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(list(self.words))


class Hash(BaseModel):
    """A hash of parameters: what it does not know is refused, and no value ever shows in an error by accident."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)

    def given(self, *without: str) -> dict[str, Any]:
        """Return what the caller said and nothing else, as plain data: None where a value was unset."""
        return self.model_dump(exclude_unset=True, exclude={"expand", *without})


class Parameters(Hash):
    """The parameters of a call."""

    expand: list[Text] = Field(default=[], description="which ids to replace by the objects they belong to")


class Range(Hash):
    """A number, or the bounds of one."""

    gt: Integer | None = Field(None, description="more than")
    gte: Integer | None = Field(None, description="at least")
    lt: Integer | None = Field(None, description="less than")
    lte: Integer | None = Field(None, description="at most")

    def holds(self, value: int) -> bool:
        """Say whether a value lies within the bounds."""
        return (
            (self.gt is None or value > self.gt)
            and (self.gte is None or value >= self.gte)
            and (self.lt is None or value < self.lt)
            and (self.lte is None or value <= self.lte)
        )


Between = Annotated[Range, BeforeValidator(_range)]


class Paged(Parameters):
    """The parameters of a call that lists objects, newest first."""

    limit: Annotated[Integer, AfterValidator(_clamped)] = Field(10, description="how many to return, 1 to 100")
    starting_after: Text | None = Field(None, description="return those older than the object of this id")
    ending_before: Text | None = Field(None, description="return those newer than the object of this id")

    @model_validator(mode="after")
    def _one_cursor(self) -> Self:
        if self.starting_after and self.ending_before:
            raise problem("Received both starting_after and ending_before parameters. Please pass in only one.")
        return self


class Listed(Paged):
    """The same, where the time of creation can be asked for."""

    created: Between | None = Field(None, description="when they were created, in Unix seconds")
