"""A world opens with its parties and a credential, and shares nothing with another but the demo keys."""

import re
from dataclasses import replace

import pytest

from emulator.core.context import Context, House
from emulator.core.keys import Keys
from emulator.core.worlds import DEMO_CONSUMER_KEY, DEMO_SECRETS, KeyChoice, Plan
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


async def test_the_parties_of_another_world_stay_as_they_are(house: House, ctx: Context) -> None:
    await opened(house, ctx, PLAN)

    issuers = await house.store.read("other", lambda unit: unit.parties.issuers())
    assert [issuer.callback_url for issuer in issuers] == ["http://issuer.example"]


async def test_its_credential_leads_into_it(house: House, ctx: Context) -> None:
    (credential,) = await opened(house, ctx, PLAN)

    entered = await house.store.read("default", lambda unit: unit.worlds.enter("mdes", credential.name))
    assert entered == (credential, PLAN.namespace)
    assert (credential.namespace, credential.secrets) == ("new", DEMO_SECRETS)
    assert re.fullmatch(r"[0-9a-f]{48}![0-9a-f]{48}", credential.name)


async def test_every_world_has_a_consumer_key_of_its_own(house: House, ctx: Context) -> None:
    first = await opened(house, ctx, PLAN)
    second = await opened(house, ctx, replace(PLAN, namespace=replace(PLAN.namespace, id="newer")))

    assert first[0].name != second[0].name


async def test_a_consumer_key_may_be_given(house: House, ctx: Context) -> None:
    (credential,) = await opened(house, ctx, replace(PLAN, consumer_key=DEMO_CONSUMER_KEY))

    assert credential.name == "tspemulatordemo0tspemulatordemo0tspemulatordemo0!0123456789abcdef0123456789abcdef0123456789abcdef"


async def test_credentials_may_be_kept(house: House, ctx: Context) -> None:
    kept = Credential("sample", "known", "new", {"word": "x"})

    assert await opened(house, ctx, replace(PLAN, credentials=(kept,))) == [kept]


async def test_fresh_keys_are_a_pair_of_their_own(house: House, ctx: Context) -> None:
    (credential,) = await opened(house, ctx, replace(PLAN, keys=KeyChoice.FRESH))

    keys = Keys(house.keys._pool)
    for name in ("signing", "response"):
        pair = KeyPair(name, credential.secrets[name].encode(), credential.secrets[f"{name}_private"].encode())
        assert pair.private_key is not None
        assert pair.private_key.public_key().public_numbers() == keys.pair(credential.secrets[name]).public_key.public_numbers()
    assert credential.secrets["signing"] != credential.secrets["response"]


async def test_a_world_opens_once(house: House, ctx: Context) -> None:
    await opened(house, ctx, PLAN)

    with pytest.raises(StorageError):
        await opened(house, ctx, replace(PLAN, issuer_url="http://changed.example"))

    issuers = await house.store.read("new", lambda unit: unit.parties.issuers())
    assert [issuer.callback_url for issuer in issuers] == ["http://new.example"]
