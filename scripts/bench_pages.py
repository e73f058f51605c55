#!/usr/bin/env python3
"""How long the first and the last page of a long list take: cards are listed through the door, 100 a page.

The list is made beforehand by copying one card in the database; first and last page are asked for in turn, over one
connection, and their bodies are not looked into: making objects of a page takes the official library many times as long
as the emulator takes to answer, and would hide what is measured. It is timed beside them, for whoever waits for it.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import stripe

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from emulator.core.worlds import DEMO_SECRET_KEY
from emulator.providers.stripe.service.books.kinds import CARD
from emulator.storage.store import Store
from emulator.storage.unit import Unit
from scripts.benchmarks.servers import emulator

PAGE: Final = 100
BATCH: Final = 2_000
LIBRARY_TIMES: Final = 20
HOLDER: Final[dict[str, Any]] = {
    "name": "Ada Sample",
    "type": "individual",
    "billing": {"address": {"line1": "100 Sample Street", "city": "Springfield", "postal_code": "62704", "country": "US"}},
}


async def fill(url: str, body: dict[str, Any], count: int) -> None:
    """Copy one card until there are so many."""
    store = await Store.open(url)

    async def nobody(_unit: Unit, _event: Any) -> None:
        """Tell nobody."""

    for first in range(1, count, BATCH):

        async def work(unit: Unit, begin: int = first) -> None:
            for number in range(begin, min(begin + BATCH, count)):
                name = f"{body['id'][:-6]}{number:06d}"
                await unit.documents.add(CARD.kind, name, {**body, "id": name})

        await store.unit("default", nobody, work)
    await store.close()


async def only_card(url: str) -> dict[str, Any]:
    """Return the one card as it is kept."""
    store = await Store.open(url)
    ((_, body),) = await store.read("default", lambda unit: unit.documents.older(CARD.kind, most=1))
    await store.close()
    return dict(body)


def client_at(port: int) -> stripe.StripeClient:
    """Return the official library at this emulator."""
    return stripe.StripeClient(DEMO_SECRET_KEY, base_addresses={"api": f"http://127.0.0.1:{port}"})


def asked(door: HTTPConnection, params: dict[str, Any]) -> None:
    """Ask for one page, and read it without looking into it."""
    headers = {"Authorization": f"Bearer {DEMO_SECRET_KEY}"}
    door.request("GET", f"/v1/issuing/cards?{urlencode(params)}", headers=headers)
    answer = door.getresponse()
    answer.read()
    if answer.status != HTTPStatus.OK:
        raise SystemExit(f"a page was refused: {answer.status}")


def timed(ask: Callable[[dict[str, Any]], Any], params: dict[str, Any]) -> float:
    """Ask for one page, and return the milliseconds that took."""
    began = time.perf_counter()
    ask(params)
    return (time.perf_counter() - began) * 1_000


def measured(port: int, pages: dict[str, dict[str, Any]], times: int) -> dict[str, float]:
    """Return the median milliseconds of each page, and of the first one through the official library."""
    door = HTTPConnection("127.0.0.1", port)
    asked(door, pages["first"])
    rounds = [{which: timed(partial(asked, door), params) for which, params in pages.items()} for _ in range(times)]
    medians = {which: statistics.median(round_[which] for round_ in rounds) for which in pages}
    library: Any = client_at(port).v1.issuing.cards.list
    return {**medians, "library": statistics.median(timed(library, pages["first"]) for _ in range(LIBRARY_TIMES))}


def main() -> int:
    """Measure, and print one line."""
    parser = argparse.ArgumentParser(description="Measure the first and the last page of a long list of cards.")
    parser.add_argument("--cards", type=int, default=100_000, help="how many cards there are")
    parser.add_argument("--times", type=int, default=100, help="how often each page is asked for")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tsp-emulator-bench-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'pages.db'}"
        with emulator(folder, "make", url) as making:
            issuing = client_at(making.port).v1.issuing
            holder = issuing.cardholders.create(HOLDER)  # type: ignore[arg-type]  # as above
            issuing.cards.create({"cardholder": holder.id, "currency": "usd", "type": "virtual"})
        body = asyncio.run(only_card(url))
        asyncio.run(fill(url, body, options.cards))
        with emulator(folder, "list", url) as listing:
            pages: dict[str, dict[str, Any]] = {
                "first": {"limit": PAGE},
                "last": {"limit": PAGE, "starting_after": f"{body['id'][:-6]}{PAGE:06d}"},
            }
            took = measured(listing.port, pages, options.times)
    told = f"{options.cards} cards: first page {took['first']:.2f} ms, last page {took['last']:.2f} ms (p50), "
    sys.stdout.write(f"{told}{took['last'] / took['first']:.2f} times; through the library {took['library']:.0f} ms\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
