"""Finding or making wallet payloads, when all goes well and when it does not."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer, unused_port
from sqlalchemy import func, select

from emulator.issuer_app.bootstrap import IssuerApp, providers
from emulator.issuer_app.errors import ProviderRefused, ProviderSilent, ProviderUnreachable, UnknownWallet
from emulator.issuer_app.provisioning import Provisioner, Wish
from emulator.issuer_app.storage.models import Provisioning, VirtualCard, WalletPayload

from .stand_in import StandIn

WISH = Wish("1", None, None)


async def stored(app: IssuerApp) -> tuple[int | None, int | None]:
    """How many provisionings and payloads there are."""
    counts = select(func.count(Provisioning.id)), select(func.count(WalletPayload.id))
    return await app.database.run(lambda session: (session.scalar(counts[0]), session.scalar(counts[1])))


async def provisioner_at(app: IssuerApp, url: str, session: ClientSession) -> Provisioner:
    """The app's provisioner, with its provider at another URL and little patience."""
    changed = app.settings.model_copy(update={"emulator": url, "timeout": 0.05})
    known = providers(changed, app.world, keys=app.keys, session=session, url="http://issuer.example")
    return Provisioner(app.database, app.vault, providers=known, token_requestor_id="50123456789", now=app.world.now)


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as running:
        yield running


async def test_what_was_made_is_stored_once(app: IssuerApp, card: VirtualCard) -> None:
    await app.provisioner.wallet_payload(WISH)
    await app.provisioner.wallet_payload(WISH)

    assert await stored(app) == (1, 1)


async def test_a_dead_provider_leaves_nothing_stored(app: IssuerApp, card: VirtualCard, session: ClientSession) -> None:
    provisioner = await provisioner_at(app, f"http://127.0.0.1:{unused_port()}", session)

    with pytest.raises(ProviderUnreachable, match="is the emulator running"):
        await provisioner.wallet_payload(WISH)
    assert await stored(app) == (0, 0)


async def test_a_silent_provider_leaves_nothing_stored(app: IssuerApp, card: VirtualCard, session: ClientSession) -> None:
    async with TestServer(silent()) as server:
        provisioner = await provisioner_at(app, str(server.make_url("")).rstrip("/"), session)

        with pytest.raises(ProviderSilent, match=r"within 0\.05 seconds"):
            await provisioner.wallet_payload(WISH)

    assert await stored(app) == (0, 0)


def silent() -> web.Application:
    """A server that takes a request and never answers."""

    async def wait(request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        raise AssertionError

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", wait)
    return application


async def test_a_refusing_provider_leaves_nothing_stored(app: IssuerApp, card: VirtualCard, mdes: StandIn) -> None:
    mdes.answer = {"responseId": "1", "errors": [{"source": "INPUT", "reasonCode": "PAN_INELIGIBLE", "description": "Pan Ineligible"}]}

    with pytest.raises(ProviderRefused, match=r"PAN_INELIGIBLE \(Pan Ineligible\)"):
        await app.provisioner.wallet_payload(WISH)
    assert await stored(app) == (0, 0)


async def test_what_another_process_stored_meanwhile_is_what_everybody_gets(app: IssuerApp, card: VirtualCard, mdes: StandIn) -> None:
    other = Provisioner(
        app.database,
        app.vault,
        providers=app.provisioner._providers,
        token_requestor_id=app.settings.token_requestor_id,
        now=app.world.now,
    )

    one, two = await asyncio.gather(app.provisioner.wallet_payload(WISH), other.wallet_payload(WISH))

    assert one == two
    assert (len(mdes.pushed), await stored(app)) == (2, (1, 1))


async def test_a_wallet_that_the_provider_does_not_have_is_unknown(app: IssuerApp, card: VirtualCard) -> None:
    with pytest.raises(UnknownWallet, match="token_connect, google_pay, samsung_pay, apple_pay"):
        await app.provisioner.wallet_payload(Wish("1", "garmin_pay", None))


async def test_locks_do_not_pile_up(app: IssuerApp, card: VirtualCard) -> None:
    await app.provisioner.wallet_payload(WISH)

    assert len(app.provisioner._locks) == 0


async def test_nothing_logged_holds_a_card_number(app: IssuerApp, card: VirtualCard, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        await app.provisioner.wallet_payload(WISH)

    assert "card.pushed" in caplog.text
    assert "5204731620001001" not in "".join(str(vars(record)) for record in caplog.records)
