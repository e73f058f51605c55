"""The wallet's side of a token, and the world's clock, both through our own API."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient

from emulator.core.context import House
from tests.providers.stripe.sdk import world_of


@dataclass(frozen=True)
class Phone:
    """Puts cards into wallets, and moves their tokens; every call expects success."""

    house: House
    client: TestClient[web.BaseRequest, web.Application]

    async def post(self, path: str, /, **body: Any) -> Any:
        """Call our own API in the world of the tests' key."""
        answer = await self.client.post(f"/_emulator/{path}", json={"namespace": await world_of(self.house), **body})
        assert answer.status in {200, 201}, await answer.text()
        return await answer.json()

    async def get(self, path: str) -> Any:
        """Look at something of the same world."""
        answer = await self.client.get(f"/_emulator/{path}", params={"namespace": await world_of(self.house)})
        assert answer.status == 200, await answer.text()
        return await answer.json()

    async def add(self, card: str, **wish: Any) -> Any:
        """Put a card into Apple Pay, unless the wish names another wallet."""
        return await self.post("tokens", card=card, **{"wallet": "apple_pay", "path": "green", **wish})

    async def move(self, reference: str, action: str, **more: Any) -> Any:
        """Do something to a token."""
        return await self.post(f"tokens/{reference}", action=action, **more)

    async def wait(self, seconds: float) -> None:
        """Let the world's clock go on."""
        await self.post("clock/advance", seconds=seconds)
