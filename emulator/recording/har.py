"""Tapes as HTTP Archive 1.2 (w3c.github.io/web-performance/specs/HAR/Overview.html), for tools that read nothing else."""

from typing import Any, Final
from urllib.parse import parse_qsl

from emulator import __version__
from emulator.recording.tape import Tape, TapedExchange

# What an archive must name and a tape does not know.
UNKNOWN: Final = -1
HOST: Final = "http://localhost:8081"

Json = dict[str, Any]


def archive(tape: Tape) -> Json:
    """Return a tape as an archive: bodies as they travelled, with what was read of them as a comment."""
    return {
        "log": {
            "version": "1.2",
            "creator": {"name": "tsp-emulator", "version": __version__},
            "comment": tape.name,
            "entries": [_entry(exchange, tape.clock) for exchange in tape.exchanges],
        }
    }


def _entry(exchange: TapedExchange, started: str) -> Json:
    return {
        "startedDateTime": started,
        "time": 0,
        "request": _request(exchange),
        "response": _response(exchange),
        "cache": {},
        "timings": {"send": 0, "wait": 0, "receive": 0},
        "comment": f"{exchange.direction}: {exchange.contract}",
    }


def _request(exchange: TapedExchange) -> Json:
    request = exchange.request
    query = [{"name": name, "value": value} for name, value in parse_qsl(request.query, keep_blank_values=True)]
    said: Json = {
        "method": request.method,
        "url": HOST + request.path + (f"?{request.query}" if request.query else ""),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _headers(request.headers),
        "queryString": query,
        "headersSize": UNKNOWN,
        "bodySize": len(request.body),
        "comment": request.opened.decode(),
    }
    posted = {"mimeType": request.headers.get("content-type", ""), "text": request.body.decode("utf-8", "replace")}
    return said | ({"postData": posted} if request.body else {})


def _response(exchange: TapedExchange) -> Json:
    response = exchange.response
    text = response.body.decode("utf-8", "replace")
    return {
        "status": response.status,
        "statusText": "",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _headers(response.headers),
        "content": {"size": len(response.body), "mimeType": response.headers.get("content-type", ""), "text": text},
        "redirectURL": "",
        "headersSize": UNKNOWN,
        "bodySize": len(response.body),
        "comment": response.opened.decode(),
    }


def _headers(headers: Any) -> list[Json]:
    return [{"name": name, "value": value} for name, value in headers.items()]
