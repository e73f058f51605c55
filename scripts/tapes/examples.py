"""Examples that are published, put where the emulator's own words stood: they say the same, or no tape is made of them."""

import json
from dataclasses import replace
from typing import Any

from emulator.core.context import House
from emulator.core.message import Response
from emulator.recording import content
from emulator.recording.client import Client, Row
from emulator.recording.outbound import listening
from emulator.recording.outbound.rows import OutboundRow
from emulator.recording.outbound.telling import prepared
from emulator.recording.redaction import redacted
from emulator.recording.tape import REFERENCE, TapedExchange, TapedResponse
from emulator.recording.verify import Lessons, unlike
from scripts.tapes.stories import Example


class SpoiltTape(Exception):
    """The story does not go as told."""


def as_answered(client: Client, row: Row, exchange: TapedExchange, *, example: Example) -> TapedExchange:
    """Return an exchange with the published answer in place of the emulator's own, sealed as that one was.

    Raises:
        SpoiltTape: the emulator answers otherwise.
    """
    live = exchange.response
    body = content.compact(example.body)
    sealed = _sealed(client, row, example.body) if live.opened else body
    answer = TapedResponse(example.status, live.headers, redacted(sealed), redacted(body) if live.opened else b"")
    written = replace(exchange, response=answer, origin=REFERENCE, free=example.free)
    opened = live.opened or live.body
    _refuse(exchange, unlike(written, row, Response(live.status, live.body, live.headers), opened=opened, lessons=Lessons()))
    return written


def as_told(house: House, row: OutboundRow, exchange: TapedExchange, *, example: Example) -> TapedExchange:
    """Return a notice with what is published in place of the emulator's own words, sealed as those were.

    Raises:
        SpoiltTape: the emulator says something else.
    """
    said, body = exchange.request, content.compact(example.body)
    written = replace(exchange, request=replace(said, body=body, opened=b""), origin=REFERENCE, free=example.free)
    _refuse(exchange, [str(one) for one in listening.unlike(row, written, (body, said.opened or said.body), lessons=Lessons())])
    if not said.opened:
        return written
    outgoing = prepared(house.context(house.home, cause="published"), row, written, app="")
    return replace(written, request=replace(said, body=outgoing.body, opened=body))


def _refuse(exchange: TapedExchange, faults: list[str]) -> None:
    if faults:
        raise SpoiltTape("\n  ".join([f"{exchange.title} is not said as published:", *faults]))


def _sealed(client: Client, row: Row, told: Any) -> bytes:
    ctx = client.house.context(client.house.home, cause="published", credential=client.credentials.get(row.api.wire.kind))
    answer = row.api.wire.encode(ctx, row.operation, row.operation.response.model_validate(told))
    if json.loads(client.opened_answer(row, answer)) != told:
        raise SpoiltTape(f"the example of {row.contract} says something that its contract does not know")
    return answer.body
