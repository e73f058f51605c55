"""Record the tapes in fixtures/: real exchanges with an emulator whose seed and clock are fixed, so that they never differ."""

import argparse
import asyncio
import sys
from datetime import datetime
from pathlib import Path
from typing import Final

from emulator import bootstrap
from emulator.config import Settings
from emulator.contracts import stale, write
from emulator.core.dispatch.router import Router
from emulator.recording.tape import Tape
from scripts.tapes.recorder import CLOCK, SEED, URL, Recorder
from scripts.tapes.stories import Story, told_in

FIXTURES: Final = Path(__file__).resolve().parent.parent / "fixtures"


async def record(story: Story, router: Router) -> Tape:
    """Play one story in a world of its own and return its tape."""
    began = datetime.fromisoformat(CLOCK)
    house = await bootstrap.assemble(Settings(database="sqlite://", seed=SEED, **story.settings), now=lambda: began)
    house.public_url = URL
    try:
        return await Recorder(house, router, story).tape()
    finally:
        await house.close()


async def tapes() -> dict[str, str]:
    """Return the text of every tape by its path below fixtures/."""
    router = Router(bootstrap.APIS, fallback=next(api for api in bootstrap.APIS if api.name == "admin"))
    return {story.path: (await record(story, router)).as_text() for story in told_in(FIXTURES)}


def main(arguments: list[str] | None = None) -> int:
    """Write the tapes, or with --check say which are stale. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if anything is stale")
    options = parser.parse_args(arguments)
    texts = asyncio.run(tapes())
    for provider in sorted({path.partition("/")[0] for path in texts}):
        own = {path.partition("/")[2]: text for path, text in texts.items() if path.startswith(f"{provider}/")}
        directory = FIXTURES / provider
        found = stale(directory, own)
        print("\n".join(f"{provider}/{line}" for line in found) or f"{provider}: {len(own)} tapes are fresh")
        if found and options.check:
            return 1
        write(directory, own)
    return 0


if __name__ == "__main__":
    sys.exit(main())
