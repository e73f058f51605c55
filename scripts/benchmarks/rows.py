"""The promises, one row each."""

from collections.abc import Iterator
from typing import Final

from scripts.benchmarks import size, speed, stripe, visa
from scripts.benchmarks.figures import Row


def chosen(names: list[str]) -> Iterator[Row]:
    """Give the rows of these names, all of them where none is named."""
    return (row for row in ROWS if not names or row.name in names)


ROWS: Final = (
    Row("stripe-retrieve", "Stripe: retrieve card, of bare aiohttp GET", 0.65, "ratio", stripe.retrieve, at_least=True),
    Row("stripe-create", "Stripe: create card, of bare aiohttp POST", 0.27, "ratio", stripe.create, at_least=True),
    Row("tokenize", "MDES: tokenize, of its cryptography alone", 0.62, "ratio", speed.tokenize, at_least=True),
    Row("get-token", "MDES: getToken, of bare aiohttp POST", 0.30, "ratio", speed.get_token, at_least=True),
    Row("vts-provision", "VTS: provision, of bare aiohttp POST", 0.15, "ratio", visa.provision, at_least=True),
    Row("in-app", "In-App: applePay, of bare aiohttp POST", 0.10, "ratio", visa.apple_pay, at_least=True),
    Row("workers-sqlite", "two workers on one SQLite file, of one: tokenize", 1.75, "ratio", speed.two_workers_on_a_file, at_least=True),
    Row("workers-postgres", "two workers on PostgreSQL, of one: tokenize", 1.4, "ratio", speed.two_workers_on_postgres, at_least=True),
    Row("half-load", "p99 of getToken at half the peak", 10, "ms", speed.half_load),
    Row("growth", "p50 of getToken in a large vault, of a small one", 1.2, "ratio", size.growth),
    Row("start", "cold start to ready", 450, "ms", size.start),
    Row("memory", "memory after 100,000 tokens", 250, "MB", size.memory),
    Row("namespace", "a fresh namespace", 2.5, "ms", size.namespace),
    Row("seeding", "seeding 100,000 cards", 20, "s", size.seeding),
)
