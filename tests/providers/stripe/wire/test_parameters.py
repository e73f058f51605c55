"""Parameters are read from text, and refused where Stripe would refuse them."""

from typing import Any

import pytest
from pydantic import ValidationError

from emulator.providers.stripe.wire.form import decode
from emulator.providers.stripe.wire.parameters import (
    Boolean,
    Decimal,
    Float,
    Hash,
    Integer,
    Listed,
    Metadata,
    Range,
    Text,
    Unsettable,
    UnsettableMetadata,
)


class Sample(Hash):
    """One of each."""

    text: Text | None = None
    integer: Integer | None = None
    boolean: Boolean | None = None
    decimal: Decimal | None = None
    float: Float | None = None
    unsettable: Unsettable[Integer] = None
    metadata: Metadata | None = None
    updated: UnsettableMetadata = None


def read(form: str) -> Sample:
    return Sample.model_validate(decode(form.encode()))


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("text=a", "a"),
        ("integer=-12", -12),
        ("boolean=true", True),
        ("boolean=false", False),
        ("decimal=10.50", "10.50"),
        ("float=0.5", 0.5),
        ("unsettable=7", 7),
        ("unsettable=", None),
        ("metadata[a]=b", {"a": "b"}),
        ("metadata[0]=a&metadata[1]=b", {"0": "a", "1": "b"}),
        ("updated=", None),
        ("updated[a]=", {"a": ""}),
    ],
)
def test_text_is_read_as_what_the_parameter_is(form: str, value: Any) -> None:
    (name, found), *others = read(form).given().items()

    assert (form.startswith(name), found, others) == (True, value, [])


@pytest.mark.parametrize(
    "form",
    [
        "text=",
        "text[a]=b",
        f"text={'x' * 5_001}",
        "integer=1.0",
        "integer=1_000",
        "integer=+1",
        "integer=99999999999999999999",
        "integer=",
        "boolean=True",
        "boolean=1",
        "decimal=1e5",
        "float=nan",
        "metadata=",
        "metadata=x",
        "metadata[a][b]=c",
        f"metadata[{'k' * 41}]=x",
        f"metadata[k]={'x' * 501}",
        "&".join(f"metadata[k{number}]=x" for number in range(51)),
        "unknown=1",
    ],
)
def test_text_that_is_something_else_is_refused(form: str) -> None:
    with pytest.raises(ValidationError):
        read(form)


@pytest.mark.parametrize(("limit", "kept"), [("-5", 1), ("0", 1), ("1", 1), ("100", 100), ("101", 100), ("9999", 100)])
def test_a_limit_out_of_range_is_clamped(limit: str, kept: int) -> None:
    assert Listed.model_validate({"limit": limit}).limit == kept


@pytest.mark.parametrize(
    ("form", "within"),
    [
        ("created=10", [10]),
        ("created[gt]=10", [11, 12]),
        ("created[gte]=10&created[lt]=12", [10, 11]),
        ("created[lte]=11", [9, 10, 11]),
    ],
)
def test_a_time_is_a_moment_or_its_bounds(form: str, within: list[int]) -> None:
    created = Listed.model_validate(decode(form.encode())).created

    assert isinstance(created, Range)
    assert [moment for moment in range(9, 13) if created.holds(moment)] == within
