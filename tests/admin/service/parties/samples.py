"""Parties as people register them."""

from typing import Any, Final

ISSUER: Final[dict[str, Any]] = {
    "id": "my-bank",
    "name": "My Bank",
    "ranges": [{"low": "520473", "high": "520473", "network": "mastercard"}],
    "callback_url": "http://127.0.0.1:9/bank",
    "encryption_certificate": "demo:mdes/issuer",
    "tav_keys": ["demo:mdes/tav"],
}
REQUESTOR: Final[dict[str, Any]] = {"id": "50999999999", "name": "My Wallet", "kind": "WALLET", "networks": ["mastercard"]}
CREDENTIAL: Final[dict[str, Any]] = {"name": "a!b", "signing": "demo:mdes/signing", "response": "demo:mdes/response"}


def by_id(parties: list[dict[str, Any]], party_id: str) -> dict[str, Any] | None:
    """Return the one with this id."""
    return next((party for party in parties if party["id"] == party_id), None)


def without(entry: dict[str, Any], member: str) -> dict[str, Any]:
    """Return an entry that lacks a member."""
    return {name: value for name, value in entry.items() if name != member}
