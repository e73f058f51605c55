"""The commands about tapes: record, replay, verify, and har."""

from emulator.cli.tapes.har import HAR
from emulator.cli.tapes.record import RECORD
from emulator.cli.tapes.replay import REPLAY
from emulator.cli.tapes.verify import VERIFY

__all__ = ["HAR", "RECORD", "REPLAY", "VERIFY"]
