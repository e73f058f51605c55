"""A request written down is read as the server would read it."""

import pytest

from emulator.admin.service.explain.requests import parse
from emulator.domain.errors import InvalidField

RAW = b"POST /mdes/x?a=b%20c HTTP/1.1\r\nHost: h:1\r\nX-Two: 1:2\r\n\r\n{}"


@pytest.mark.parametrize("raw", [RAW, RAW.replace(b"\r\n", b"\n"), RAW.replace(b"/mdes", b"http://other:9/mdes")])
def test_lines_may_end_either_way_and_the_target_may_be_a_whole_url(raw: bytes) -> None:
    request = parse(raw)

    assert (request.method, request.url, request.path, request.query) == ("POST", "http://h:1/mdes/x?a=b%20c", "/mdes/x", "a=b%20c")
    assert (request.header("x-two"), request.body) == ("1:2", b"{}")


def test_the_public_url_is_the_one_that_clients_sign() -> None:
    assert parse(RAW, base="https://tsp.example").url == "https://tsp.example/mdes/x?a=b%20c"


@pytest.mark.parametrize(("length", "body"), [(b"2", b"{}"), (b"3", b"{}\n"), (b"9", b"{}\n"), (b"x", b"{}\n"), (b"0", b"{}\n")])
def test_a_line_break_that_an_editor_put_behind_the_body_is_not_part_of_it(length: bytes, body: bytes) -> None:
    raw = RAW.replace(b"Host", b"Content-Length: " + length + b"\r\nHost") + b"\n"

    assert parse(raw).body == body


@pytest.mark.parametrize("raw", [b"", b"hello", b"post /x\r\n\r\n", b"GET /x\r\nnothing\r\n\r\n", b"GET /x\r\n: v\r\n\r\n"])
def test_what_is_no_request_is_refused(raw: bytes) -> None:
    with pytest.raises(InvalidField):
        parse(raw)
