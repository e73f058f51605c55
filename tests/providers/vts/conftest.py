"""A house in which Visa lives, a client at its front door, and an issuer behind it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from emulator import bootstrap
from emulator.config import Settings
from emulator.core.context import House
from emulator.core.provisioning import codes
from emulator.domain.codes import Code
from emulator.domain.tokens import Token
from emulator.outbound.courier import Courier
from emulator.storage.tokens import Move
from emulator.storage.unit import Unit
from tests.providers import observer
from tests.providers.observer import NAMESPACE
from tests.providers.vts.bank import Bank
from tests.providers.vts.caller import Caller, FrontDoor


@pytest.fixture
async def bank() -> AsyncIterator[Bank]:
    """An issuer that answers what it is told to; nobody has registered it yet."""
    opened = Bank()
    await opened.start()
    yield opened
    await opened.close()


@pytest.fixture
def settings() -> Settings:
    """Settings of the house under test; nothing listens where its issuer should."""
    return Settings(database="sqlite://", seed=1, issuer_url="http://127.0.0.1:9")


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    """The whole house, with nobody who delivers by himself."""
    running = await bootstrap.assemble(settings)
    running.courier = Courier(running)
    yield running
    await running.close()


@pytest.fixture
def visa(client: FrontDoor) -> Caller:
    """A client that does everything right."""
    return Caller(client)


class Observer(observer.Observer):
    """Looks into the house from behind."""

    async def token(self, reference: str) -> Token:
        """A token as the vault has it."""
        found = await self.house.store.read(NAMESPACE, lambda unit: unit.tokens.get(reference))
        assert found is not None
        return found

    async def history(self, reference: str) -> list[Move]:
        """What has happened to a token, oldest first."""
        return await self.house.store.read(NAMESPACE, lambda unit: unit.tokens.history(reference))

    async def code(self) -> Code:
        """The last code that a cardholder received."""
        found = await self.house.store.read(NAMESPACE, lambda unit: codes.latest(unit, most=1))
        return found[0]

    async def otp(self) -> str:
        """Its digits."""
        return f"{(await self.code()).digits}"

    async def point_issuer_at(self, url: str, **changes: Any) -> None:
        """Have the demo issuer listen at a URL."""

        async def work(unit: Unit) -> None:
            party = await unit.parties.issuer("demo-issuer")
            assert party is not None
            await unit.parties.put(replace(party, callback_url=url, **changes))

        await self.house.unit(self.context(), work)

    async def point_requestor_at(self, url: str, requestor: str = "50123456789") -> None:
        """Have a requestor listen at a URL."""

        async def work(unit: Unit) -> None:
            party = await unit.parties.requestor(requestor)
            assert party is not None
            await unit.parties.put(replace(party, callback_url=url))

        await self.house.unit(self.context(), work)

    async def deliver(self) -> None:
        """Send what is due."""
        assert self.house.courier is not None
        await self.house.courier.deliver(NAMESPACE)


@pytest.fixture
def behind(house: House) -> Observer:
    """What went on behind the front door."""
    return Observer(house)


@pytest.fixture
async def issuing(behind: Observer, bank: Bank) -> Bank:
    """An issuer that is registered and listens."""
    await behind.point_issuer_at(bank.url)
    return bank
