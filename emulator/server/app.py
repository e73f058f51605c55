"""One handler for every request, and the one place that catches everything."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiohttp import web

from emulator.core.context import House
from emulator.core.dispatch import dispatch
from emulator.core.message import Request, Response
from emulator.core.provider import Api
from emulator.core.wire import AccessDenied, TooLarge
from emulator.crypto.diagnosis import Finding
from emulator.domain.errors import Unavailable
from emulator.server.guard import ADMIN, refusal
from emulator.server.router import Router
from emulator.server.translate import request_of, send

log = logging.getLogger(__name__)

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
_OURS: Final = "admin"


def handler(house: House) -> Handler:
    """Return the function that answers every request of this house."""
    router = Router(house.apis, fallback=next(api for api in house.apis if api.name == _OURS))

    async def handle(raw: web.BaseRequest) -> web.StreamResponse:
        try:
            body = await raw.read()
        except web.HTTPRequestEntityTooLarge:
            return await send(raw, _too_large(house, router, request_of(house.settings, raw, b"")))
        return await send(raw, await respond(house, router, request_of(house.settings, raw, body)))

    return handle


async def respond(house: House, router: Router, request: Request) -> Response:
    """Answer one request; whatever goes wrong, the client reads a refusal in the provider's own shape."""
    match = router.find(request.method, request.path)
    try:
        if request.path.startswith(ADMIN) and (why := refusal(house.settings, request)):
            return match.api.wire.render(house.context(house.home), request, AccessDenied(why))
        return await dispatch(house, match.api, operation=match.operation, request=request.with_path_params(match.params))
    except Exception:
        log.exception("request.failed", extra={"method": request.method, "path": request.path})
        return _broken(house, match.api, request)


def server(house: House) -> web.Server:
    """Return the web server of this house."""
    limit = house.settings.body_limit
    make: Callable[..., web.BaseRequest] = web.BaseRequest

    def make_request(*parts: Any) -> web.BaseRequest:
        return make(*parts, loop=asyncio.get_running_loop(), client_max_size=limit)

    return web.Server(handler(house), request_factory=make_request, access_log=None)


def _broken(house: House, api: Api, request: Request) -> Response:
    return api.wire.render(house.context(house.home), request, Unavailable("the emulator failed; its log has the details"))


def _too_large(house: House, router: Router, request: Request) -> Response:
    limit = house.settings.body_limit
    finding = Finding(
        check="body",
        cause="too_large",
        message=f"the body is larger than {limit} bytes",
        fix="send less, or start the emulator with a larger --body-limit",
    )
    api = router.find(request.method, request.path).api
    return api.wire.render(house.context(house.home), request, TooLarge(finding))
