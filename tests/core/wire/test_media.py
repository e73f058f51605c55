"""A body that says that it is no JSON is not read."""

import pytest

from emulator.core.message import Request
from emulator.core.wire import Malformed
from emulator.core.wire.media import check_media_type


def a_request(media: str, body: bytes = b"{}") -> Request:
    return Request("POST", "http://localhost/", "/", "", {"content-type": media} if media else {}, body)


@pytest.mark.parametrize("media", ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON", ""])
def test_json_passes_and_what_does_not_say(media: str) -> None:
    check_media_type(a_request(media))


def test_no_body_may_say_anything() -> None:
    check_media_type(a_request("text/plain", b""))


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx"])
def test_anything_else_is_refused_by_name(media: str) -> None:
    with pytest.raises(Malformed) as refused:
        check_media_type(a_request(media))

    assert (refused.value.finding.cause, refused.value.finding.got) == ("content_type_not_json", media)
