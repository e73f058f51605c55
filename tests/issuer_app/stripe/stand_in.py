"""A stand-in for Stripe: small, independent of the issuer app and of its library, with one account and no rules."""

from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl

from aiohttp import web

Json = dict[str, Any]

# In a range that Stripe publishes for tests; the last two digits before the end tell cards apart.
NUMBERS: Final = ("4000009990001003", "4000009990011003", "4000009990021003")
EXPIRES: Final = 1_795_608_000


@dataclass
class StripeStandIn:
    """What Stripe keeps: cards by their ids, the forms that made endpoints and holders, and the setting of its Dashboard."""

    cards: dict[str, Json] = field(default_factory=dict)
    holders: list[Json] = field(default_factory=list)
    endpoints: list[Json] = field(default_factory=list)
    realtime: Json = field(default_factory=dict)
    realtime_status: int = 200

    def serve_in(self, application: web.Application) -> None:
        """Answer in an application, at Stripe's own paths, and at the emulator's for the Dashboard."""
        router = application.router
        router.add_post("/v1/issuing/cardholders", self._hold)
        router.add_post("/v1/issuing/cards", self._issue)
        router.add_get("/v1/issuing/cards", self._list_cards)
        router.add_get("/v1/issuing/cards/{card}", self._show)
        router.add_post("/v1/ephemeral_keys", self._key)
        router.add_post("/v1/webhook_endpoints", self._listen)
        router.add_get("/v1/webhook_endpoints", self._list_endpoints)
        router.add_put("/_emulator/stripe/realtime", self._set_realtime)

    async def _hold(self, request: web.Request) -> web.Response:
        self.holders.append(await form(request))
        return web.json_response({"id": f"ich_{len(self.holders)}", "object": "issuing.cardholder"})

    async def _issue(self, request: web.Request) -> web.Response:
        told, number = await form(request), NUMBERS[len(self.cards)]
        assert number.endswith(told["metadata[emulator_last4]"])
        card: Json = {"id": f"ic_{len(self.cards) + 1}", "object": "issuing.card", "brand": "Visa", "exp_month": 11, "exp_year": 2029}
        self.cards[card["id"]] = {**card, "last4": number[-4:], "status": told["status"], "_number": number}
        return web.json_response(shown(self.cards[card["id"]]))

    async def _list_cards(self, request: web.Request) -> web.Response:
        found = [shown(card) for card in self.cards.values() if card["last4"] == request.query["last4"]]
        return web.json_response({"object": "list", "data": found[::-1], "has_more": False, "url": request.path})

    async def _show(self, request: web.Request) -> web.Response:
        assert request.query["expand[0]"] == "number"
        card = self.cards[request.match_info["card"]]
        return web.json_response({**shown(card), "number": card["_number"]})

    async def _key(self, request: web.Request) -> web.Response:
        card = (await form(request))["issuing_card"]
        return web.json_response({"id": f"ephkey_{card}", "object": "ephemeral_key", "expires": EXPIRES, "secret": f"ek_test_{card}"})

    async def _listen(self, request: web.Request) -> web.Response:
        self.endpoints.append(told := await form(request))
        return web.json_response({"id": f"we_{len(self.endpoints)}", "object": "webhook_endpoint", "url": told["url"]})

    async def _list_endpoints(self, request: web.Request) -> web.Response:
        found = [{"id": "we", "object": "webhook_endpoint", "url": one["url"]} for one in self.endpoints]
        return web.json_response({"object": "list", "data": found, "has_more": False, "url": request.path})

    async def _set_realtime(self, request: web.Request) -> web.Response:
        self.realtime = await request.json()
        return web.json_response({}, status=self.realtime_status)


def shown(card: Json) -> Json:
    """A card as everybody may see it."""
    return {name: value for name, value in card.items() if not name.startswith("_")}


async def form(request: web.Request) -> Json:
    """The parameters of a call, by their names in brackets."""
    return dict(parse_qsl(await request.text()))
