"""Whether a request is the one on tape: bodies opened, headers that matter, validity ends passed over."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from emulator.core.message import Request
from emulator.core.provider import OnTape
from emulator.recording import content
from emulator.recording.client import Client, Row, as_sent, is_signed
from emulator.recording.differences import Difference, differences
from emulator.recording.tape import TapedExchange, TapedRequest
from emulator.recording.taping import plain_request

JSON: Final = "application/json"
NOWHERE: Final = "http://tape.invalid"
# What is left of a part that was encrypted to a key which nobody here holds: drawn anew in every run.
CIPHERTEXT: Final = ("encryptedData", "encryptedKey", "iv", "publicKeyFingerprint", "encData")

Plain = Mapping[str, Any]


def plain_taped(client: Client, row: Row, exchange: TapedExchange, *, moment: datetime) -> Plain:
    """Return what a taped request says; one that was refused before it was opened is opened now."""
    taped = exchange.request
    if not taped.opened:
        opened = client.opened_request(row, replace(as_sent(exchange, NOWHERE), body=taped.body), moments=(moment,))
        taped = replace(taped, opened=opened if opened != taped.body else b"")
    return _plain(taped) | {"signed": taped.spoilt != "unsigned"}


def plain_live(client: Client, row: Row, request: Request, *, moments: tuple[datetime, ...]) -> Plain:
    """Return what a live request says to the operation of `row`."""
    opened = client.opened_request(row, request, moments=moments)
    return _plain(plain_request(request, row.api.on_tape, opened)) | {"signed": is_signed(row, request)}


def unlike(taped: Plain, live: Plain, on_tape: OnTape, *, drawn: frozenset[str] = frozenset()) -> list[Difference]:
    """Return every difference that matters: not validity ends, and not ciphertext that neither side's key opens.

    `drawn` are members that the client draws anew for each call; of these the type alone matters.
    """
    found = [one for one in differences(taped, live) if not (_is_window(one, on_tape) or _is_ciphertext(one))]
    return [one for one in found if not (one.is_at(drawn) and type(one.taped) is type(one.live))]


def distance(found: list[Difference]) -> int:
    """Return how far a request is from the one on tape: another method or path weighs more than any body."""
    return sum(100 if difference.pointer in {"/method", "/path"} else 1 for difference in found)


def _plain(request: TapedRequest) -> dict[str, Any]:
    headers = dict(_headers(request))
    return {
        "method": request.method,
        "path": request.path,
        "query": content.fields_of(request.query),
        "headers": headers,
        "body": content.meaning(request.opened or request.body, JSON if request.opened else headers.get("content-type", "")),
    }


def _headers(request: TapedRequest) -> Iterator[tuple[str, str]]:
    for name, value in request.headers.items():
        if name != "content-type":
            yield name, value
        elif request.body:
            yield name, value.partition(";")[0].strip().lower()


def _is_window(found: Difference, on_tape: OnTape) -> bool:
    return found.is_at(on_tape.windows) and all(is_moment(value) for value in (found.taped, found.live))


def _is_ciphertext(found: Difference) -> bool:
    return found.is_at(CIPHERTEXT) and isinstance(found.taped, str) and isinstance(found.live, str)


def is_moment(value: Any) -> bool:
    """Say whether a value is a moment in ISO 8601, with a date in it."""
    try:
        return len(value) >= 10 and bool(datetime.fromisoformat(value))
    except (TypeError, ValueError):
        return False
