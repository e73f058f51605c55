"""Every kind of object is declared as the official SDK knows it."""

import pytest

from emulator.providers.stripe.service.books.kinds import ALL, BY_NAME, ObjectType, type_of
from tests.witness.stripe_objects import schema


@pytest.mark.parametrize("of", ALL, ids=lambda of: str(of.name))
def test_the_prefix_is_stripes(of: ObjectType) -> None:
    assert of.prefix == schema()["id_prefixes"][of.name]


LISTED = {row["returns"]: row["path"] for row in schema()["endpoints"] if row["method"] == "GET" and "{" not in row["path"]}


@pytest.mark.parametrize("of", [of for of in ALL if f"list<{of.name}>" in LISTED], ids=lambda of: str(of.name))
def test_it_is_listed_where_the_sdk_lists_it(of: ObjectType) -> None:
    assert of.url == LISTED[f"list<{of.name}>"]


@pytest.mark.parametrize("of", ALL, ids=lambda of: str(of.name))
def test_an_id_tells_its_kind(of: ObjectType) -> None:
    assert type_of(f"{of.prefix}1abc") is BY_NAME[of.name]


def test_an_id_of_nothing_has_no_kind() -> None:
    assert (type_of("cus_123"), type_of("nothing")) == (None, None)


@pytest.mark.parametrize("of", [of for of in ALL if of.asked], ids=lambda of: str(of.name))
def test_what_must_be_asked_for_is_what_the_contract_says(of: ObjectType) -> None:
    assert sorted(of.asked) == sorted(schema()["expand_only"][of.name])
