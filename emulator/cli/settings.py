"""Settings as flags and as EMULATOR_* variables."""

import argparse
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from emulator.cli.command import UsageError

if TYPE_CHECKING:
    from emulator.config import Settings


def add_flags(parser: argparse.ArgumentParser, only: Collection[str] = ()) -> None:
    """Give a command a flag for every setting, or for the named ones."""
    from emulator.config import Settings

    chosen = only or Settings.model_fields
    for name, field in ((name, Settings.model_fields[name]) for name in chosen):
        flag = f"--{name.replace('_', '-')}"
        text = f"{field.description} (default: {field.default or 'none'}; variable: EMULATOR_{name.upper()})"
        parser.add_argument(flag, dest=name, metavar=name.upper(), help=text.replace("%", "%%"))


def settings_from(options: argparse.Namespace, environment: Mapping[str, str]) -> "Settings":
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
