"""What all objects and lists have."""

from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Item = TypeVar("Item", bound=BaseModel)


class StripeObject(BaseModel):
    """An object or a hash inside one: members with a default may be absent, all others are always there."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Listing(StripeObject, Generic[Item]):
    """One page of objects, newest first."""

    object: Literal["list"]
    data: list[Item]
    has_more: bool = Field(description="whether there are more behind the last one, in the direction of the walk")
    url: str = Field(description="where the next page is asked for")


class Address(StripeObject):
    """An address."""

    city: str | None
    country: str | None = Field(description="two letters (ISO 3166-1)")
    line1: str | None
    line2: str | None
    postal_code: str | None
    state: str | None
