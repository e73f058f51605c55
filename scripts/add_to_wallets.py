#!/usr/bin/env python3
"""Add every card of the issuer app to every wallet of the fake phone, and show who sees each token (development only)."""

import argparse
import hashlib
import hmac
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import requests
from rich.console import Console
from rich.table import Table
from stripe import StripeClient

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.demo import PATIENCE, StoryFailedError, World

STRIPE_KEY: Final = "sk_test_tspemulatordemo"
# Credentials of the demo issuer at Visa, published on purpose.
VISA_KEY: Final = "TSPEMULATORDEMOAPIKEYNOTREAL000001"
VISA_SECRET: Final = "demo-shared-secret-for-signatures"  # published on purpose
# What each wallet hands to the app, and the app to its backend.
HANDED: Final = {
    "apple": ("certificates", "nonce", "nonceSignature"),
    "google": ("walletId", "stableHardwareId", "clientAppID"),
    "samsung": ("walletUserId", "deviceId"),
}
# The pair that does not exist.
NOT_MADE: Final = ("stripe", "samsung")

Message = dict[str, Any]


@dataclass(frozen=True)
class Added:
    """A card in a wallet; `token` is None where its provider has no payload for the wallet."""

    card: Message
    wallet: str
    token: str | None
    suffix: str = ""


class Phone:
    """The fake phone, with the issuer's app on it."""

    def __init__(self, world: World) -> None:
        self.world = world

    def add(self, card: Message, wallet: str) -> Added:
        """Open a session of the wallet, have the issuer app answer it, and hand the payload over."""
        session = self._post(f"{wallet}/requests", {"network": card["network"], **(_shown(card) if wallet == "apple" else {})})
        wish = {"wallet": f"{wallet}_pay", **{member: session[member] for member in HANDED[wallet]}}
        made = requests.post(f"{self.world.issuer_app}/api/v1/cards/{card['id']}/wallet_payload", json=wish, timeout=PATIENCE)
        if made.status_code == 422 and (card["provider"], wallet) == NOT_MADE:
            return Added(card, wallet, None)
        if made.status_code != 200:
            raise StoryFailedError(f"no {wallet} payload for card {card['last4']}: {made.text}")
        result = self._post(f"{wallet}/requests/{session['id']}/complete", made.json()["payload"])
        if result["path"] != "green":
            raise StoryFailedError(f"{wallet} did not take card {card['last4']}: {result['checks'][-1]}")
        return Added(card, wallet, result["tokenReference"], result["card"]["deviceAccountSuffix"])

    def _post(self, path: str, body: Message) -> Message:
        answer = requests.post(f"{self.world.emulator}/_emulator/phone/{path}", json=body, timeout=PATIENCE)
        if answer.status_code != 200:
            raise StoryFailedError(f"phone/{path} answered {answer.status_code}: {answer.text}")
        told: Message = answer.json()
        return told


def main() -> int:
    """Run, and return the exit code: 1 when a card did not go where it should, or somebody does not see its token."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--emulator", default="http://127.0.0.1:8081", metavar="URL", help="URL of the emulator")
    parser.add_argument("--issuer-app", default="http://127.0.0.1:8000", metavar="URL", help="URL of the issuer app")
    parser.add_argument("--keys", default="my-keys", type=Path, metavar="FOLDER", help="what `tsp-emulator keys --out` wrote")
    options = parser.parse_args()
    console = Console()
    try:
        world = World(options.emulator, options.issuer_app, options.keys)
        added = [Phone(world).add(card, wallet) for card in world.app("/api/v1/cards")["cards"] for wallet in HANDED]
        world.deliver()
        console.print(_table(world, added))
    except StoryFailedError as error:
        console.print(f"[bold red]Failed:[/] {error}")
        return 1
    console.print(f"{sum(one.token is not None for one in added)} live tokens. Stripe has no payload for Samsung Pay.")
    return 0


def _shown(card: Message) -> Message:
    # Stripe prints no digits in a name.
    name = card["cardholder_name"]
    return {"cardholderName": name.rstrip("0123456789") if card["provider"] == "stripe" else name, "primaryAccountSuffix": card["last4"]}


def _table(world: World, added: list[Added]) -> Table:
    table = Table("card", "issued through", "wallet", "shown as active by")
    for one in added:
        table.add_row(
            f"{one.card['network']} {one.card['last4']}",
            one.card["provider"],
            one.wallet,
            ", ".join(_witnesses(world, one, one.token)) if one.token else "-",
        )
    return table


def _witnesses(world: World, added: Added, token: str) -> list[str]:
    """Return who shows a token as active: its network, Stripe where it issued the card, and the issuer app, which its provider told."""
    known = world.app(f"/api/v1/cards/{added.card['id']}")["tokens"]
    heard = [one["token_reference"] for one in known if (one["last4"], one["status"]) == (added.suffix, "ACTIVE")]
    name = heard[0] if heard else ""
    processor = {}
    if added.card["provider"] == "stripe":
        name = _at_stripe(world, name)
        processor = {"Stripe": bool(name)}
    network = {"MDES": _at_mdes(world, token)} if added.card["network"] == "mastercard" else {"VTS": _at_visa(world, name)}
    seen = {**network, **processor, "the issuer app": len(heard) == 1}
    if missing := [name for name, sees in seen.items() if not sees]:
        raise StoryFailedError(f"token {token} is not shown as active by {', '.join(missing)}")
    return list(seen)


def _at_mdes(world: World, token: str) -> bool:
    return bool(world.mdes("getToken", {"tokenUniqueReference": token})["token"]["status"] == "ACTIVE")


def _at_stripe(world: World, name: str) -> str:
    """Return what the network calls the token that Stripe has told the app of; nothing where Stripe does not show it as active."""
    tokens = StripeClient(STRIPE_KEY, base_addresses={"api": world.emulator}).v1.issuing.tokens
    found = tokens.retrieve(name, {"expand": ["network_data"]})
    names = found.network_data and (found.network_data.visa or found.network_data.mastercard)
    return names.token_reference_id if found.status == "active" and names else ""


def _at_visa(world: World, name: str) -> bool:
    """Say whether Visa shows its issuer the token that it calls so."""
    path, query, at = "VNTSTokenUpdateService/Inquiry/v1", f"apiKey={VISA_KEY}", int(time.time())
    body = json.dumps({"requestID": f"demo-{time.time_ns()}", "tokenReferenceID": name}).encode()
    digest = hmac.new(VISA_SECRET.encode(), f"{at}Inquiry/v1{query}".encode() + body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "x-pay-token": f"xv2:{at}:{digest}"}
    answer = requests.post(f"{world.emulator}/rsrv_{path}?{query}", data=body, headers=headers, timeout=PATIENCE)
    return answer.status_code == 200 and [one["tokenState"] for one in answer.json()["tokens"]] == ["ACTIVE"]


if __name__ == "__main__":
    sys.exit(main())
