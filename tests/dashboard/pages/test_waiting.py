"""Questions that wait until somebody answers them, on the page or with curl, while Mastercard's own client waits for its answer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from emulator.bootstrap import APIS
from tests.dashboard.pages.conftest import CARD, Show, World
from tests.flows.customer import Customer


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    """Where whoever waits waits."""
    with ThreadPoolExecutor(1) as opened:
        yield opened


def tokenize(world: World) -> Any:
    return Customer(world.url, world.ask("GET", "keys")["mdes"]["consumer_key"]).tokenize(CARD)


def test_a_question_waits_for_an_answer_on_the_page(page: Page, world: World, show: Show, pool: ThreadPoolExecutor) -> None:
    show(world, "webhooks")
    page.click("text=Answer all by hand")
    expect(page.locator("#held")).to_be_visible()

    asking = pool.submit(tokenize, world)
    expect(page.locator("#desk h2")).to_have_text("Waiting for your answer: authorize service")
    page.fill("#desk textarea", '{"responseId": "1", "decision": "DECLINED"}')
    page.click("text=Send this answer")

    assert asking.result()["decision"] == "DECLINED"
    expect(page.locator("#desk")).to_be_empty()
    expect(page.locator("caption:text('Questions that were') ~ tbody")).to_contain_text("200")
    page.click("#by-app")
    expect(page.locator("#patience")).to_be_visible()
    assert world.ask("GET", "scenarios")["scenarios"] == []


def test_whatever_the_page_proposes_as_an_answer_is_one(page: Page, world: World, show: Show) -> None:
    questions = {question.name: question for api in APIS for question in api.questions}
    show(world, "start")

    proposed = page.evaluate("async () => (await import('/_emulator/dashboard/pages/questions.js')).ANSWERS")

    assert proposed.keys() == questions.keys()
    for name, answer in proposed.items():
        questions[name].response.model_validate(answer)
