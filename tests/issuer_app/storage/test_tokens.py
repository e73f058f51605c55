"""Tokens, kept in step with what the provider tells."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulator.issuer_app.bootstrap import IssuerApp
from emulator.issuer_app.errors import NoticeRefused
from emulator.issuer_app.pan import Pan
from emulator.issuer_app.providers import Pushed, TokenNews
from emulator.issuer_app.storage import provisionings
from emulator.issuer_app.storage.models import CardToken, SeenNotice, VirtualCard
from emulator.issuer_app.storage.provisionings import Slot
from emulator.issuer_app.storage.tokens import take_notice

from ..conftest import NOON, PAN

SLOT = Slot(1, "mdes", "50123456789")
NEWS = TokenNews(
    provider="mdes",
    reference="D1",
    status="ACTIVE",
    suspended_by=(),
    expiry="1228",
    last4="0002",
    pan=Pan(PAN),
    reason_code="STATUS_UPDATE",
)


async def take(app: IssuerApp, *news: TokenNews, digest: str = "") -> None:
    name = digest or str(news)
    await app.database.run(lambda session: take_notice(session, app.vault, digest=name[:64], news=news, now=NOON))


async def tokens(app: IssuerApp) -> list[tuple[Any, ...]]:
    def work(session: Session) -> list[tuple[Any, ...]]:
        rows = session.scalars(select(CardToken).order_by(CardToken.id))
        return [(row.card_id, row.reference, row.status, tuple(row.suspended_by)) for row in rows]

    return await app.database.run(work)


async def test_a_new_token_is_linked_to_its_card(app: IssuerApp, card: VirtualCard) -> None:
    await take(app, NEWS)

    assert await tokens(app) == [(1, "D1", "ACTIVE", ())]


async def test_a_new_token_ends_the_cards_provisionings(app: IssuerApp, card: VirtualCard) -> None:
    await app.database.run(lambda session: provisionings.put(session, SLOT, Pushed("MCC-1", NOON, {})))

    await take(app, NEWS)

    assert await app.database.run(lambda session: provisionings.open_at(session, SLOT, NOON.replace(year=2000))) is None


async def test_later_news_of_a_token_end_no_provisioning(app: IssuerApp, card: VirtualCard) -> None:
    await take(app, NEWS)
    await app.database.run(lambda session: provisionings.put(session, SLOT, Pushed("MCC-2", NOON, {})))

    await take(app, replace(NEWS, status="SUSPENDED"))

    assert await app.database.run(lambda session: provisionings.open_at(session, SLOT, NOON.replace(year=2000))) is not None


async def test_a_known_token_needs_no_card_number(app: IssuerApp, card: VirtualCard) -> None:
    await take(app, NEWS)
    await take(app, replace(NEWS, status="SUSPENDED", suspended_by=("CARDHOLDER",), pan=None, expiry=None, last4=None))

    assert await tokens(app) == [(1, "D1", "SUSPENDED", ("CARDHOLDER",))]


async def test_the_end_of_a_token_is_final(app: IssuerApp, card: VirtualCard) -> None:
    await take(app, NEWS)
    await take(app, replace(NEWS, status="DEACTIVATED"))
    await take(app, replace(NEWS, status="SUSPENDED", suspended_by=("CARDHOLDER",)))

    assert await tokens(app) == [(1, "D1", "DEACTIVATED", ())]


async def test_news_without_status_leave_the_status(app: IssuerApp, card: VirtualCard) -> None:
    await take(app, replace(NEWS, status="SUSPENDED", suspended_by=("CARDHOLDER",)))
    await take(app, replace(NEWS, status=None, reason_code="REDIGITIZATION_COMPLETE", expiry="0130"))

    assert await tokens(app) == [(1, "D1", "SUSPENDED", ("CARDHOLDER",))]
    assert await app.database.run(lambda session: session.scalar(select(CardToken.expiry))) == "0130"


async def test_a_redelivered_notice_changes_nothing(app: IssuerApp, card: VirtualCard) -> None:
    await take(app, NEWS, digest="one")
    await take(app, replace(NEWS, status="SUSPENDED"), digest="two")
    await take(app, NEWS, digest="one")

    assert await tokens(app) == [(1, "D1", "SUSPENDED", ())]


@pytest.mark.parametrize(
    ("news", "field"),
    [
        (replace(NEWS, pan=Pan("5204731660001002")), "accountNumber"),
        (replace(NEWS, pan=None), "tokenUniqueReference"),
    ],
)
async def test_a_token_of_no_known_card_is_refused(app: IssuerApp, card: VirtualCard, news: TokenNews, field: str) -> None:
    with pytest.raises(NoticeRefused, match=f"Invalid Field Value - {field}"):
        await take(app, news)
    assert await tokens(app) == []


async def test_a_token_stands_there_once_although_two_tell_of_it(app: IssuerApp, card: VirtualCard) -> None:
    await take(app, NEWS)
    await take(app, replace(NEWS, provider="stripe", reference="intok_1"))

    assert await tokens(app) == [(1, "D1", "ACTIVE", ())]


async def test_what_another_than_the_cards_provider_tells_ends_no_provisioning(app: IssuerApp, card: VirtualCard) -> None:
    await app.database.run(lambda session: provisionings.put(session, SLOT, Pushed("MCC-1", NOON, {})))

    await take(app, replace(NEWS, provider="visa"))

    assert await app.database.run(lambda session: provisionings.open_at(session, SLOT, NOON.replace(year=2000))) is not None


async def test_a_notice_is_taken_whole_or_not_at_all(app: IssuerApp, card: VirtualCard) -> None:
    with pytest.raises(NoticeRefused):
        await take(app, NEWS, replace(NEWS, reference="D2", pan=None))

    assert await tokens(app) == []
    assert await app.database.run(lambda session: session.scalar(select(SeenNotice.id))) is None


async def test_one_token_may_be_named_twice_in_a_notice(app: IssuerApp, card: VirtualCard) -> None:
    await take(app, NEWS, replace(NEWS, status="SUSPENDED"))

    assert await tokens(app) == [(1, "D1", "SUSPENDED", ())]


async def test_a_token_follows_its_funding_account_to_another_card(app: IssuerApp, card: VirtualCard) -> None:
    other = app.vault.seal(Pan("5204731660001002"), bytes(12))
    columns = {name: getattr(card, name) for name in ("account_id", "provider", "network", "cardholder_name", "exp_month", "exp_year")}
    row = VirtualCard(pan_box=other.box, pan_lookup=other.lookup, last4=other.last4, **columns)
    await app.database.run(lambda session: session.add(row))
    await take(app, NEWS)

    await take(app, replace(NEWS, status=None, pan=Pan("5204731660001002"), reason_code="FUNDING_ACCOUNT_UPDATE"))

    assert await tokens(app) == [(2, "D1", "ACTIVE", ())]
