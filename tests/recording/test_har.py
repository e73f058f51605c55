"""Tapes as archives (HAR 1.2, w3c.github.io/web-performance/specs/HAR/Overview.html)."""

import json

from emulator.recording.har import archive
from emulator.recording.tape import Tape

# What the specification demands of an entry, its request and its response.
ENTRY = {"startedDateTime", "time", "request", "response", "cache", "timings"}
REQUEST = {"method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"}
RESPONSE = {"status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL", "headersSize", "bodySize"}


def test_an_archive_has_every_member_that_its_specification_demands(tape: Tape) -> None:
    log = archive(tape)["log"]

    assert (log["version"], log["creator"]["name"]) == ("1.2", "tsp-emulator")
    for entry in log["entries"]:
        assert entry.keys() >= ENTRY
        assert entry["request"].keys() >= REQUEST
        assert entry["response"].keys() >= RESPONSE


def test_an_archive_holds_what_travelled_and_says_what_it_meant(tape: Tape) -> None:
    entry = archive(tape)["log"]["entries"][0]

    assert entry["request"]["postData"] == {"mimeType": "application/json", "text": tape.exchanges[0].request.body.decode()}
    assert json.loads(entry["response"]["content"]["text"]) == json.loads(tape.exchanges[0].response.body)
    assert "accountNumber" in entry["request"]["comment"]
