"""How fast MDES answers: beside what bounds it, with two workers beside one, and how long one waits below the peak."""

import statistics
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from scripts.benchmarks import mdes, servers
from scripts.benchmarks.figures import Figure, Options, compared, loaded, quantile, rated
from scripts.benchmarks.load import Subject
from scripts.benchmarks.mdes import LOOKS, SHOWN, Client, posted

# As many as fast machines carry out in all rounds.
ORDERS: Final = 15_000
TOKENIZED: Final = b'"APPROVED"'


def tokenize(folder: Path, options: Options) -> Figure:
    """Tokenize beside the cryptography that it cannot do without."""
    with servers.emulator(folder, "tokenize") as server:
        subject = Subject("tokenize", server.port, Client(server.port).orders(ORDERS), TOKENIZED, once=True)
        limits = []
        for _ in range(options.rounds):
            # On the core of the server, which waits meanwhile.
            limits.append(servers.alone(mdes.tokenize_limit))
            compared([subject], Options(options.seconds, 1))
    return rated(subject, limits)


def get_token(folder: Path, options: Options) -> Figure:
    """Look at one token, beside the bare framework."""
    with servers.emulator(folder, "get-token") as server, servers.bare(folder) as bare:
        client = Client(server.port)
        limit = Subject("bare", bare.port, [posted(bare.port, "/", b"{}", headers={})])
        subject = Subject("getToken", server.port, client.looks(client.first_token(), LOOKS), SHOWN)
        compared([limit, subject], options)
    return rated(subject, limit.rates)


def two_workers(folder: Path, options: Options, *, database: Callable[[str], str]) -> Figure:
    """Tokenize with two processes, beside one."""
    if not servers.two_cores():
        return Figure(None, "two workers need two cores")
    with ExitStack() as stack:
        subjects = []
        for workers in (1, 2):
            name = f"workers{workers}"
            server = stack.enter_context(servers.emulator(folder, name, database(name), workers=workers))
            subjects.append(Subject(name, server.port, Client(server.port).orders(ORDERS), TOKENIZED, once=True))
        compared(subjects, options)
    return rated(subjects[1], subjects[0].rates)


def two_workers_on_a_file(folder: Path, options: Options) -> Figure:
    """Both processes on one SQLite file."""
    return two_workers(folder, options, database=lambda name: f"sqlite:///{folder / name}.db")


def two_workers_on_postgres(folder: Path, options: Options) -> Figure:
    """Both processes on one PostgreSQL."""
    url = servers.postgres(folder)
    return two_workers(folder, options, database=lambda _name: url)


def half_load(folder: Path, options: Options) -> Figure:
    """Delays at half of what it can do, and at other shares of it, for the plot."""
    with servers.emulator(folder, "half-load") as server:
        client = Client(server.port)
        looks = client.looks(client.first_token(), LOOKS)
        peak = Subject("peak", server.port, looks, SHOWN)
        compared([peak], options)
        most = statistics.median(peak.rates)
        curves: dict[str, list[tuple[float, float]]] = {"p50": [], "p99": []}
        for share in (0.1, 0.25, 0.5, 0.75, 0.9):
            paced = Subject(f"{share:.0%}", server.port, looks, SHOWN)
            loaded(paced, options.seconds, per_second=share * most)
            for name, part in (("p50", 0.5), ("p99", 0.99)):
                curves[name].append((share * most, quantile(paced, part)))
    return Figure(dict(curves["p99"])[0.5 * most], f"at {0.5 * most:,.0f}/s, half of the peak; ms", series=curves)
