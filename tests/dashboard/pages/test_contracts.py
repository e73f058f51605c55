"""The contracts: found by search, opened by keyboard, and read member by member."""

from playwright.sync_api import Page, expect

from tests.dashboard.pages.conftest import Show, World


def test_a_contract_is_found_opened_by_keyboard_and_comes_back_with_its_address(page: Page, world: World, show: Show) -> None:
    show(world, "contracts")

    page.fill("#contract-search", "digital_enablement/get_token.request")
    expect(page.locator(".windowed .row")).to_have_count(1)
    page.focus(".windowed")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".shown tbody tr", has_text="tokenUniqueReference")).to_contain_text("string")
    page.reload()

    expect(page.locator(".shown tbody tr", has_text="tokenUniqueReference")).to_contain_text("string")
    assert page.evaluate("location.hash") == "#/contracts/mdes/digital_enablement/get_token.request.json"


def test_the_document_of_a_provider_lists_its_operations(page: Page, world: World, show: Show) -> None:
    show(world, "contracts/mdes/openapi.json")

    operation = page.locator(".shown tbody tr", has_text="/getToken")

    expect(operation.locator("code").first).to_have_text("POST")
