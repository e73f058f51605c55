"""The phone: payloads of a real issuer app go in, refused ones with a diagnosis, and a typed card is verified and pays."""

import json

import requests
from playwright.sync_api import Page, expect

from tests.dashboard.pages.conftest import TIMEOUT, Show, World
from tests.flows.conftest import Pair, pair
from tests.flows.test_main_job import activate, card_ids
from tests.flows.test_phone import WALLETS

__all__ = ["pair"]


def payload_for(page: Page, pair: Pair, card: int) -> dict[str, str]:
    """Open a session on the page, and have the issuer app make the payload for what the page shows."""
    page.click("text=1. Open a session")
    session = json.loads(page.locator("#session").inner_text())
    wish = {"wallet": "google_pay", **{name: session[name] for name in WALLETS["google"]}}
    made = requests.post(f"{pair.issuer_app.url}/api/v1/cards/{card}/wallet_payload", json=wish, timeout=TIMEOUT)
    payload: dict[str, str] = made.json()["payload"]
    return payload


def test_a_pasted_payload_is_refused_with_its_diagnosis_and_then_accepted(pair: Pair, page: Page, show: Show) -> None:
    card = card_ids(activate(pair))[0]
    show(World(pair.emulator.url, "default"), "phone")
    page.select_option("#wallet", "google")

    payload_for(page, pair, card)
    page.fill("#payload", json.dumps({"opaquePaymentCard": "bm90IGEgY2FyZA=="}))
    page.click("text=2. Hand it to the phone")

    expect(page.locator("#result .state").first).to_have_text("red")
    expect(page.locator("#result .finding")).to_contain_text("What to do:")
    expect(page.locator(".pass")).to_have_count(0)

    page.fill("#payload", "")
    page.evaluate("document.getElementById('session').remove()")
    page.fill("#payload", json.dumps(payload_for(page, pair, card)))
    page.click("text=2. Hand it to the phone")

    expect(page.locator("#result .state").first).to_have_text("green")
    expect(page.locator(".pass .state")).to_have_text("active")


def test_a_typed_card_is_verified_pays_is_lost_and_removed(page: Page, world: World, show: Show) -> None:
    show(world, "phone")
    for name, value in {"number": "5204731660001002", "month": "11", "year": "29", "holder": "Grace Hopper"}.items():
        page.fill(f"#typed-{name}", value)
    page.check("#terms")
    page.click("text=Add the card")
    expect(page.locator(".pass .state")).to_have_text("requested")
    page.click("text=Send a code")
    expect(page.locator(".message").last).to_contain_text("received")
    page.fill("#code", world.ask("GET", "otp")["codes"][0]["digits"])
    page.click("text=Enter the code")
    page.click("text=Tap to pay")
    expect(page.locator(".message").last).to_contain_text("Paid.")
    page.click("#lose")
    expect(page.locator(".pass .state")).to_have_text("suspended")
    page.click("#find")
    expect(page.locator(".pass .state")).to_have_text("active")
    page.click("#remove")

    expect(page.locator(".screen")).to_contain_text("No card on this phone yet.")
    assert [token["state"] for token in world.ask("GET", "tokens")["tokens"]] == ["deleted"]
