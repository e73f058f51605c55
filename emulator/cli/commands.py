"""The command `tsp-emulator`: arguments are read before anything heavy is imported."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from emulator import __version__

FAILED: Final = 1
MISUSED: Final = 2


class UsageError(Exception):
    """Something the caller must mend; its text is one sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except UsageError as error:
        sys.stderr.write(f"tsp-emulator: {error}\n")
        return MISUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tsp-emulator",
        description="A local, stateful emulator of card tokenization providers. Development only: the cards and tokens are fake.",
    )
    parser.add_argument("--version", action="version", version=f"tsp-emulator {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (summary, add_flags, run) in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary)
        add_flags(command)
        command.set_defaults(command=run)
    return parser


def _setting_flags(parser: argparse.ArgumentParser) -> None:
    from emulator.config import Settings

    for name, field in Settings.model_fields.items():
        flag = f"--{name.replace('_', '-')}"
        text = f"{field.description} (default: {field.default or 'none'}; variable: EMULATOR_{name.upper()})"
        parser.add_argument(flag, dest=name, metavar=name.upper(), help=text.replace("%", "%%"))


def settings_from(options: argparse.Namespace, environment: Mapping[str, str]) -> Any:
    """Return the settings that flags and EMULATOR_* variables make; a flag wins.

    Raises:
        UsageError: a value is not allowed.
    """
    from pydantic import ValidationError

    from emulator.config import Settings

    given: dict[str, str] = {}
    for name in Settings.model_fields:
        value = getattr(options, name, None)
        value = environment.get(f"EMULATOR_{name.upper()}") if value is None else value
        if value is not None:
            given[name] = value
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0])
        raise UsageError(f"--{name.replace('_', '-')} (EMULATOR_{name.upper()}) does not take {first['input']!r}: {first['msg']}") from None


def _serve(options: argparse.Namespace) -> int:
    settings = settings_from(options, os.environ)
    from emulator import bootstrap, logs
    from emulator.server.serve import CannotListenError, serve
    from emulator.storage.engine.statements import StorageError

    logs.configure(level=settings.log_level, form=settings.log_format)
    try:
        _run(lambda: serve(settings, bootstrap.start))
    except (CannotListenError, StorageError, OSError) as error:
        raise UsageError(str(error)) from error
    return 0


def _run(work: Callable[[], Any]) -> None:
    import asyncio

    try:
        import uvloop
    except ImportError:
        asyncio.run(work())
        return
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work())


def _keys_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="DIR", type=Path, help="write them as files that official libraries read")
    parser.add_argument("--public-url", dest="public_url", metavar="URL", help="the emulator's URL (default: http://127.0.0.1:8081)")


def _keys(options: argparse.Namespace) -> int:
    from emulator.admin.service import credentials
    from emulator.config import shipped
    from emulator.core.keys import Keys

    demo = credentials.demo(Keys(shipped("keys")), options.public_url or "http://127.0.0.1:8081")
    if options.out is None:
        sys.stdout.write(credentials.as_text(demo))
        return 0
    for name, content in credentials.files_of(demo).items():
        path = options.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        sys.stdout.write(f"{path}\n")
    return 0


def _contracts_flags(parser: argparse.ArgumentParser) -> None:
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--write", action="store_true", help="write contracts/ anew")
    choice.add_argument("--check", action="store_true", help="say what is stale; exit code 1 when anything is")
    choice.add_argument("--tables", action="store_true", help="print the documentation's tables as JSON")


def _contracts(options: argparse.Namespace) -> int:
    import json

    from emulator import contracts
    from emulator.bootstrap import APIS
    from emulator.config import shipped

    if options.tables:
        sys.stdout.write(json.dumps(contracts.tables(APIS), indent=1))
        return 0
    texts = contracts.texts(APIS)
    if options.write:
        contracts.write(shipped("contracts"), texts)
        return 0
    stale = contracts.stale(shipped("contracts"), texts)
    sys.stdout.write("".join(f"stale: {name}\n" for name in stale))
    return FAILED if stale else 0


def _reset_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", dest="data_dir", metavar="DIR", help="the emulator's data directory")
    parser.add_argument("--database", metavar="URL", help="the emulator's database")


def _reset(options: argparse.Namespace) -> int:
    import asyncio

    settings = settings_from(options, os.environ)
    from emulator.storage.engine.statements import StorageError
    from emulator.storage.store import wipe

    try:
        asyncio.run(wipe(settings.database_url))
    except StorageError as error:
        raise UsageError(str(error)) from error
    sys.stdout.write(f"emptied {settings.database_url}\n")
    return 0


def _seed_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="JSON with issuers, requestors, credentials and cards")
    parser.add_argument("--url", default="http://127.0.0.1:8081", help="the running emulator (default: http://127.0.0.1:8081)")
    parser.add_argument("--namespace", default="default", help="the world to register them in (default: default)")


def _seed(options: argparse.Namespace) -> int:
    from emulator.cli.seeding import SeedError, batches, register

    try:
        work = batches(options.file.read_text())
        counted = register(work, url=options.url, namespace=options.namespace, token=os.environ.get("EMULATOR_ADMIN_TOKEN", ""))
    except (OSError, SeedError) as error:
        raise UsageError(str(error)) from None
    sys.stdout.write(f"registered {', '.join(f'{count} {kind}' for kind, count in counted.items())} in {options.namespace}\n")
    return 0


COMMANDS: Final = {
    "serve": ("run the emulator", _setting_flags, _serve),
    "keys": ("print the demo credentials, or write them as files", _keys_flags, _keys),
    "contracts": ("generate contracts and documentation tables", _contracts_flags, _contracts),
    "seed": ("register parties, keys and cards from a file with a running emulator", _seed_flags, _seed),
    "reset": ("empty the emulator's database while it is not running", _reset_flags, _reset),
}
