"""Who sends a tape: with the credentials of the environment, or, where there are none, in a fresh world of an emulator."""

import asyncio
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any, Final

from emulator import bootstrap
from emulator.cli.command import UsageError
from emulator.config import Settings
from emulator.core.dispatch import DEFAULT
from emulator.core.message import Request, Response
from emulator.domain.worlds import Credential
from emulator.recording import credentials
from emulator.recording.client import Client, rows_of
from emulator.recording.tape import Tape
from emulator.recording.verify import Compared, Lessons, Target, verify

TIMEOUT: Final = 60.0
JSON: Final = {"content-type": "application/json"}
SCHEMES: Final = ("http://", "https://")


async def played(tape: Tape, url: str, environment: Mapping[str, str]) -> list[Compared]:
    """Send a tape to a URL and compare the answers.

    Raises:
        NoCredential: a variable names a file that cannot be read.
        UsageError: there are no credentials in the environment, and no emulator at the URL that hands them out.
    """
    own = credentials.of_environment(environment)
    world, kinds = (DEFAULT, own) if own else await _fresh_world(url, environment)
    house = await bootstrap.assemble(Settings(database="sqlite://"))
    try:
        target = Target(url, Client(house, kinds), send, Lessons({DEFAULT: world}))
        return await verify(tape, target, rows_of(house.apis))
    finally:
        await house.close()


async def send(request: Request) -> Response:
    """Send a request as it stands, and return the answer whatever its status. Raises OSError when nobody answers."""
    return await asyncio.to_thread(_sent, request)


def _sent(request: Request) -> Response:
    if not request.url.startswith(SCHEMES):
        raise OSError(f"a target begins with http:// or https://, not like {request.url}")
    headers = {name: value for name, value in request.headers.items() if name != "host"}
    asked = urllib.request.Request(request.url, request.body or None, headers, method=request.method)  # noqa: S310  # its scheme was just checked
    try:
        with urllib.request.urlopen(asked, timeout=TIMEOUT) as answer:  # noqa: S310  # its scheme was just checked
            return Response(answer.status, answer.read(), dict(answer.headers.items()))
    except urllib.error.HTTPError as refused:
        with refused:
            return Response(refused.code, refused.read(), dict(refused.headers.items()))


async def _fresh_world(url: str, environment: Mapping[str, str]) -> tuple[str, dict[str, Credential]]:
    token = environment.get("EMULATOR_ADMIN_TOKEN", "")
    headers = JSON | ({"authorization": f"Bearer {token}"} if token else {})
    path = "/_emulator/namespaces"
    try:
        answer = await send(Request("POST", url + path, path, "", headers, b"{}"))
        kit: dict[str, Any] = json.loads(answer.body)
        return kit["namespace"], credentials.handed_out(kit)
    except (OSError, ValueError, KeyError) as error:
        raise UsageError(f"no emulator at {url} hands out a world, and no credentials are in the environment: {error}") from None
