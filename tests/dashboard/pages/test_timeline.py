"""The timeline: live, opened and explained, and quick when it is long."""

import json
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import requests
from playwright.sync_api import Page, Route, expect

from tests.dashboard.pages.conftest import TIMEOUT, Show, World
from tests.flows.customer import Customer

HOSTILE = {
    "markup": "<img src=x onerror=alert(1)><script>alert(2)</script>${a}{{b}}'\"",
    "right-to-left": "\u202e\u0645\u0631\u062d\u0628\u0627\u202c 👩🏽\u200d💳🌈",
    "long": "W" * 64,
}

MANY = 10_000
# Milliseconds until the list and the count have followed what was typed.
SEARCHED = """words => {
  const search = document.getElementById("search");
  const begun = performance.now();
  search.value = words;
  search.dispatchEvent(new Event("input"));
  return new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun))));
}"""


def calls(world: World, *, times: int = 1, tail: str = "getToken") -> None:
    """Make calls of MDES that are refused: the consumer key is right, and the signature is none."""
    key = world.ask("GET", "keys")["mdes"]["consumer_key"]
    headers = {"Authorization": f'OAuth oauth_consumer_key="{key}"', "Content-Type": "application/json"}
    with requests.Session() as session:
        for _ in range(times):
            session.post(f"{world.url}/mdes/digitization/1/0/{tail}", json={"requestId": "1"}, headers=headers, timeout=TIMEOUT)


def test_an_exchange_appears_as_it_ends_and_is_opened_by_keyboard(page: Page, world: World, show: Show) -> None:
    show(world, "timeline")
    expect(page.locator(".count")).to_have_text("0 of 0 exchanges")

    calls(world)
    expect(page.locator(".windowed .row")).to_have_count(1)
    page.focus(".windowed")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator(".exchange h2")).to_have_text("get token")
    expect(page.locator(".exchange .finding").first).to_contain_text("What to do:")


def test_a_signature_that_fails_is_shown_with_the_first_byte_that_differs_and_can_be_replayed(page: Page, world: World, show: Show) -> None:
    key = world.ask("GET", "keys")["mdes"]["consumer_key"]
    customer = Customer(world.url, key)
    url = f"{world.url}/mdes/digitization/1/0/getToken"
    signed = requests.Request("POST", url, json={"requestId": "1", "tokenUniqueReference": "T"}, auth=customer.auth).prepare()
    signed.body = b'{"requestId": "2", "tokenUniqueReference": "T"}'
    customer.session.send(signed, timeout=TIMEOUT)
    show(world, "timeline")

    page.click(".windowed .row")
    page.click("text=Replay")

    expect(page.locator(".exchange mark")).to_have_count(4)
    expect(page.locator(".exchange")).to_contain_text("The same bytes would be refused now")
    steps = ["passed", "passed", "passed", "refused", *["not made"] * 5]
    expect(page.locator(".exchange > .checks .state")).to_have_text(steps)
    expect(page.locator(".exchange > .checks li").nth(3)).to_contain_text("body hash")


def test_an_exchange_is_copied_as_a_command_that_the_shell_understands(page: Page, world: World, show: Show) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    calls(world)
    show(world, "timeline")
    page.click(".windowed .row")

    page.click("text=Copy as curl")
    expect(page.locator(".message")).to_contain_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")

    assert copied.startswith(f"curl -X POST '{world.url}/mdes/digitization/1/0/getToken'")
    assert """--data-binary '{"requestId": "1"}'""" in copied


def test_it_draws_few_rows_of_many_and_filters_all_of_them(page: Page, world: World, show: Show) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: calls(world, times=75), range(4)))
    calls(world, tail="tokenize")

    show(world, "timeline")
    expect(page.locator(".count")).to_have_text("301 of 301 exchanges")
    drawn = page.locator(".windowed .row").count()
    page.fill("#search", "tokenize")

    assert drawn < 60
    expect(page.locator(".count")).to_have_text("1 of 301 exchanges")


def test_ten_thousand_exchanges_are_searched_and_walked_through_at_once(page: Page, world: World, show: Show) -> None:
    calls(world)
    (one,) = world.ask("GET", "exchanges")["exchanges"]
    many = [one | {"id": f"ex_{number:08}", "operation": f"call_{number}"} for number in range(MANY, 0, -1)]

    def paged(route: Route) -> None:
        begin = int(parse_qs(urlsplit(route.request.url).query).get("cursor", ["0"])[0])
        shown = many[begin : begin + 500]
        after = str(begin + 500) if begin + 500 < MANY else None
        route.fulfill(json={"exchanges": shown, "next_cursor": after})

    page.route("**/_emulator/exchanges?*", paged)
    show(world, "timeline")
    expect(page.locator(".count")).to_have_text(f"{MANY} of {MANY} exchanges")
    page.focus(".windowed")
    page.keyboard.press("End")
    expect(page.locator(".windowed .row").last).to_contain_text("call 1")
    drawn = page.locator(".windowed .row").count()
    took = page.evaluate(SEARCHED, "call_77")

    assert drawn < 60
    # A tenth of a second is "at once" (https://www.nngroup.com/articles/response-times-3-important-limits/); tests share a machine.
    assert took < 500
    expect(page.locator(".count")).to_have_text(f"111 of {MANY} exchanges")


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_value_is_shown_as_text_wherever_it_comes_from(page: Page, world: World, show: Show, value: str) -> None:
    reference = world.token(holder=value[:64])
    world.ask("POST", "triggers", event="token.suspended_by_issuer", fields={"token": reference, "text": value})
    world.ask("POST", "scenarios", operation="tokenize", answer={"body": value}, where=[{"path": "a", "value": value}])
    world.ask(
        "POST",
        "parties",
        issuers=[{"id": "hostile", "name": value[:64], "ranges": [{"low": "222100", "high": "222199", "network": "mastercard"}]}],
    )
    calls(world, tail=quote(value))
    headers = {"X-Hostile": json.dumps(value), "Content-Type": "application/json"}
    requests.post(f"{world.url}/mdes/digitization/1/0/tokenize", data=value.encode(), headers=headers, timeout=TIMEOUT)

    show(world, f"cards/{reference}")
    expect(page.get_by_text(value, exact=True).first).to_be_visible()
    expect(page.locator("caption:text('Every move') ~ tbody")).to_contain_text(value)
    for name in ("webhooks", "scenarios", "phone", "timeline", "worlds"):
        page.click(f"nav a[href='#/{name}']")
        expect(page.locator(f".view.{name} :is(.panel, .lines)").first).to_be_visible()
        assert page.locator("#page script, #page img[src='x'], #page svg[onload], #page [onerror]").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator("caption:text('Issuers') ~ tbody")).to_contain_text(value[:64])
