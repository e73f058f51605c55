"""Hostile input on every operation: refused in the provider's own shape, within a second, and never by accident."""

from typing import Any, Final

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from emulator import bootstrap
from emulator.core.operation import AnyOperation
from emulator.core.provider import Api
from tests.flows.customer import TIMEOUT, Customer
from tests.flows.hostile.sender import Sender
from tests.flows.hostile.shapes import SHAPES
from tests.flows.hostile.values import BODY_LIMIT, FORMS, RAW, VALUES, copied, example_of, few, rows, spoilt

JSON: Final = {"Content-Type": "application/json"}
TYPES: Final = ("application/json", "text/plain", "application/x-www-form-urlencoded", "", "multipart/form-data; boundary=x")


@pytest.mark.parametrize(("api", "operation"), rows())
def test_raw_bytes_of_every_bad_kind_are_refused(target: Sender, api: Api, operation: AnyOperation) -> None:
    for body in RAW:
        target.send(api, operation, body=body, headers=JSON)


@pytest.mark.parametrize(("api", "operation"), [row for row in rows() if row.values[0].name == "stripe"])
def test_forms_of_every_bad_kind_are_refused(target: Sender, api: Api, operation: AnyOperation) -> None:
    for form in FORMS:
        target.send_form(api, operation, form)


@pytest.mark.parametrize(("api", "operation"), rows())
@few
@given(value=VALUES, place=st.integers(0, 200), media=st.sampled_from(TYPES[:1] * 4 + TYPES))
def test_a_message_with_one_bad_value_is_refused_or_answered(
    target: Sender, api: Api, operation: AnyOperation, value: Any, place: int, media: str
) -> None:
    message = spoilt(copied(example_of(operation)), value, place)

    target.send_message(api, operation, message, media)


@pytest.mark.parametrize(("api", "operation"), rows(having="{"))
@pytest.mark.parametrize("value", ["%00", "%ff", "..%2f..%2fetc", "a" * 5_000, "%F0%9F%92%A9", "{x}"])
def test_a_bad_path_parameter_is_refused(target: Sender, api: Api, operation: AnyOperation, value: str) -> None:
    path = operation.path[: operation.path.index("{")] + value + operation.path[operation.path.index("}") + 1 :]

    target.send(api, operation, body=b"", headers={}, path=path)


def test_every_api_has_its_shape_written_down() -> None:
    named = {api.name for api in bootstrap.APIS if api.operations}

    assert {name for name in named if not name.startswith(tuple(SHAPES))} == set()


def test_the_body_limit_is_a_setting(target: Sender) -> None:
    tokenize = next(row for api in bootstrap.APIS for row in api.operations if row.name == "tokenize")
    auth = Customer(target.url).auth

    refused = requests.post(target.url + tokenize.path, data=b"x" * (BODY_LIMIT + 1), auth=auth, timeout=TIMEOUT)
    read = requests.post(target.url + tokenize.path, data=b"x" * BODY_LIMIT, auth=auth, timeout=TIMEOUT)

    assert refused.status_code == 413
    assert read.status_code != 413
