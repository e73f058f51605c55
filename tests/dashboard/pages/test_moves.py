"""A token moved by a click, the webhook that tells of it, and the clock that brings its retry."""

import re

from playwright.sync_api import Page, expect

from tests.dashboard.pages.conftest import OpenWorld, Show, World
from tests.flows.conftest import issuer
from tests.flows.listener import Listener

__all__ = ["issuer"]


def test_a_token_is_suspended_by_a_click_and_the_webhook_is_seen(page: Page, issuer: Listener, open_world: OpenWorld, show: Show) -> None:
    world = open_world(issuer.url)
    reference = world.token()
    show(world, f"cards/{reference}")
    expect(page.locator("#views")).to_contain_text('"status": "ACTIVE"')
    page.click("#suspend-issuer")
    expect(page.locator("svg.lifecycle")).to_have_attribute("aria-label", "Life cycle: the token is suspended, held by issuer")
    expect(page.locator("#views")).to_contain_text('"status": "SUSPENDED"')
    page.click("nav >> text=Webhooks")
    page.click("#deliver")
    newest = page.locator(".notice").first
    newest.click()

    expect(newest.locator(".state").first).to_have_text("delivered")
    expect(newest).to_contain_text('"status": "SUSPENDED"')
    assert issuer.messages[-1]["tokens"][0]["status"] == "SUSPENDED"
    assert world.ask("GET", f"tokens/{reference}")["holders"] == ["issuer"]


def test_only_legal_moves_are_offered(page: Page, world: World, show: Show) -> None:
    reference = world.token()
    show(world, f"cards/{reference}")

    page.click("#suspend-cardholder")
    expect(page.locator("#resume-cardholder")).to_be_visible()

    expect(page.locator("#suspend-cardholder, #resume-issuer, #resume-requestor")).to_have_count(0)
    page.click("#delete-issuer")
    expect(page.locator("main")).to_contain_text("This token's life is over.")


def test_each_party_can_suspend_and_holds_its_own(page: Page, world: World, show: Show) -> None:
    reference = world.token()
    show(world, f"cards/{reference}")

    for by in ("requestor", "cardholder", "network"):
        page.click(f"#suspend-{by}")
        expect(page.locator("svg.lifecycle")).to_have_attribute("aria-label", re.compile(by))

    assert world.ask("GET", f"tokens/{reference}")["holders"] == ["cardholder", "network", "requestor"]


def test_the_clock_is_advanced_and_a_retry_is_delivered(page: Page, issuer: Listener, open_world: OpenWorld, show: Show) -> None:
    world = open_world(issuer.url)
    show(world, "clock")
    page.click("#freeze")
    expect(page.locator(".clockface .state")).to_have_text("frozen")
    page.click("nav >> text=Webhooks")
    page.click("text=Hold or break the next")
    page.click("text=Break the next body")
    expect(page.locator(".message")).to_contain_text("Armed")
    reference = world.token()
    page.click("#deliver")
    broken = page.locator(".notice", has=page.locator("summary .state", has_text="pending"))
    expect(broken).to_have_count(1)
    page.click("nav >> text=Clock")
    page.click("#leap-60")
    expect(page.locator("#due")).to_contain_text("nt_")
    page.click("nav >> text=Webhooks")

    expect(page.locator(".notice summary", has_text="2 attempts").locator(".state")).to_have_text("delivered")
    expect(broken).to_have_count(0)
    assert reference in issuer.told
