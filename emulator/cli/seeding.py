"""Seed files: sent to a running emulator in batches, with a progress bar where there is much."""

import json
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from rich.console import Console
from rich.progress import Progress

# Cards refer to issuers, so issuers come first.
KINDS: Final = ("issuers", "requestors", "credentials", "cards")
BATCH: Final = 500
TIMEOUT: Final = 60.0

Batch = tuple[str, list[Any]]


class SeedError(Exception):
    """The file is no seed file, or the emulator does not take it; its text is one sentence."""


def batches(text: str) -> list[Batch]:
    """Cut a seed file into pieces that the admin API takes.

    Raises:
        SeedError: it is not JSON, or holds something else than lists of the known kinds.
    """
    try:
        seeds = json.loads(text)
    except ValueError as error:
        raise SeedError(f"the seed file is not JSON: {error}") from None
    if not isinstance(seeds, dict) or set(seeds) - set(KINDS) or not all(isinstance(rows, list) for rows in seeds.values()):
        raise SeedError(f"a seed file is an object with lists called {', '.join(KINDS)}")
    return [(kind, rows[start : start + BATCH]) for kind in KINDS for rows in [seeds.get(kind, [])] for start in range(0, len(rows), BATCH)]


def register(work: list[Batch], *, url: str, namespace: str, token: str) -> Mapping[str, int]:
    """Send every batch; return how many of each kind were registered.

    Raises:
        SeedError: nobody answers at the URL, or a batch is refused; the ones before it are kept.
    """
    counted = Counter[str]()
    for kind, rows in _shown(work):
        _send(f"{url.rstrip('/')}/_emulator/parties", {"namespace": namespace, kind: rows}, token=token)
        counted[kind] += len(rows)
    return counted


def _shown(work: list[Batch]) -> Iterator[Batch]:
    with Progress(console=Console(stderr=True), transient=True, disable=len(work) < 2) as progress:
        task = progress.add_task("registering", total=sum(len(rows) for _, rows in work))
        for kind, rows in work:
            yield kind, rows
            progress.advance(task, len(rows))


def _send(url: str, body: Mapping[str, Any], *, token: str) -> None:
    if not url.startswith(("http://", "https://")):
        raise SeedError(f"the emulator's URL begins with http:// or https://, not like {url}")
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)  # noqa: S310  # its scheme was just checked
    try:
        urllib.request.urlopen(request, timeout=TIMEOUT).close()  # noqa: S310  # its scheme was just checked
    except urllib.error.HTTPError as refused:
        raise SeedError(f"the emulator refused: {_detail(refused.read())}") from None
    except OSError as error:
        raise SeedError(f"no emulator answers at {url}: {error}; start it with 'tsp-emulator serve'") from None


def _detail(body: bytes) -> str:
    try:
        return str(json.loads(body)["detail"])
    except (ValueError, KeyError, TypeError):
        return "its answer cannot be read; is an emulator listening there?"
