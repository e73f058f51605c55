"""Whatever comes from elsewhere is shown as text: every text of every answer is made hostile on its way, and every field is typed into."""

import json
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.dashboard.pages.conftest import Show, World
from tests.dashboard.pages.test_timeline import calls

HOSTILE: Final = {
    "markup": "<img src=x onerror=alert(1)><script>alert(2)</script>${a}{{b}}'\"",
    "right-to-left": "\u202e\u0645\u0631\u062d\u0628\u0627 👩🏽\u200d💳🌈",
    "long": "W" * 3_000,
}
# Names that the emulator gives, and of which the page makes further requests; nobody else chooses them.
OURS: Final = frozenset({"reference", "card", "token", "tokenReference", "id", "art", "next_cursor", "encoding", "direction", "digits"})
FINDING: Final = dict.fromkeys(("severity", "cause", "message", "expected", "got", "fix", "check"), "") | {"difference": 3}
CHECK: Final = {"step": "", "what": "", "shown": "", "outcome": "refused"}
# Answers that hostile requests would not get, by the last word of their paths.
INVENTED: Final[dict[str, Any]] = {
    "questions": {
        "questions": [{"id": "ex_1", "message": {"text": ""}, "contract": {"title": ""}, **dict.fromkeys(("api", "name", "default"), "")}]
    },
    "explain": {"accepted": False, "error": "", "findings": [FINDING], "problems": [{"member": "", "why": ""}], "steps": [CHECK]},
    "complete": {"path": "", "whatTheAppSees": {"message": ""}, "checks": [{**FINDING, "ok": False, "step": "", "diagnosis": ""}]},
}
Step = str | tuple[str, str]
SESSION: Final[tuple[Step, ...]] = (("#shown-name", "Ada"), ("#shown-suffix", "1001"), "text=1. Open a session")
# Each page, what is clicked or filled on it, and the names without which there would be nothing to click.
PLACES: Final[dict[str, tuple[tuple[Step, ...], frozenset[str]]]] = {
    "cards": ((), frozenset()),
    "webhooks": ((".notice summary", "#deliver"), frozenset()),
    "scenarios": ((), frozenset()),
    "phone": ((*SESSION, ("#payload", "{}"), "text=2. Hand it"), frozenset()),
    "phone/": (("text=Send a code",), frozenset({"state", "carriesCodes"})),
    "timeline": ((".row:has(.inbound)", "text=Replay"), frozenset()),
    "worlds": (("#pems summary",), frozenset()),
    "snapshots": ((), frozenset()),
    "contracts": ((".windowed .row",), frozenset()),
    "clock": (("#leap-60",), frozenset()),
    "start": (("#next",), frozenset()),
}
# Text that stands with other text in one element could turn it round, and so could an element that does not isolate it.
MIXED: Final = """text => {
  const mixed = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.includes(text) || element.closest("pre, option, textarea")) continue;
    const { display, unicodeBidi } = getComputedStyle(element);
    const apart = display !== "inline" || unicodeBidi === "isolate";
    if (!apart || element.textContent.trim() !== text) mixed.push(element.outerHTML.replaceAll(text, "…").slice(0, 200));
  }
  return mixed;
}"""
SEEN: Final = "texts => texts.some(text => document.body.textContent.includes(text))"
MARKUP: Final = "script:not([src]), img[src='x'], [onload], [onerror]"
WIDE: Final = "document.documentElement.scrollWidth - innerWidth"
SIZES: Final[tuple[tuple[int, int], ...]] = ((320, 640), (390, 844), (801, 900), (1280, 900))

# Fields as they stand on each page, the active card of the phone beside the one that waits for a code.
FORMS: Final[dict[str, tuple[Step, ...]]] = {
    "timeline": (),
    "cards": (),
    "phone": (".pass.requested", *SESSION),
    "phone/": (".pass.active",),
    "webhooks": (),
    "scenarios": (),
    "clock": (),
    "worlds": (),
    "snapshots": (),
    "contracts": (),
}
# The browser itself lets nothing but digits into the others.
FIELDS: Final = "#page :is(input:not([type=checkbox], [type=number], [type=datetime-local]), textarea)"
# Its own checks would keep most from being sent, and so the emulator's answers from being seen.
SEND: Final = """() => {
  for (const form of document.querySelectorAll("#page form")) {
    form.noValidate = true;
    form.requestSubmit();
  }
}"""


def hostile(value: Any, text: str, kept: frozenset[str]) -> Any:
    """A JSON value with this text in place of every other one."""
    if isinstance(value, dict):
        return {name: inner if name in OURS | kept else hostile(inner, text, kept) for name, inner in value.items()}
    if isinstance(value, list):
        return [hostile(inner, text, kept) for inner in value]
    return text if isinstance(value, str) else value


def spoil_answers(page: Page, text: str, kept: frozenset[str]) -> None:
    def spoilt(route: Route) -> None:
        name = urlsplit(route.request.url).path.removeprefix("/_emulator/")
        if name == "exchanges/stream" or name.startswith("dashboard/"):
            route.continue_()
            return
        answer = INVENTED.get(name.split("/")[-1]) or route.fetch().json()
        route.fulfill(status=200, content_type="application/json", body=json.dumps(hostile(answer, text, kept)))

    page.unroute_all(behavior="wait")
    page.route("**/_emulator/**", spoilt)


def typed(world: World, number: str) -> Any:
    """Type a card into the phone: it waits for a code."""
    card = {"accountNumber": number, "expiryMonth": "11", "expiryYear": "29", "cardholderName": "Ada"}
    world.ask("POST", "parties", cards=[{"number": number, "expiry": "2029-11"}])
    return world.ask("POST", "phone/cards", device="phone", wallet="apple", **card)


def activate(world: World, added: Any) -> None:
    """Give the code that the cardholder received."""
    path = f"phone/passes/{added['card']['id']}"
    world.ask("POST", f"{path}/code")
    world.ask("POST", f"{path}/activate", code=world.ask("GET", "otp", token=added["tokenReference"])["codes"][0]["digits"])


def furnish(world: World) -> str:
    """Put something on every page, and return a token's reference."""
    reference = world.token(holder="Ada")
    world.ask("POST", "triggers", event="token.suspended_by_issuer", fields={"token": reference, "text": "lost"})
    world.ask("POST", "outbox/deliver")
    typed(world, "5204731660001001")
    world.ask("POST", "scenarios", operation="tokenize", fault="silence")
    world.ask("PUT", "snapshots/one")
    calls(world)
    return reference


def take(page: Page, step: Step) -> None:
    """Click something, or fill a field."""
    if isinstance(step, tuple):
        page.fill(*step)
    else:
        page.locator(step).first.click()


def assert_only_text(page: Page, place: str, text: str) -> None:
    assert (place, page.locator(MARKUP).count()) == (place, 0)
    assert (place, page.evaluate(MIXED, text)) == (place, [])
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert (place, width, page.evaluate(WIDE)) == (place, width, 0)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_of_any_answer_becomes_anything_but_text(page: Page, world: World, show: Show, text: str) -> None:
    reference = furnish(world)
    show(world, "start")

    for place, (steps, kept) in PLACES.items():
        spoil_answers(page, text, kept)
        page.evaluate("place => { location.hash = `#/${place}`; }", f"cards/{reference}" if place == "cards" else place)
        expect(page.locator(f".view.{place.strip('/')} :is(.panel, .lines)").first).to_be_visible()
        for step in steps:
            take(page, step)
        expect(page.locator("#page [aria-disabled=true]")).to_have_count(0)
        page.wait_for_function(SEEN, arg=[text, json.dumps(text, ensure_ascii=False)[1:-1]])
        assert_only_text(page, place, text)


class TestTyped:
    """What is typed into any field is sent as it is, and both the field and the refusal show it as text."""

    @pytest.fixture
    def excused(self) -> str:
        # Chromium's own line about an answer of 4xx; what such an answer says stands on the page.
        return "Failed to load resource: the server responded with a status of 4"

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
    def test_what_is_typed_into_any_field_stays_text(self, page: Page, world: World, show: Show, text: str) -> None:
        furnish(world)
        activate(world, typed(world, "5204731660001002"))
        show(world, "start")

        for place, steps in FORMS.items():
            page.evaluate("place => { location.hash = `#/${place}`; }", place)
            for step in steps:
                take(page, step)
            expect(page.locator(f".view.{place.strip('/')} :is(input, textarea)").first).to_be_visible()
            fields = [field for field in page.locator(FIELDS).all() if field.is_visible()]
            for field in fields:
                field.fill(text)
            page.evaluate(SEND)
            expect(page.locator("#page form button[aria-disabled=true]")).to_have_count(0)

            # Some take only so many characters.
            kept = [field.input_value() for field in fields]
            assert (place, [value for value in kept if not value or not text.startswith(value)]) == (place, [])
            assert_only_text(page, place, text)
