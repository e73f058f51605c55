"""The first page: the story of a card, played in requests that anybody could send."""

import re

from playwright.sync_api import Page, expect

from tests.dashboard.pages.conftest import Show, World


def test_the_story_is_played_step_by_step_explained_and_leaves_the_users_world_alone(page: Page, world: World, show: Show) -> None:
    show(world, "start")
    expect(page.locator(".bankcard")).to_have_count(3)
    page.click("#next")
    expect(page.locator("#story li")).to_have_count(1)
    page.click("#all")
    expect(page.locator("#story li")).to_have_count(11)
    page.click("#look")
    page.click("nav >> text=Cards")
    page.click("td a")

    expect(page.locator("svg.lifecycle")).to_have_attribute("aria-label", "Life cycle: the token is active")
    expect(page.locator("main")).to_contain_text("Ada Lovelace")
    expect(page.locator("caption:text('Every move') ~ tbody tr")).to_have_count(4)
    assert world.ask("GET", "cards")["cards"] == []


def test_a_request_of_the_story_is_shown_as_curl_sends_it(page: Page, world: World, show: Show) -> None:
    show(world, "start")

    page.click("#next")
    page.click("#request-0 summary")

    expect(page.locator("#request-0 pre")).to_have_text(re.compile(rf"^curl -X POST '{re.escape(world.url)}/_emulator/(namespaces|reset)'"))
