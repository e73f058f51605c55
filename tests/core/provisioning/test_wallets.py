"""A card goes into a wallet: at once, after a code, or not at all."""

import pytest

from emulator.core.context import Context, House
from emulator.core.provisioning import wallets
from emulator.core.provisioning.circumstances import Circumstances, Wallet, circumstances_of
from emulator.core.provisioning.wallets import Added, Path, Wish
from emulator.domain.codes import Outcome
from emulator.domain.decisions import Decision
from emulator.domain.errors import ExpiredCode, UnknownRequestor
from emulator.domain.tokens import State, Token, TokenKind
from tests.core.provisioning.vault import a_card_of, do


async def added(house: House, ctx: Context, wish: Wish) -> Added:
    card = await a_card_of(house, ctx)
    return await do(house, ctx, lambda unit: wallets.add(ctx, unit, card, wish=wish))


def wish_for(wallet: Wallet | None = Wallet.APPLE_PAY, path: Path | None = None, requestor: str | None = None) -> Wish:
    return Wish(Circumstances("a card", wallet), path, requestor)


def made(added: Added) -> Token:
    assert added.token
    return added.token


@pytest.mark.parametrize(
    ("path", "decision", "state"),
    [
        (Path.GREEN, Decision.APPROVED, State.ACTIVE),
        (Path.YELLOW, Decision.REQUIRE_AUTHENTICATION, State.REQUESTED),
        (Path.RED, Decision.DECLINED, None),
        (None, Decision.APPROVED, State.ACTIVE),
    ],
)
async def test_the_path_decides(house: House, ctx: Context, path: Path | None, decision: Decision, state: State | None) -> None:
    result = await added(house, ctx, wish_for(path=path))

    assert (result.decision, result.token.state if result.token else None) == (decision, state)
    assert (result.code is not None) is (path is Path.YELLOW)


@pytest.mark.parametrize(
    ("wallet", "requestor", "kind"),
    [
        (Wallet.APPLE_PAY, "50130000103", TokenKind.EMBEDDED_SE),
        (Wallet.GOOGLE_PAY, "50123456789", TokenKind.CLOUD),
        (Wallet.SAMSUNG_PAY, "50130000217", TokenKind.EMBEDDED_SE),
        (None, "50111111111", TokenKind.STATIC),
    ],
)
async def test_every_wallet_has_its_requestor(house: House, ctx: Context, wallet: Wallet | None, requestor: str, kind: TokenKind) -> None:
    token = made(await added(house, ctx, wish_for(wallet)))

    assert (token.requestor, token.kind) == (requestor, kind)


async def test_what_the_wallet_said_is_kept(house: House, ctx: Context) -> None:
    wish = wish_for()

    token = made(await added(house, ctx, wish))

    assert await do(house, ctx, lambda unit: circumstances_of(unit, token)) == wish.circumstances


async def test_a_requestor_can_be_named(house: House, ctx: Context) -> None:
    token = made(await added(house, ctx, wish_for(None, requestor="98765432101")))

    assert token.requestor == "98765432101"


async def test_a_requestor_that_is_not_there_is_refused(house: House, ctx: Context) -> None:
    with pytest.raises(UnknownRequestor):
        await added(house, ctx, wish_for(requestor="50999999999"))


async def test_the_right_code_activates_and_a_wrong_one_does_not(house: House, ctx: Context) -> None:
    result = await added(house, ctx, wish_for(path=Path.YELLOW))
    token, code = made(result), result.code
    assert code
    assert code.digits

    wrong = await do(house, ctx, lambda unit: wallets.verify(ctx, unit, token, digits="not it"))
    right = await do(house, ctx, lambda unit: wallets.verify(ctx, unit, token, digits=f"{code.digits}"))

    assert (wrong[0], wrong[1].state) == (Outcome.WRONG, State.REQUESTED)
    assert (right[0], right[1].state) == (Outcome.RIGHT, State.ACTIVE)


async def test_without_a_code_there_is_nothing_to_try(house: House, ctx: Context) -> None:
    token = made(await added(house, ctx, wish_for()))

    with pytest.raises(ExpiredCode, match="no code was sent"):
        await do(house, ctx, lambda unit: wallets.verify(ctx, unit, token, digits="123456"))
