"""What an app really used of the contracts: from tapes, or from the journal of a running emulator."""

import argparse
import asyncio
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from emulator.cli.command import Command, UsageError

if TYPE_CHECKING:
    from emulator.recording.tape import Tape, TapedExchange

JOURNAL: Final = "http://127.0.0.1:8081"


def _flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("tapes", metavar="TAPE", type=Path, nargs="*", help="tapes, or folders of tapes")
    parser.add_argument("--journal", metavar="URL", nargs="?", const=JOURNAL, help=f"a running emulator (default: {JOURNAL})")
    parser.add_argument("--namespace", default="default", help="the world whose journal is read (default: default)")


def _used(options: argparse.Namespace) -> int:
    from emulator.config import shipped
    from emulator.contracts.checks.coverage import as_text, used
    from emulator.contracts.checks.library import Library
    from emulator.recording.tape import NoTape, tapes_in

    if not options.tapes and not options.journal:
        raise UsageError("name tapes, or a running emulator with --journal")
    try:
        tapes = [tape for _, tape in tapes_in(options.tapes)]
        tapes += [asyncio.run(_journal(options.journal.rstrip("/"), options.namespace))] if options.journal else []
    except (NoTape, OSError, ValueError, KeyError) as error:
        raise UsageError(f"{error}") from error
    sys.stdout.write(as_text(used(tapes), Library(shipped("contracts"))))
    return 0


async def _journal(url: str, namespace: str) -> "Tape":
    from emulator.recording.tape import Tape

    query = f"?namespace={quote(namespace)}&limit=500"
    lines, cursor = [], ""
    while True:
        page = await _asked(url, f"/_emulator/exchanges{query}{cursor}")
        lines += page["exchanges"]
        if not page["next_cursor"]:
            break
        cursor = f"&cursor={quote(page['next_cursor'])}"
    exchanges = [_exchange(await _asked(url, f"/_emulator/exchanges/{line['id']}")) for line in lines]
    return Tape("journal", "used", namespace, "", tuple(exchanges))


def _exchange(seen: dict[str, Any]) -> "TapedExchange":
    from emulator.recording.tape import TapedExchange, TapedRequest, TapedResponse

    request, response = seen["request"], seen["response"] or {"status": 0, "body": {"text": ""}}
    opened = request["opened"] or request["body"]
    return TapedExchange(
        contract=f"{seen['api'].replace('.', '/')}/{seen['operation']}",
        direction=seen["direction"],
        request=TapedRequest(seen["method"], seen["url"], body=opened["text"].encode()),
        response=TapedResponse(response["status"], body=response["body"]["text"].encode()),
        refused=seen["error"] is not None,
    )


async def _asked(url: str, target: str) -> dict[str, Any]:
    from emulator.cli.tapes.callers import send
    from emulator.core.message import Request

    token = os.environ.get("EMULATOR_ADMIN_TOKEN", "")
    headers = {"authorization": f"Bearer {token}"} if token else {}
    answer = await send(Request("GET", url + target, target, "", headers, b""))
    found: dict[str, Any] = json.loads(answer.body)
    if answer.status >= 400:
        raise ValueError(f"{url} refused: {found.get('detail')}")
    return found


USED: Final = Command("say which operations, members and error codes an app really used", _flags, _used)
