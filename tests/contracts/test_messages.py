"""The contracts of one API."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, ClassVar

import pytest

from emulator.contracts.messages import error_model, has_body, messages, path_parameters, refuses_with_success
from emulator.domain.errors import UnknownToken
from tests.contracts.sample import API, FIND, RENAME, STORE, Refusal, SampleWire


class TalkativeWire(SampleWire):
    """Writes every member of an answer."""

    writes_nulls: ClassVar = True


@dataclass(frozen=True)
class Reason:
    """A refusal without a status of its own."""

    code: str


@dataclass(frozen=True)
class Status(Reason):
    """A refusal with one."""

    status: HTTPStatus


def test_every_row_has_its_contracts_and_a_stub_has_none() -> None:
    assert list(messages(API)) == [
        "store_tin.request",
        "store_tin.request.opened",
        "store_tin.response",
        "store_tin.response.opened",
        "find_tin.request",
        "find_tin.response",
        "find_tin.response.opened",
        "rename_tin.request",
        "rename_tin.response",
        "shelf_filled.notice",
        "shelf_filled.notice.opened",
        "which_shelf.question",
        "which_shelf.question.opened",
        "which_shelf.answer",
        "errors",
    ]


def test_a_body_does_not_hold_what_stands_in_the_path() -> None:
    schema = messages(API)["rename_tin.request"]

    assert (path_parameters(RENAME), list(schema["properties"]), schema["required"]) == (["label"], ["new_label"], ["new_label"])


def test_a_request_without_a_body_is_described_by_its_parameters() -> None:
    schema = messages(API)["find_tin.request"]

    assert (has_body(FIND), has_body(STORE)) == (False, True)
    assert list(schema["properties"]) == ["label", "colour", "most"]


def test_the_errors_are_those_that_the_wire_names() -> None:
    assert error_model(API) is Refusal
    assert messages(API)["errors"]["required"] == ["reason"]


def test_an_api_that_writes_nulls_has_every_member_in_its_answers() -> None:
    talkative = messages(replace(API, wire=TalkativeWire()))
    opened = talkative["store_tin.response.opened"]

    assert opened["required"] == ["label", "tins"]
    assert opened["$defs"]["Bean"]["properties"]["weight"]["anyOf"] == [{"type": "integer", "minimum": 1}, {"type": "null"}]
    assert opened["$defs"]["Bean"]["required"] == ["colour", "weight"]
    assert talkative["store_tin.request"]["required"] == ["requestId", "shelf"]


@pytest.mark.parametrize(
    ("answer", "with_success"),
    [((404, "GONE"), False), (Reason("GONE"), True), (Status("GONE", HTTPStatus.GONE), False)],
)
def test_an_api_whose_refusals_name_no_status_refuses_with_the_status_of_a_success(answer: Any, *, with_success: bool) -> None:
    wire = SampleWire()
    wire.refusals = {UnknownToken: answer}

    assert refuses_with_success(replace(API, wire=wire)) is with_success
