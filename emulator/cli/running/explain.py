"""The command `explain`: whether a raw request would be accepted, or what a payload is."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from emulator.cli.command import FAILED, Command


def _flags(parser: argparse.ArgumentParser) -> None:
    from emulator.cli.calling import add_target

    add_target(parser)
    parser.add_argument("what", choices=tuple(KINDS), help="a raw HTTP request, or a payload alone (JWE, encrypted node, envelope)")
    parser.add_argument("file", metavar="FILE", help="where it stands; - for standard input")
    parser.add_argument("--reveal", action="store_true", help="show card numbers in clear")
    parser.add_argument("--json", action="store_true", help="print the whole answer as JSON")


def _explain(options: argparse.Namespace) -> int:
    from emulator.cli.calling import target_of
    from emulator.cli.command import UsageError

    try:
        raw = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
    except OSError as error:
        raise UsageError(str(error)) from None
    ask, tell = KINDS[options.what]
    path, body = ask(raw, options)
    said = target_of(options).call("POST", path, body)
    sys.stdout.write(json.dumps(said, indent=1, ensure_ascii=False) + "\n" if options.json else tell(said))
    return 0 if said.get("accepted", True) else FAILED


def _ask_request(raw: bytes, options: argparse.Namespace) -> tuple[str, Any]:
    import base64

    return "explain", {"request_base64": base64.b64encode(raw).decode(), "reveal": options.reveal}


def _ask_payload(raw: bytes, options: argparse.Namespace) -> tuple[str, Any]:
    text = raw.decode(errors="replace").strip()
    try:
        payload = json.loads(text)
    except ValueError:
        payload = text
    return "explain/payload", {"payload": payload, "namespace": options.namespace, "reveal": options.reveal}


def tell_request(said: Any) -> str:
    """Return the explanation of a request as lines for people."""
    lines = [f"{'accepted' if said['accepted'] else 'refused'}: {said['api']}.{said['operation']} {said['error'] or ''}".rstrip()]
    lines += [f"  {problem['member'] or 'the request'}: {problem['why']}" for problem in said["problems"]]
    lines += [line for finding in said["findings"] for line in _finding(finding)]
    if said["answer"]:
        lines.append(f"  the client would read {said['answer']['status']} {said['answer']['body']['text']}")
    return "\n".join(lines) + "\n"


def tell_payload(said: Any) -> str:
    """Return the explanation of a payload as lines for people."""
    lines = []
    for layer in said["layers"]:
        place = f"{layer['at']}: " if layer["at"] else ""
        lines.append(f"{place}{layer['form']}, {layer['recipe'] or 'not opened'}" + (f", key {layer['key']}" if layer["key"] else ""))
        lines += [f"  header {json.dumps(layer['header'])}"] if layer["header"] else []
        lines += _finding(layer["problem"]) if layer["problem"] else []
    lines.append(json.dumps(said["plaintext"], indent=2, ensure_ascii=False))
    for schema in said["schemas"]:
        lines.append(f"{'is' if schema['holds'] else 'is nearest to'} {schema['message']} ({schema['at']})")
        lines += [f"  {problem['member']}: {problem['why']}" for problem in schema["problems"]]
    return "\n".join(lines) + "\n"


def _finding(finding: Any) -> list[str]:
    sides = [f"    {side}: {finding[side]}" for side in ("expected", "got") if finding[side]]
    return [f"  {finding['check']}: {finding['cause']}: {finding['message']}", *sides, f"    {finding['fix']}"]


Ask = Callable[[bytes, argparse.Namespace], tuple[str, Any]]
KINDS: Final[Mapping[str, tuple[Ask, Callable[[Any], str]]]] = {
    "request": (_ask_request, tell_request),
    "payload": (_ask_payload, tell_payload),
}

EXPLAIN: Final = Command("say whether a raw request would be accepted, or what a payload is, and why not", _flags, _explain)
