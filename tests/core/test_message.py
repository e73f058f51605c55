"""Requests and responses are plain data."""

import pytest

from emulator.core.message import Disposition, Request, Response


def a_request(**headers: str) -> Request:
    return Request("POST", "http://emulator.example/x?y=%2F", "/x", "y=%2F", headers, b"{}")


MEDIA_TYPES = [
    ("application/json", "application/json"),
    ("Application/JSON; charset=utf-8", "application/json"),
    (" text/plain ", "text/plain"),
    ("", ""),
]


@pytest.mark.parametrize(("content_type", "media_type"), MEDIA_TYPES)
def test_the_media_type_is_read_without_its_parameters(content_type: str, media_type: str) -> None:
    assert a_request(**{"content-type": content_type}).media_type == media_type


def test_a_header_that_was_not_sent_is_empty() -> None:
    assert (a_request(key="k").header("key"), a_request().header("key")) == ("k", "")


def test_what_the_route_found_is_added_to_a_new_request() -> None:
    request = a_request()

    routed = request.with_path_params({"token": "D1"})

    assert (request.path_params, routed.path_params, routed.body) == ({}, {"token": "D1"}, b"{}")


def test_a_header_is_added_to_a_new_response() -> None:
    response = Response(200, b"x", {"A": "1"})

    answered = response.with_header("B", "2")

    assert (response.headers, answered.headers, answered.body) == ({"A": "1"}, {"A": "1", "B": "2"}, b"x")


def test_a_response_is_sent_unless_something_else_is_said() -> None:
    assert (Response(200).disposition, Response(200).stream) == (Disposition.SEND, None)
