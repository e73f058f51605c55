"""How fast Stripe's calls are answered beside the bare framework."""

import http.client
import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from scripts.benchmarks import servers
from scripts.benchmarks.figures import Figure, Options, compared, rated
from scripts.benchmarks.load import Subject
from scripts.benchmarks.mdes import posted

CALLS: Final = 20_000
GOOD: Final = b" 200 "


def beside_bare(folder: Path, options: Options, *, method: str, requests: Callable[[int, int], list[bytes]]) -> Figure:
    """One call of Stripe's, beside the bare framework with the same method."""
    with servers.emulator(folder, "stripe") as server, servers.bare(folder) as bare:
        fixed = posted(bare.port, "/", b"{}", headers={}).replace(b"POST", method.encode(), 1)
        limit, subject = Subject("bare", bare.port, [fixed]), Subject("stripe", server.port, requests(server.port, CALLS), GOOD)
        compared([limit, subject], options)
    return rated(subject, limit.rates)


def retrieve(folder: Path, options: Options) -> Figure:
    """Retrieve one card."""
    return beside_bare(folder, options, method="GET", requests=retrievals)


def create(folder: Path, options: Options) -> Figure:
    """Create a card, each under a key of its own."""
    return beside_bare(folder, options, method="POST", requests=creations)


def retrievals(port: int, count: int) -> list[bytes]:
    """So many requests for one card."""
    return [_form(port, "GET", f"/v1/issuing/cards/{_stripe_card(port)[0]}")] * count


def creations(port: int, count: int) -> list[bytes]:
    """So many requests to create a card, each under a key of its own."""
    form = f"cardholder={_stripe_card(port)[1]}&currency=usd&type=virtual"
    return [_form(port, "POST", "/v1/issuing/cards", form=form, key=f"bench-{number}") for number in range(count)]


def _form(port: int, method: str, path: str, *, form: str = "", key: str = "") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Authorization: Bearer sk_test_bench", f"Content-Length: {len(form)}"]
    lines += ["Content-Type: application/x-www-form-urlencoded"] + ([f"Idempotency-Key: {key}"] if key else [])
    return "\r\n".join([*lines, "", form]).encode()


def _stripe_card(port: int) -> tuple[str, str]:
    headers = {"Authorization": "Bearer sk_test_bench", "Content-Type": "application/x-www-form-urlencoded"}
    holder = _made(port, "/v1/issuing/cardholders", "&".join(f"{name}={value}" for name, value in _HOLDER.items()), headers=headers)
    return _made(port, "/v1/issuing/cards", f"cardholder={holder}&currency=usd&type=virtual&status=active", headers=headers), holder


# Everything that Stripe wants to know before a card of such a holder may be active.
_HOLDER: Final = {
    "name": "Jenny+Rosen",
    "type": "individual",
    "status": "active",
    "billing[address][line1]": "Main+St",
    "billing[address][city]": "Berkeley",
    "billing[address][state]": "CA",
    "billing[address][postal_code]": "94704",
    "billing[address][country]": "US",
    "individual[first_name]": "Jenny",
    "individual[last_name]": "Rosen",
    "individual[dob][day]": "1",
    "individual[dob][month]": "11",
    "individual[dob][year]": "1981",
    "individual[card_issuing][user_terms_acceptance][date]": "1700000000",
    "individual[card_issuing][user_terms_acceptance][ip]": "203.0.113.7",
}


def _made(port: int, path: str, form: str, *, headers: dict[str, str]) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("POST", path, form, headers)
    answer = json.loads(connection.getresponse().read())
    return str(answer["id"])
