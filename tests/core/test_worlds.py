"""A world opens with its parties and a credential, and shares nothing with another but the demo keys."""

import re
from dataclasses import replace

import pytest

from emulator.core.context import Context, House
from emulator.core.keys import Keys
from emulator.core.worlds import DEMO_API_KEY, DEMO_SECRETS, DEMO_VISA_SECRETS, KeyChoice, Plan
from emulator.crypto.keys.keyring import KeyPair
from emulator.domain.worlds import Clock, Credential, Namespace
from emulator.storage.engine.statements import StorageError
from tests.core.sample import NOON

PLAN = Plan(Namespace("new", Clock(), NOON), "http://new.example")


async def opened(house: House, ctx: Context, plan: Plan) -> list[Credential]:
    credentials: list[Credential] = await house.unit(ctx, lambda unit: house.open_world(ctx, unit, plan))
    return credentials


async def test_a_world_opens_with_its_parties(house: House, ctx: Context) -> None:
    await opened(house, ctx, PLAN)

    issuers = await house.store.read("new", lambda unit: unit.parties.issuers())
    requestors = await house.store.read("new", lambda unit: unit.parties.requestors())
    assert [(issuer.id, issuer.callback_url) for issuer in issuers] == [("demo-issuer", "http://new.example")]
    assert {"50123456789", "50111111111", "98765432101"} <= {requestor.id for requestor in requestors}


async def test_an_url_with_quotes_and_control_characters_stays_what_it_is(house: House, ctx: Context) -> None:
    strange = 'http://new.example/"},\x1d{"'

    await opened(house, ctx, replace(PLAN, issuer_url=strange))

    (issuer,) = await house.store.read("new", lambda unit: unit.parties.issuers())
    assert issuer.callback_url == strange


async def test_the_parties_of_another_world_stay_as_they_are(house: House, ctx: Context) -> None:
    await opened(house, ctx, PLAN)

    issuers = await house.store.read("other", lambda unit: unit.parties.issuers())
    assert [issuer.callback_url for issuer in issuers] == ["http://issuer.example"]


async def entered(house: House, own: Credential) -> tuple[Credential, Namespace] | None:
    """Return what a credential leads into."""
    return await house.store.read("default", lambda unit: unit.worlds.enter(own.kind, own.name))


async def test_its_credential_leads_into_it(house: House, ctx: Context) -> None:
    mdes, visa, stripe = await opened(house, ctx, PLAN)

    for credential in (mdes, visa, stripe):
        assert await entered(house, credential) == (credential, PLAN.namespace)
    assert (mdes.namespace, mdes.secrets) == ("new", DEMO_SECRETS)
    assert re.fullmatch(r"[0-9a-f]{48}![0-9a-f]{48}", mdes.name)
    assert re.fullmatch(r"[0-9A-Z]{34}", visa.name)
    assert re.fullmatch(r"sk_test_[0-9A-Za-z]{24}", stripe.name)


async def test_every_world_has_credentials_of_its_own(house: House, ctx: Context) -> None:
    first = await opened(house, ctx, PLAN)
    second = await opened(house, ctx, replace(PLAN, namespace=replace(PLAN.namespace, id="newer")))

    assert not {one.name for one in first} & {one.name for one in second}
    for name in ("shared_secret", "encryption_key_id", "encryption_secret", "outbound_secret", "mle_key_id"):
        assert len({world[1].secrets[name] for world in (first, second)} | {DEMO_VISA_SECRETS[name]}) == 3


async def test_the_demo_has_credentials_that_everybody_knows(house: House, ctx: Context) -> None:
    mdes, visa, stripe = await opened(house, ctx, replace(PLAN, is_demo=True))

    assert mdes.name == "tspemulatordemo0tspemulatordemo0tspemulatordemo0!0123456789abcdef0123456789abcdef0123456789abcdef"
    assert (visa.name, visa.secrets) == (DEMO_API_KEY, DEMO_VISA_SECRETS)
    assert stripe.name == "sk_test_tspemulatordemo"


async def test_credentials_may_be_kept(house: House, ctx: Context) -> None:
    kept = Credential("sample", "known", "new", {"word": "x"})

    assert await opened(house, ctx, replace(PLAN, credentials=(kept,))) == [kept]


async def test_fresh_keys_are_a_pair_of_their_own(house: House, ctx: Context) -> None:
    mdes, visa, _ = await opened(house, ctx, replace(PLAN, keys=KeyChoice.FRESH))

    keys = Keys(house.keys._pool)
    for credential, name in ((mdes, "signing"), (mdes, "response"), (visa, "mle_client")):
        pair = KeyPair(name, credential.secrets[name].encode(), credential.secrets[f"{name}_private"].encode())
        assert pair.private_key is not None
        assert pair.private_key.public_key().public_numbers() == keys.pair(credential.secrets[name]).public_key.public_numbers()
    assert mdes.secrets["signing"] != mdes.secrets["response"]


async def test_a_world_opens_once(house: House, ctx: Context) -> None:
    await opened(house, ctx, PLAN)

    with pytest.raises(StorageError):
        await opened(house, ctx, replace(PLAN, issuer_url="http://changed.example"))

    issuers = await house.store.read("new", lambda unit: unit.parties.issuers())
    assert [issuer.callback_url for issuer in issuers] == ["http://new.example"]
