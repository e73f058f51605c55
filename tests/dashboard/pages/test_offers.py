"""Whatever the pages offer to arm is taken: no button and no choice leads to a refusal by its own fault."""

import pytest
from playwright.sync_api import Locator, Page, expect

from emulator.domain.scenarios import Fault
from tests.dashboard.pages.conftest import Show, World

SKEWED = "fault:clock_skew"


def armed(page: Page) -> None:
    """See that it was armed, and put the message away."""
    expect(page.locator(".message")).to_contain_text("Armed")
    page.click(".message button")


def values(choice: Locator) -> list[str]:
    """Return what can be chosen."""
    found: list[str] = choice.evaluate("choice => [...choice.options].map(option => option.value)")
    return found


def test_each_treatment_of_the_next_notice_is_armed(page: Page, world: World, show: Show) -> None:
    show(world, "webhooks")
    page.click("text=Hold or break the next")

    for button in page.locator("#treat button").all():
        button.click()
        armed(page)

    assert len(world.ask("GET", "scenarios")["scenarios"]) == page.locator("#treat button").count()


def test_each_outcome_that_can_be_chosen_is_armed_and_every_fault_there_is_can_be(page: Page, world: World, show: Show) -> None:
    show(world, "scenarios")
    outcomes = [value for value in values(page.locator("#what")) if value]

    for outcome in outcomes:
        page.select_option("#what", outcome)
        page.fill("#skew", "1" if outcome == SKEWED else "0")
        page.click("text=Arm it")
        armed(page)

    faults = [one["fault"] for one in world.ask("GET", "scenarios")["scenarios"] if one["fault"]]
    assert sorted(faults) == sorted(Fault)


@pytest.mark.parametrize("kind", ["answer", "silence"])
def test_each_question_can_be_answered_in_advance(page: Page, world: World, show: Show, kind: str) -> None:
    show(world, "webhooks")
    questions = values(page.locator("#question"))

    for question in questions:
        page.select_option("#question", question)
        page.select_option("#kind", kind)
        page.click("text=Arm it for the next one")
        armed(page)

    assert {one["operation"] for one in world.ask("GET", "scenarios")["scenarios"]} == set(questions)
