"""How fast Stripe's calls are answered, where this build has them."""

import http.client
import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from emulator.bootstrap import APIS
from scripts.benchmarks import servers
from scripts.benchmarks.figures import Figure, Options, compared, rated
from scripts.benchmarks.load import Subject
from scripts.benchmarks.mdes import posted


def beside_bare(folder: Path, options: Options, *, requests: Callable[[int], tuple[str, list[bytes]]]) -> Figure:
    """One call of Stripe's, beside the bare framework with the same method."""
    if not any(api.name.startswith("stripe") for api in APIS):
        return Figure(None, "this build does not have Stripe's API")
    with servers.emulator(folder, "stripe") as server, servers.bare(folder) as bare:
        method, many = requests(server.port)
        fixed = posted(bare.port, "/", b"{}", headers={}).replace(b"POST", method.encode(), 1)
        limit, subject = Subject("bare", bare.port, [fixed]), Subject("stripe", server.port, many)
        compared([limit, subject], options)
    return rated(subject, limit.rates)


def retrieve(folder: Path, options: Options) -> Figure:
    """Retrieve one card."""
    return beside_bare(folder, options, requests=lambda port: ("GET", [_form(port, "GET", f"/v1/issuing/cards/{_stripe_card(port)[0]}")]))


def create(folder: Path, options: Options) -> Figure:
    """Create a card, each under a key of its own."""

    def requests(port: int) -> tuple[str, list[bytes]]:
        form = f"cardholder={_stripe_card(port)[1]}&currency=usd&type=virtual"
        return "POST", [_form(port, "POST", "/v1/issuing/cards", form=form, key=f"bench-{number}") for number in range(20_000)]

    return beside_bare(folder, options, requests=requests)


def _form(port: int, method: str, path: str, *, form: str = "", key: str = "") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Authorization: Bearer sk_test_bench", f"Content-Length: {len(form)}"]
    lines += ["Content-Type: application/x-www-form-urlencoded"] + ([f"Idempotency-Key: {key}"] if key else [])
    return "\r\n".join([*lines, "", form]).encode()


def _stripe_card(port: int) -> tuple[str, str]:
    headers = {"Authorization": "Bearer sk_test_bench", "Content-Type": "application/x-www-form-urlencoded"}
    address = "&".join(f"billing[address][{name}]={value}" for name, value in _ADDRESS.items())
    holder = _made(port, "/v1/issuing/cardholders", f"name=Jenny+Rosen&type=individual&status=active&{address}", headers=headers)
    return _made(port, "/v1/issuing/cards", f"cardholder={holder}&currency=usd&type=virtual&status=active", headers=headers), holder


_ADDRESS: Final = {"line1": "Main+St", "city": "Berkeley", "state": "CA", "postal_code": "94704", "country": "US"}


def _made(port: int, path: str, form: str, *, headers: dict[str, str]) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("POST", path, form, headers)
    answer = json.loads(connection.getresponse().read())
    return str(answer["id"])
