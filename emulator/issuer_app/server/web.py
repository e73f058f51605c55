"""aiohttp around the table of routes: requests in, replies out, and nothing unexpected to the client."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from pydantic import BaseModel

from ..bootstrap import IssuerApp
from ..logs import LOGGER
from .openapi import document
from .routes import INBOUND, ROUTES, WEBHOOKS, Route
from .wire import Reply, expected, reason, refused

log = logging.getLogger(LOGGER)

OPENAPI: Final = "/openapi.json"

# aiohttp's own refusals, in this app's words.
SENTENCES: Final = {
    404: "Not found",
    405: "Method not allowed",
    413: "The body is larger than this app takes.",
}


@dataclass(frozen=True, slots=True, repr=False)
class _Asked:
    # Parts of the path by name, and of the query: Visa says there what a notice is about.
    path: Mapping[str, str]
    query: dict[str, str]
    headers: Mapping[str, str]
    body: bytes


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def web_application(app: IssuerApp, routes: Iterable[Route[Any]] = (*ROUTES, *INBOUND, *WEBHOOKS)) -> web.Application:
    """Return the aiohttp application that serves every route, and the OpenAPI document."""
    application = web.Application(client_max_size=app.settings.body_limit, middlewares=[in_json])
    application.router.add_routes(_routes(app, routes))
    application.router.add_get(OPENAPI, _document)
    return application


@web.middleware
async def in_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn what aiohttp itself refuses into JSON."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        return _response(refused(error.status, SENTENCES.get(error.status, error.reason)))
    except (HttpProcessingError, web.RequestPayloadError):
        return _response(refused(400, "The body cannot be read."))


def _routes(app: IssuerApp, routes: Iterable[Route[Any]]) -> list[web.RouteDef]:
    return [web.route(route.method, route.path, _handler(app, route)) for route in routes]


def _handler(app: IssuerApp, route: Route[Any]) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        asked = _Asked({**request.query, **request.match_info}, dict(request.query), _headers(request), await request.read())
        return _response(await _reply(app, route, asked))

    return handle


async def _reply(app: IssuerApp, route: Route[Any], asked: _Asked) -> Reply:
    try:
        return route.wire.answer(await route.handler(app, asked.path, _message(route, asked)))
    except Exception as error:
        if expected(error):
            log.info("request.refused", extra={"route": route.name, "why": reason(error)})
        else:
            log.exception("request.failed", extra={"route": route.name})
        return route.wire.refuse(error, asked.body)


def _headers(request: web.Request) -> dict[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}


def _message(route: Route[BaseModel], asked: _Asked) -> BaseModel:
    if route.read:
        return route.read(asked.body, asked.headers)
    if route.method == "POST":
        return route.message.model_validate_json(asked.body)
    return route.message.model_validate(asked.query)


async def _document(_request: web.Request) -> web.StreamResponse:
    return web.json_response(document((*ROUTES, *INBOUND, *WEBHOOKS)))


def _response(reply: Reply) -> web.Response:
    return web.Response(status=reply.status, body=reply.body, headers=reply.headers, content_type="application/json")
