"""Everybody can read and use it: contrast, labels, one size for a desk and one for a hand, and the door beyond loopback."""

from pathlib import Path
from typing import Final, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.dashboard.pages.conftest import Show, World
from tests.flows.processes import running

PAGES = ("start", "timeline", "cards", "phone", "webhooks", "scenarios", "clock", "worlds", "snapshots", "contracts")
THEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
# The contrast that WCAG 2.2 asks for (success criterion 1.4.3), of every text against what it stands on; its own formula.
FAINT = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = color => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const linear = value => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const color = rgba(getComputedStyle(at).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255];
  };
  const faint = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.data.trim();
    const element = texts.currentNode.parentElement;
    if (!text || element.closest("svg, noscript") || !element.checkVisibility()) continue;
    const [one, other] = [light(rgba(getComputedStyle(element).color)), light(behind(element))].sort((x, y) => y - x);
    const contrast = (one + 0.05) / (other + 0.05);
    if (contrast < 4.5) faint.push(`${text}: ${contrast.toFixed(1)}`);
  }
  return faint;
}"""
NAMELESS = """() => [...document.querySelectorAll("input, select, textarea, button, a, [role=listbox]")]
  .filter(one => !(one.labels?.length || one.textContent.trim() || one.getAttribute("aria-label"))).map(one => one.outerHTML)"""


def test_every_text_stands_out_and_every_control_has_a_name(page: Page, world: World, show: Show) -> None:
    reference = world.token()
    show(world, f"cards/{reference}")

    for name in PAGES:
        page.click(f"nav a[href='#/{name}']")
        expect(page.locator(f".view.{name} :is(.panel, .lines)").first).to_be_visible()
        assert (name, page.evaluate(NAMELESS)) == (name, [])
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            assert (name, theme, page.evaluate(FAINT)) == (name, theme, [])


def test_nothing_is_cut_at_the_width_of_a_phone(page: Page, world: World, show: Show) -> None:
    world.token()
    page.set_viewport_size({"width": 390, "height": 844})
    show(world, "start")

    for name in PAGES:
        page.click("#menu")
        page.click(f"nav a[href='#/{name}']")
        expect(page.locator(f".view.{name} :is(.panel, .lines)").first).to_be_visible()
        assert (name, page.evaluate("document.documentElement.scrollWidth")) == (name, 390)


def test_whoever_works_by_keyboard_keeps_the_place(page: Page, world: World, show: Show) -> None:
    show(world, "start")

    page.focus("nav a[href='#/clock']")
    page.keyboard.press("Enter")
    expect(page.locator(".clockface")).to_be_visible()
    on_the_page = page.evaluate("document.activeElement.hash")
    page.focus("#leap-60")
    for _ in range(2):
        page.keyboard.press("Enter")
        expect(page.locator("[aria-disabled=true]")).to_have_count(0)

    assert on_the_page == "#/clock"
    assert page.evaluate("document.activeElement.id") == "leap-60"
    assert round(world.ask("GET", "clock")["offset_seconds"]) == 120


def test_the_theme_is_turned_by_hand_and_remembered(page: Page, world: World, show: Show) -> None:
    page.emulate_media(color_scheme="light")
    show(world, "clock")

    page.click("#theme")
    page.reload()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_beyond_loopback_the_page_asks_for_the_token_and_sends_it(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMULATOR_ADMIN_TOKEN", "open-sesame")
    with running("emulator", "--host", "0.0.0.0", "--database", "sqlite://", folder=tmp_path) as program:  # noqa: S104  # what is tested
        page = browser.new_page()
        page.goto(f"{program.url}/_emulator/#/worlds")
        page.fill("#token", "open-sesame")
        page.click("text=Enter")

        expect(page.locator("#line")).to_have_text("live")
        expect(page.locator("h2").first).to_have_text("Worlds")
        page.close()
