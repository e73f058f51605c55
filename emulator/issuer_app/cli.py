"""The command line: `serve` and `openapi`."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from .bootstrap import real_world
from .errors import BadSetting, UnreadableCard
from .logs import start_logging
from .server.openapi import document
from .server.process import serve
from .server.routes import INBOUND, ROUTES, WEBHOOKS
from .settings import Settings, add_flags, given_flags

# The exit code for a program that cannot start as it was told to.
CANNOT_START: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit code: 0, or 2 with one sentence on standard error."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        return COMMANDS[options.command](options, os.environ)
    except (BadSetting, UnreadableCard) as error:
        print(f"issuer app: {error}", file=sys.stderr)
        return CANNOT_START


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="issuer_app", description="A card issuer's backend, for development only.")
    commands = parser.add_subparsers(dest="command", required=True)
    add_flags(commands.add_parser("serve", help="serve the API until SIGTERM"))
    commands.add_parser("openapi", help="print the OpenAPI 3.1 document")
    return parser


def _serve(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    settings = Settings.read(given_flags(options), environment)
    start_logging()
    asyncio.run(serve(settings, real_world(), lambda line: print(line, flush=True)))
    return 0


def _openapi(_options: argparse.Namespace, _environment: Mapping[str, str]) -> int:
    print(json.dumps(document((*ROUTES, *INBOUND, *WEBHOOKS)), indent=2))
    return 0


COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace, Mapping[str, str]], int]]] = {"serve": _serve, "openapi": _openapi}
