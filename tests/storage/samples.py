"""Cards, tokens and notices to keep, and the ways into a store."""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar

from hypothesis import strategies as st

from emulator.domain.cards import Card, Expiry, Product
from emulator.domain.notices import Attempt, Delivery, StoredNotice
from emulator.domain.pan import Network, Pan
from emulator.domain.tokens import Actor, State, Token, TokenKind
from emulator.storage.store import Store
from emulator.storage.unit import Unit

T = TypeVar("T")
Work = Callable[[Unit], Coroutine[Any, Any, T]]

NOON: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)
SECOND: Final = timedelta(seconds=1)
WORLD: Final = "default"


async def nobody(_unit: Unit, _event: Any) -> None:
    """Tell nobody."""


async def keep(store: Store, work: Work[T], *, world: str = WORLD) -> T:
    """Run one unit in a world."""
    return await store.unit(world, nobody, work)


async def look(store: Store, work: Work[T], *, world: str = WORLD) -> T:
    """Read in a world."""
    return await store.read(world, work)


async def glance(store: Store, work: Work[T], *, world: str = WORLD) -> T:
    """Read in a world with one statement."""
    return await store.glance(world, work)


async def add_cards(store: Store, *added: Card) -> None:
    async def work(unit: Unit) -> None:
        for card in added:
            await unit.cards.add(card)

    await keep(store, work)


async def add_tokens(store: Store, *added: Token) -> None:
    async def work(unit: Unit) -> None:
        for token in added:
            await unit.tokens.add(token)

    await keep(store, work)


def a_card(n: int = 1, *, at: datetime = NOON) -> Card:
    return Card(
        reference=f"FWSPMC{n:042d}",
        par=f"5001{n:025d}",
        pan=Pan(f"51{n:014d}"),
        expiry=Expiry(2030, 12),
        network=Network.MASTERCARD,
        product=Product.CREDIT,
        holder="Anna Example",
        issuer="demo-issuer",
        created_at=at,
    )


def a_token(n: int = 1, *, at: datetime = NOON, state: State = State.ACTIVE, card: int = 1) -> Token:
    return Token(
        reference=f"DWSPMC{n:042d}",
        card=a_card(card).reference,
        requestor="50123456789",
        network=Network.MASTERCARD,
        kind=TokenKind.CLOUD,
        number=Pan(f"54809{n:011d}"),
        expiry=Expiry(2031, 1),
        state=state,
        holders=frozenset({Actor.ISSUER}) if state is State.SUSPENDED else frozenset(),
        wallet="216",
        atc=0,
        created_at=at,
        changed_at=at,
        activated_at=None if state is State.REQUESTED else at,
    )


def a_notice(n: int = 1, *, at: datetime = NOON, receiver: str = "issuer:bank", state: Delivery = Delivery.PENDING) -> StoredNotice:
    return StoredNotice(
        id=f"nt_{n:032d}",
        api="mdes.issuer",
        name="notify_token_updated",
        receiver=receiver,
        url="http://127.0.0.1:8000/notify",
        body=b"{}",
        state=state,
        tries=0,
        created_at=at,
        due_at=at,
    )


# Text that every engine keeps: NUL and lone surrogates are refused where bodies are read.
texts: Final = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
numbers: Final = st.integers(-(2**63) + 1, 2**63 - 1)
counts: Final = st.integers(0, 2**31)
moments: Final = st.datetimes(datetime(1900, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # the zone is added
pans: Final = st.from_regex(r"\A[0-9]{9,19}\Z").map(Pan)
expiries: Final = st.builds(Expiry, st.integers(2000, 2099), st.integers(1, 12))

cards: Final = st.builds(
    Card,
    reference=texts,
    par=texts,
    pan=pans,
    expiry=st.none() | expiries,
    network=st.sampled_from(Network),
    product=st.sampled_from(Product),
    holder=st.none() | texts,
    issuer=texts,
    created_at=moments,
)
tokens: Final = st.builds(
    Token,
    reference=texts,
    card=texts,
    requestor=texts,
    network=st.sampled_from(Network),
    kind=st.sampled_from(TokenKind),
    number=pans,
    expiry=expiries,
    state=st.sampled_from(State),
    holders=st.frozensets(st.sampled_from(Actor)),
    wallet=st.none() | texts,
    atc=counts,
    created_at=moments,
    changed_at=moments,
    activated_at=st.none() | moments,
)
notices: Final = st.builds(
    StoredNotice,
    id=texts.filter(bool),
    api=texts,
    name=texts,
    receiver=texts,
    url=texts,
    body=st.binary(max_size=200),
    state=st.sampled_from(Delivery),
    tries=counts,
    created_at=moments,
    due_at=moments,
)
attempts: Final = st.builds(
    Attempt,
    notice=texts,
    number=counts,
    at=moments,
    sent=st.binary(max_size=200),
    status=st.none() | st.integers(100, 599),
    answer=st.binary(max_size=200),
    error=st.none() | texts,
    micros=counts,
)
