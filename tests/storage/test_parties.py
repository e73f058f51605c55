"""Parties are kept whole, replaced by id, and the narrowest range owns a card."""

from dataclasses import replace
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulator.domain.pan import Network, Pan
from emulator.domain.parties import AccountRange, Issuer, Party, PushMethod, Requestor
from emulator.storage.parties import READERS
from emulator.storage.store import Store
from emulator.storage.unit import Unit
from tests.storage.samples import keep, look, texts

WORLDS = count()
PANS = ("5123450000000000", "5123990000000000", "5500000000000004", "4111111111111111")

ranges = st.tuples(st.from_regex(r"\A[0-9]{19}\Z"), st.from_regex(r"\A[0-9]{19}\Z"), st.sampled_from(Network)).map(
    lambda drawn: AccountRange(min(drawn[:2]), max(drawn[:2]), drawn[2])
)
issuers = st.builds(
    Issuer,
    id=texts,
    name=texts,
    ranges=st.lists(ranges, max_size=3).map(tuple),
    callback_url=st.none() | texts,
    encryption_certificate=st.none() | texts,
    tav_keys=st.lists(texts, max_size=3).map(tuple),
)
requestors = st.builds(
    Requestor,
    id=texts,
    name=texts,
    kind=texts,
    networks=st.lists(st.sampled_from(Network), max_size=3).map(tuple),
    wallet=st.none() | texts,
    callback_url=st.none() | texts,
    encryption_certificate=st.none() | texts,
    push_methods=st.lists(st.builds(PushMethod, kind=texts, uri=texts), max_size=3).map(tuple),
    account_holder_data=st.lists(texts, max_size=3).map(tuple),
    logo_asset=st.none() | texts,
    signs_pushes=st.booleans(),
)


def an_issuer(name: str, low: str, high: str) -> Issuer:
    return Issuer(name, name, (AccountRange(low.ljust(19, "0"), high.ljust(19, "9"), Network.MASTERCARD),))


async def register(store: Store, *parties: Party) -> None:
    async def work(unit: Unit) -> None:
        for party in parties:
            await unit.parties.put(party)

    await keep(store, work)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(issuer=issuers, requestor=requestors)
async def test_parties_are_kept_as_they_are(store: Store, issuer: Issuer, requestor: Requestor) -> None:
    world = f"w{next(WORLDS)}"

    async def work(unit: Unit) -> None:
        await unit.parties.put(issuer)
        await unit.parties.put(requestor)

    await keep(store, work, world=world)

    assert await look(store, lambda unit: unit.parties.issuer(issuer.id), world=world) == issuer
    assert await look(store, lambda unit: unit.parties.requestor(requestor.id), world=world) == requestor
    assert await look(store, lambda unit: unit.parties.issuers(), world=world) == [issuer]
    assert await look(store, lambda unit: unit.parties.requestors(), world=world) == [requestor]


async def test_a_party_takes_the_place_of_the_one_with_its_id(store: Store) -> None:
    issuer = an_issuer("bank", "51", "55")
    await register(store, issuer)

    await register(store, replace(issuer, name="Renamed", tav_keys=("k",)))

    assert await look(store, lambda unit: unit.parties.issuers()) == [replace(issuer, name="Renamed", tav_keys=("k",))]


async def test_an_issuer_and_a_requestor_may_share_an_id(store: Store) -> None:
    issuer, requestor = an_issuer("1", "51", "55"), Requestor("1", "One", "WALLET", ())
    await register(store, issuer, requestor)

    assert await keep(store, lambda unit: unit.parties.remove("requestor", "1"))

    assert await look(store, lambda unit: unit.parties.issuer("1")) == issuer
    assert await look(store, lambda unit: unit.parties.requestor("1")) is None


async def test_removing_nobody_says_so(store: Store) -> None:
    assert not await keep(store, lambda unit: unit.parties.remove("issuer", "nobody"))


async def test_parties_are_listed_by_id(store: Store) -> None:
    await register(store, an_issuer("c", "53", "53"), an_issuer("a", "51", "51"), an_issuer("b", "52", "52"))

    assert [issuer.id for issuer in await look(store, lambda unit: unit.parties.issuers())] == ["a", "b", "c"]


async def test_the_narrowest_range_owns_a_card(store: Store) -> None:
    await register(store, an_issuer("wide", "51", "55"), an_issuer("narrow", "512345", "512345"), an_issuer("middle", "5123", "5124"))

    async def owners(unit: Unit) -> list[str | None]:
        found = [await unit.parties.issuer_of(Pan(digits)) for digits in PANS]
        return [issuer.id if issuer else None for issuer in found]

    assert await look(store, owners) == ["narrow", "middle", "wide", None]


async def test_a_unit_sees_the_issuers_that_it_has_just_registered_and_forgotten(store: Store) -> None:
    async def work(unit: Unit) -> list[Issuer | None]:
        found = [await unit.parties.issuer_of(Pan(PANS[0]))]
        await unit.parties.put(an_issuer("bank", "51", "55"))
        found.append(await unit.parties.issuer_of(Pan(PANS[0])))
        await unit.parties.remove("issuer", "bank")
        return [*found, await unit.parties.issuer_of(Pan(PANS[0]))]

    assert await keep(store, work) == [None, an_issuer("bank", "51", "55"), None]


def test_a_seed_names_parties_by_kind() -> None:
    body = {"id": "1", "name": "One", "kind": "WALLET", "networks": ["visa"], "push_methods": [], "account_holder_data": []}

    assert READERS["requestor"](body) == Requestor("1", "One", "WALLET", (Network.VISA,))
