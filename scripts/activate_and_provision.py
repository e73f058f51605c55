#!/usr/bin/env python3
"""Activate three demonstration accounts and provision a virtual card for each through the emulator (development only)."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from emulator.issuer_app.activation import Activated, activate
from emulator.issuer_app.bootstrap import real_world
from emulator.issuer_app.errors import BadSetting, IssuerAppError, ProviderUnreachable, UnreadableCard
from emulator.issuer_app.settings import Settings, add_flags, given_flags

FLAGS: Final = (
    *("database", "emulator", "keys", "consumer_key", "token_requestor_id", "card_key", "public_url", "timeout"),
    *("stripe_key", "stripe_webhook_secret", "stripe_realtime_secret"),
)

BANNER: Final = """\
==========================================================
  DEVELOPMENT ONLY: simulated accounts, cards and tokens.
  DO NOT USE IN PRODUCTION.
==========================================================
"""

HOW_TO_START: Final = (
    "Start it with `tsp-emulator serve` (or name its URL with --emulator), then run this again. The database is unchanged."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, and return the exit code: 1 when the emulator is down or refuses, 2 for a bad setting."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_flags(parser, FLAGS)
    options = parser.parse_args(arguments)
    print(BANNER)
    try:
        report(asyncio.run(activate(Settings.read(given_flags(options), os.environ), real_world())))
    except IssuerAppError as error:
        print(f"ERROR: {error}", file=sys.stderr)
        if isinstance(error, ProviderUnreachable):
            print(HOW_TO_START, file=sys.stderr)
        return 2 if isinstance(error, BadSetting | UnreadableCard) else 1
    return 0


def report(activated: Sequence[Activated]) -> None:
    """Print what was done, and what to try next."""
    for one in activated:
        print(f"{one.verb} virtual card id={one.card_id} for account id={one.account_id} (token={one.token})")
    print(f"\nProcessed {len(activated)} accounts. {len(activated)} virtual cards created/updated.")
    print("Note: tokens are simulated. They come from the emulator, and no payment network knows them.")
    print("\nCard ids for API testing:")
    for one in activated:
        print(f"  card id={one.card_id} (last4={one.last4})")


if __name__ == "__main__":
    sys.exit(main())
