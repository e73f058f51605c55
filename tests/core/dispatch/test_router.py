"""A raw path leads to the operation that the tables say."""

import pytest

from emulator.core.dispatch.router import Router
from tests.server.samples import api, row

SHOP = api("shop", "/shop/", row("list", "/shop/items"), row("get", "/shop/items/{item}/now"), row("add", "/shop/items", method="POST"))
BANK = api("bank", "/shop/bank/", row("balance", "/shop/bank/balance"))
ROUTER = Router((SHOP, BANK), fallback=BANK)


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "/shop/items", "list"),
        ("POST", "/shop/items", "add"),
        ("GET", "/v2/shop/items", "list"),
        ("GET", "/shop/items/7/now", "get"),
        ("GET", "/shop/bank/balance", "balance"),
    ],
)
def test_every_spelling_of_a_path_leads_to_its_operation(method: str, path: str, name: str) -> None:
    match = ROUTER.find(method, path)

    assert match.operation is not None
    assert match.operation.name == name


def test_a_parameter_is_percent_decoded_and_never_crosses_a_slash() -> None:
    assert ROUTER.find("GET", "/shop/items/a%2Fb%20c/now").params == {"item": "a/b c"}
    assert ROUTER.find("GET", "/shop/items/a/b/now").operation is None


def test_a_parameter_never_holds_a_nul() -> None:
    assert ROUTER.find("GET", "/shop/items/a%00b/now").operation is None


@pytest.mark.parametrize(
    ("method", "path", "owner"),
    [
        ("DELETE", "/shop/items", "shop"),
        ("GET", "/shop/nowhere", "shop"),
        ("GET", "/shop/bank/nowhere", "bank"),
        ("GET", "/elsewhere", "bank"),
    ],
)
def test_an_unknown_path_belongs_to_the_longest_prefix_or_to_the_fallback(method: str, path: str, owner: str) -> None:
    match = ROUTER.find(method, path)

    assert (match.api.name, match.operation) == (owner, None)
