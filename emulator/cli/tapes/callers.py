"""Who sends a tape: with the credentials of the environment, or, where there are none, in a fresh world of an emulator."""

import asyncio
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from emulator import bootstrap
from emulator.cli.command import UsageError
from emulator.config import Settings
from emulator.core.dispatch import DEFAULT
from emulator.core.message import Request, Response
from emulator.domain.worlds import Credential
from emulator.recording import credentials
from emulator.recording.client import Client, rows_of
from emulator.recording.outbound.listening import Ear, callbacks, outbound
from emulator.recording.outbound.rows import is_asked, outbound_rows
from emulator.recording.tape import Tape
from emulator.recording.verify import Compared, Lessons, Target, verify

if TYPE_CHECKING:
    from emulator.server.hearing import Ears

TIMEOUT: Final = 60.0
JSON: Final = {"content-type": "application/json"}
SCHEMES: Final = ("http://", "https://")


@dataclass(frozen=True)
class Played:
    """How a tape went: what was asked and answered, what was heard wrongly, and what nobody could hear."""

    compared: list[Compared]
    misheard: list[str] = field(default_factory=list)
    unheard: int = 0

    @property
    def faults(self) -> list[str]:
        """Everything that was not as on tape."""
        return [f"{one.exchange.title} {fault}" for one in self.compared for fault in one.faults] + self.misheard


async def played(tape: Tape, url: str, environment: Mapping[str, str], *, ears: "Ears | None" = None) -> Played:
    """Send a tape to a URL and compare the answers, and what the provider says first where somebody listens.

    Raises:
        NoCredential: a variable names a file that cannot be read.
        UsageError: there are no credentials in the environment, and no emulator at the URL that hands them out.
    """
    here = ears.url_of(_name(tape)) if ears else ""
    own = credentials.of_environment(environment)
    house = await bootstrap.assemble(Settings(database="sqlite://"))
    rows = outbound_rows(house.apis)
    # Whoever was asked on tape was there to answer.
    issuer_url = here if any(is_asked(exchange, rows) for exchange in outbound(tape)) else ""
    try:
        world, kinds = (DEFAULT, own) if own else await _fresh_world(url, environment, issuer_url)
        # Where nobody listens, the address on tape stays the one at which nobody does.
        lessons = Lessons({DEFAULT: world, **(callbacks(tape, here) if ears else {})})
        ear = Ear(tape, rows, lessons)
        if ears:
            ears.add(_name(tape), ear)
        compared = await verify(tape, Target(url, Client(house, kinds), send, lessons), rows_of(house.apis))
        if not (ears and (issuer_url or callbacks(tape, here))):
            return Played(compared, unheard=len(outbound(tape)))
        await ears.silence(_name(tape))
        return Played(compared, ear.faults)
    finally:
        await house.close()


def _name(tape: Tape) -> str:
    return tape.name.replace("/", "-")


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


async def _fresh_world(url: str, environment: Mapping[str, str], issuer_url: str) -> tuple[str, dict[str, Credential]]:
    token = environment.get("EMULATOR_ADMIN_TOKEN", "")
    headers = JSON | ({"authorization": f"Bearer {token}"} if token else {})
    path = "/_emulator/namespaces"
    wish = {"issuer_url": issuer_url} if issuer_url else {}
    try:
        answer = await send(Request("POST", url + path, path, "", headers, json.dumps(wish).encode()))
        kit: dict[str, Any] = json.loads(answer.body)
        return kit["namespace"], credentials.handed_out(kit)
    except (OSError, ValueError, KeyError) as error:
        raise UsageError(f"no emulator at {url} hands out a world, and no credentials are in the environment: {error}") from None
