"""The command `doctor`: whether this machine and this configuration can run the emulator, and what to do where not."""

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from emulator.cli import settings
from emulator.cli.command import FAILED, Command

if TYPE_CHECKING:
    from emulator.config import Settings


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check came to; `fix` is empty where all is well."""

    subject: str
    found: str
    fix: str = ""


def check_versions(_settings: "Settings") -> Verdict:
    """Look at the program and its Python."""
    from emulator import __version__

    return Verdict("versions", f"tsp-emulator {__version__} on Python {sys.version.split()[0]}")


def check_port(chosen: "Settings") -> Verdict:
    """See whether the port can be had, or the emulator has it already."""
    from emulator.server.serve import CannotListenError, bind

    try:
        for sock in bind(chosen.host, chosen.port):
            sock.close()
    except CannotListenError as error:
        return Verdict("port", f"{chosen.host}:{chosen.port} is taken", str(error))
    return Verdict("port", f"{chosen.host}:{chosen.port} is free")


def check_database(chosen: "Settings") -> Verdict:
    """Open the database as the emulator would, and leave it."""
    import asyncio

    from emulator.storage.engine.statements import StorageError
    from emulator.storage.store import Store

    async def opened() -> None:
        store = await Store.open(chosen.database_url)
        await store.close()

    place = chosen.database.partition(":")[0] or f"{chosen.data_dir}"
    try:
        if not chosen.database:
            chosen.data_dir.mkdir(parents=True, exist_ok=True)
        asyncio.run(opened())
    except (StorageError, OSError) as error:
        return Verdict("database", f"{place} cannot be used", str(error))
    return Verdict("database", f"{place} can be opened and is of this version")


def check_keys(_settings: "Settings") -> Verdict:
    """Read every key pair of the committed pool."""
    from emulator.config import shipped
    from emulator.core.keys import Keys

    pairs = list(Keys(shipped("keys")).pool())
    unreadable = [pair.name for pair in pairs if pair.public_key.key_size < 2_048]
    if not pairs or unreadable:
        return Verdict("keys", f"{len(pairs)} pairs, {len(unreadable)} unusable", "install the package again; its demo keys are incomplete")
    return Verdict("keys", f"{len(pairs)} demo key pairs can be read")


def check_clock(_settings: "Settings") -> Verdict:
    """See whether the clock can be right: signatures are refused by clients and providers when it is not."""
    from emulator.config import shipped
    from emulator.core.context import wall
    from emulator.core.keys import Keys

    now, made = wall(), max(pair.certificate.not_valid_before_utc for pair in Keys(shipped("keys")).pool())
    if now < made:
        return Verdict("clock", f"it is {now:%Y-%m-%d %H:%M} UTC here, before this program was made", "set the machine's clock")
    return Verdict("clock", f"{now:%Y-%m-%d %H:%M:%S} UTC")


def check_callbacks(chosen: "Settings") -> Verdict:
    """See whether the demo issuer's URL is one that may be called."""
    from emulator.core.callbacks.hosts import host_of

    if not host_of(chosen.issuer_url):
        return Verdict("callbacks", f"issuer_url is {chosen.issuer_url}", "give it as http://HOST:PORT")
    return Verdict("callbacks", f"the issuer is called at {chosen.issuer_url}")


CHECKS: Final[tuple[Callable[["Settings"], Verdict], ...]] = (
    check_versions,
    check_clock,
    check_keys,
    check_database,
    check_port,
    check_callbacks,
)


def _doctor(options: argparse.Namespace) -> int:
    chosen = settings.settings_from(options, os.environ)
    verdicts = [check(chosen) for check in CHECKS]
    for verdict in verdicts:
        mark = "fix " if verdict.fix else "ok  "
        sys.stdout.write(f"{mark}{verdict.subject}: {verdict.found}\n")
        if verdict.fix:
            sys.stdout.write(f"      {verdict.fix}\n")
    return FAILED if any(verdict.fix for verdict in verdicts) else 0


DOCTOR: Final = Command("check ports, clock, database, keys and versions, and say what to fix", settings.add_flags, _doctor)
