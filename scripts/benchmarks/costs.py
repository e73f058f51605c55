"""What one request of each kind costs: microseconds of the processor that the server spends, which others on the machine disturb least."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from scripts.benchmarks import mdes, servers, stripe, visa
from scripts.benchmarks.figures import loaded
from scripts.benchmarks.load import Subject
from scripts.benchmarks.mdes import SHOWN, posted
from scripts.benchmarks.servers import Running
from scripts.benchmarks.speed import TOKENIZED

CALLS: Final = 4_000
PARTS: Final = 5
LONG: Final = 60.0


def _looks(port: int) -> list[bytes]:
    client = mdes.Client(port)
    return client.looks(client.first_token(), CALLS)


# Each makes its requests for the server at a port, and names what a good answer holds.
KINDS: Final[Mapping[str, tuple[Callable[[int], list[bytes]], bytes]]] = {
    "MDES getToken": (_looks, SHOWN),
    "MDES tokenize": (lambda port: mdes.Client(port).orders(CALLS), TOKENIZED),
    "Stripe retrieve card": (lambda port: stripe.retrievals(port, CALLS), stripe.GOOD),
    "Stripe create card": (lambda port: stripe.creations(port, CALLS), stripe.GOOD),
    "VTS provision": (lambda port: visa.Client(port).orders(CALLS), visa.MADE),
    "In-App applePay": (lambda port: visa.Client(port).passes(CALLS), visa.SEALED),
}


def costs(folder: Path) -> Iterator[tuple[str, float]]:
    """Give every kind of request with its microseconds, the bare framework first."""
    with servers.bare(folder) as bare:
        yield "bare aiohttp POST", _of(bare, [posted(bare.port, "/", b"{}", headers={})] * CALLS, b" 200 ")
    for name, (requests, good) in KINDS.items():
        with servers.emulator(folder, name.replace(" ", "-")) as server:
            yield name, _of(server, requests(server.port), good)


def _of(server: Running, requests: list[bytes], good: bytes) -> float:
    """Return what one of these requests costs in the quietest of several parts; the first only warms up."""
    size = len(requests) // PARTS
    spent = []
    for part in range(PARTS):
        before = server.microseconds
        loaded(Subject("costs", server.port, requests[part * size : (part + 1) * size], good, once=True), LONG)
        spent.append((server.microseconds - before) / size)
    return min(spent[1:])
