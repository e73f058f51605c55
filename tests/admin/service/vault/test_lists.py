"""Cards and tokens as the vault holds them."""

import pytest

from emulator.core.context import House
from emulator.core.provisioning import codes
from emulator.domain.codes import Channel, Code, Method, Purpose
from emulator.domain.decisions import Decision
from emulator.domain.tokens import Token
from tests.admin.conftest import Call
from tests.outbound.sample import PAN, make_token, suspend

TEXT = Method("1", Channel.TEXT, "***1")


async def send_code(house: House, token: Token, *, maker: codes.Maker = codes.Maker.NETWORK) -> Code:
    """Send the cardholder of a token a code."""
    ctx = house.context(house.home)
    sent: Code = await house.unit(ctx, lambda unit: codes.send(ctx, unit, token, method=TEXT, purpose=Purpose.ACTIVATION, maker=maker))
    return sent


async def test_a_token_is_shown_with_its_history_and_masked(house: House, get: Call) -> None:
    token = await make_token(house)
    await suspend(house, token)

    shown = await get(f"tokens/{token.reference}")

    assert (shown["state"], shown["holders"], shown["requestor"], shown["kind"]) == ("suspended", ["issuer"], "50123456789", "CLOUD")
    assert shown["number"] == "*" * 12 + token.number.suffix
    assert shown["expiry"] == f"{token.expiry.year}-{token.expiry.mm}"
    assert [(move["before"], move["after"], move["by"]) for move in shown["history"]] == [
        (None, "active", "requestor"),
        ("active", "suspended", "issuer"),
    ]


async def test_a_card_is_shown_with_its_tokens_and_masked(house: House, get: Call) -> None:
    tokens = [await make_token(house) for _ in range(2)]

    shown = await get(f"cards/{tokens[0].card}")

    assert (shown["pan"], shown["expiry"], shown["holder"], shown["issuer"]) == (str(PAN), "2030-01", "Test User1", "demo-issuer")
    assert [token["reference"] for token in shown["tokens"]] == [token.reference for token in tokens]
    assert PAN.reveal() not in str(shown)


async def test_numbers_are_shown_to_who_asks_for_them(house: House, get: Call) -> None:
    token = await make_token(house)

    cards, card = await get("cards", reveal="true"), await get(f"cards/{token.card}", reveal="true")
    tokens, one = await get("tokens", reveal="true"), await get(f"tokens/{token.reference}", reveal="true")

    assert [cards["cards"][0]["pan"], card["pan"]] == [PAN.reveal()] * 2
    assert {tokens["tokens"][0]["number"], one["number"], card["tokens"][0]["number"]} == {token.number.reveal()}


@pytest.mark.parametrize("freeze", [True, False])
async def test_tokens_are_paged_newest_first(house: House, get: Call, post: Call, freeze: bool) -> None:
    if freeze:
        await post("clock/freeze")
    made = {(await make_token(house)).reference for _ in range(5)}

    first = await get("tokens", limit=2)
    second = await get("tokens", limit=2, cursor=first["next_cursor"])
    third = await get("tokens", limit=2, cursor=second["next_cursor"])

    shown = [token for page in (first, second, third) for token in page["tokens"]]
    assert {token["reference"] for token in shown} == made
    assert len(shown) == 5
    assert [token["created_at"] for token in shown] == sorted((token["created_at"] for token in shown), reverse=True)
    assert third["next_cursor"] is None


async def test_cards_are_listed_without_their_tokens(house: House, get: Call) -> None:
    token = await make_token(house)

    page = await get("cards")

    assert [(card["reference"], "tokens" in card) for card in page["cards"]] == [(token.card, False)]
    assert page["next_cursor"] is None


@pytest.mark.parametrize(("path", "code"), [("tokens/x", "unknown_token"), ("cards/x", "unknown_card")])
async def test_what_is_not_in_the_vault_is_unknown(refused: Call, path: str, code: str) -> None:
    assert await refused("GET", path) == (404, code)


@pytest.mark.parametrize("path", ["tokens", "cards", "outbox", "exchanges"])
async def test_a_cursor_that_was_not_given_out_is_refused(refused: Call, path: str) -> None:
    assert await refused("GET", path, params={"cursor": "made-up"}) == (422, "invalid_field")


@pytest.mark.parametrize("path", ["tokens", "cards"])
async def test_one_world_does_not_see_the_vault_of_another(house: House, get: Call, post: Call, path: str) -> None:
    await post("namespaces", {"name": "other"})
    token = await make_token(house)

    listed = await get(path, namespace="other")

    assert listed[path] == []
    assert token.reference


async def test_codes_are_shown_to_whoever_plays_the_cardholder(house: House, get: Call, post: Call) -> None:
    first, second = [await make_token(house, decision=Decision.REQUIRE_AUTHENTICATION) for _ in range(2)]
    made = [await send_code(house, token) for token in (first, second)]

    listed, of_first = (await get("otp"))["codes"], (await get("otp", token=first.reference))["codes"]

    assert [(code["token"], code["digits"]) for code in listed] == [(code.token, code.digits) for code in reversed(made)]
    assert [(code["id"], code["channel"], code["address"]) for code in of_first] == [(made[0].id, "text", "***1")]
    assert (of_first[0]["purpose"], of_first[0]["attempts_left"], of_first[0]["alive"]) == ("activation", 3, True)
    assert len((await get("otp", limit=1))["codes"]) == 1
    await post("clock/advance", {"seconds": 86_000})
    assert [code["alive"] for code in (await get("otp"))["codes"]] == [False, False]


async def test_a_code_that_the_issuer_makes_has_no_digits_to_show(house: House, get: Call) -> None:
    token = await make_token(house, decision=Decision.REQUIRE_AUTHENTICATION)
    await send_code(house, token, maker=codes.Maker.ISSUER)

    assert [code["digits"] for code in (await get("otp"))["codes"]] == [None]


async def test_the_codes_of_one_world_are_not_those_of_another(house: House, get: Call, post: Call) -> None:
    await post("namespaces", {"name": "other"})
    await send_code(house, await make_token(house, decision=Decision.REQUIRE_AUTHENTICATION))

    assert (await get("otp", namespace="other"))["codes"] == []
