"""One handler for every request, and the one place that catches everything."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from emulator.core.context import House
from emulator.core.dispatch import dispatch
from emulator.core.dispatch.router import Router, routed
from emulator.core.message import Request, Response
from emulator.core.provider import Api
from emulator.core.wire import AccessDenied, Malformed, TooLarge
from emulator.crypto.diagnosis import Finding
from emulator.dashboard import pages as dashboard
from emulator.domain.errors import Unavailable
from emulator.server import contracts
from emulator.server.guard import is_guarded, refusal
from emulator.server.listening import Listening
from emulator.server.translate import request_of, send

log = logging.getLogger(__name__)

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
_OURS: Final = "admin"


def handler(house: House, *, connections: Callable[[], int] = lambda: 0) -> Handler:
    """Return the function that answers every request of this house; `connections` says how many are open."""
    router = routed(house.apis, next(api for api in house.apis if api.name == _OURS))

    async def handle(raw: web.BaseRequest) -> web.StreamResponse:
        if connections() > house.settings.connection_limit:
            return await _closing(raw, _full(house, router, request_of(house.settings, raw, b"")))
        try:
            body = await _body(raw, patience=house.settings.client_seconds)
        except web.HTTPRequestEntityTooLarge:
            return await send(raw, _too_large(house, router, request_of(house.settings, raw, b"")))
        except TimeoutError:
            return await _closing(raw, _too_slow(house, router, request_of(house.settings, raw, b"")))
        return await send(raw, await respond(house, router, request_of(house.settings, raw, body)))

    return handle


async def _body(raw: web.BaseRequest, *, patience: float) -> bytes:
    """Return the body. Raises TimeoutError when it is not there in time."""
    # Most bodies come with their head, and a timer costs more than reading them.
    if raw.content.is_eof():
        return await raw.read()
    async with asyncio.timeout(patience):
        return await raw.read()


async def respond(house: House, router: Router, request: Request) -> Response:
    """Answer one request; whatever goes wrong, the client reads a refusal in the provider's own shape."""
    match = router.find(request.method, request.path)
    try:
        if page := dashboard.served(request):
            return page
        if is_guarded(request.path) and (why := refusal(house.settings, request)):
            return match.api.wire.render(house.context(house.home), request, AccessDenied(why))
        if contract := contracts.served(request, house.public_url):
            return contract
        return await dispatch(house, match.api, operation=match.operation, request=request.with_path_params(match.params))
    except Exception:
        log.exception("request.failed", extra={"method": request.method, "path": request.path})
        return _broken(house, match.api, request)


def server(house: House) -> web.Server:
    """Return the web server of this house."""
    settings = house.settings
    answer = handler(house, connections=lambda: len(served.connections))
    served = Listening(answer, patience=settings.client_seconds, body_limit=settings.body_limit)
    return served


def _broken(house: House, api: Api, request: Request) -> Response:
    return api.wire.render(house.context(house.home), request, Unavailable("the emulator failed; its log has the details"))


async def _closing(raw: web.BaseRequest, response: Response) -> web.StreamResponse:
    """Answer, and serve nothing more over this connection."""
    answer = await send(raw, response)
    answer.force_close()
    return answer


def _full(house: House, router: Router, request: Request) -> Response:
    api = router.find(request.method, request.path).api
    why = f"more than {house.settings.connection_limit} connections are open: come back, or start it with a larger --connection-limit"
    return api.wire.render(house.context(house.home, cause="full"), request, Unavailable(why))


def _too_slow(house: House, router: Router, request: Request) -> Response:
    api = router.find(request.method, request.path).api
    finding = Finding(
        check="body",
        cause="too_slow",
        message=f"the body was not there after {house.settings.client_seconds:g} seconds",
        fix="send the body at once, and as many bytes as Content-Length says",
    )
    return api.wire.render(house.context(house.home, cause="slow"), request, Malformed(finding))


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
