"""Calls of the admin API as values: what to send, and what to make of the answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Generic, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel

from emulator.admin.schemas.exchanges import ExchangePage, ExchangeSeen
from emulator.admin.schemas.keys import Credentials
from emulator.admin.schemas.outbox import Delivered, NoticeSeen, OutboxPage
from emulator.admin.schemas.parties import Registered
from emulator.admin.schemas.scenarios import ScenarioList, ScenarioSeen
from emulator.admin.schemas.vault import CardPage, CodeList, TokenPage
from emulator.admin.schemas.worlds import Advanced, ClockState, NamespaceState, Version

Out = TypeVar("Out", bound=BaseModel)

ROOT: Final = "/_emulator/"


class AdminRefused(Exception):
    """The admin API has refused: `status`, and the problem (RFC 9457) that it sent."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        super().__init__(f"{status} {problem.get('code', '')}: {problem.get('detail', 'no emulator answers here')}")
        self.status = status
        self.problem = problem


@dataclass(frozen=True)
class Call(Generic[Out]):
    """One call: `target` is path and query, `body` its JSON."""

    method: str
    target: str
    answer: type[Out]
    body: bytes | None = None

    def read(self, status: int, body: bytes) -> Out:
        """Return the answer.

        Raises:
            AdminRefused: it is a refusal.
        """
        if status >= 400:
            raise AdminRefused(status, _problem(body))
        return self.answer.model_validate_json(body)


def version() -> Call[Version]:
    """Ask which emulator this is."""
    return get("version", Version)


def create_namespace(**wishes: Any) -> Call[Credentials]:
    """Open a world; `wishes` are `name`, `issuer_url` and `keys`."""
    return post("namespaces", Credentials, **wishes)


def reset(namespace: str) -> Call[NamespaceState]:
    """Set a world back to its seeds."""
    return post("reset", NamespaceState, namespace=namespace)


def clock(namespace: str) -> Call[ClockState]:
    """Ask for a world's time."""
    return get("clock", ClockState, namespace=namespace)


def freeze(namespace: str, at: datetime | None) -> Call[ClockState]:
    """Stop a world's time, now or at a moment."""
    return post("clock/freeze", ClockState, namespace=namespace, at=at)


def advance(namespace: str, by: timedelta) -> Call[Advanced]:
    """Move a world's time forward."""
    return post("clock/advance", Advanced, namespace=namespace, seconds=by.total_seconds())


def resume(namespace: str) -> Call[ClockState]:
    """Let a world's time pass again."""
    return post("clock/resume", ClockState, namespace=namespace)


def outbox(namespace: str) -> Call[OutboxPage]:
    """List the notices of a world, newest first."""
    return get("outbox", OutboxPage, namespace=namespace, limit=500)


def deliver(namespace: str) -> Call[Delivered]:
    """Deliver what is due in a world, now."""
    return post("outbox/deliver", Delivered, namespace=namespace)


def redeliver(namespace: str, notice: str) -> Call[NoticeSeen]:
    """Make one more attempt with a notice."""
    return post(f"outbox/{notice}/redeliver", NoticeSeen, namespace=namespace)


def tokens(namespace: str) -> Call[TokenPage]:
    """List the tokens of a world, newest first."""
    return get("tokens", TokenPage, namespace=namespace, limit=500)


def cards(namespace: str) -> Call[CardPage]:
    """List the cards of a world, newest first."""
    return get("cards", CardPage, namespace=namespace, limit=500)


def codes(namespace: str) -> Call[CodeList]:
    """List the one-time codes that were sent to cardholders, newest first."""
    return get("otp", CodeList, namespace=namespace)


def exchanges(namespace: str) -> Call[ExchangePage]:
    """List what went over the wire in a world, newest first."""
    return get("exchanges", ExchangePage, namespace=namespace, limit=500)


def exchange(exchange_id: str) -> Call[ExchangeSeen]:
    """Show one exchange whole, with what was wrong with it."""
    return get(f"exchanges/{exchange_id}", ExchangeSeen)


def arm(namespace: str, **scenario: Any) -> Call[ScenarioSeen]:
    """Arm a scenario: `api`, `operation`, `delay`, `answer`, `error`, `remaining`."""
    return post("scenarios", ScenarioSeen, namespace=namespace, **scenario)


def disarm(namespace: str) -> Call[ScenarioList]:
    """Disarm every scenario of a world."""
    return delete("scenarios", ScenarioList, namespace=namespace)


def register(namespace: str, **parties: Any) -> Call[Registered]:
    """Register `issuers`, `requestors`, `credentials` and `cards`."""
    return post("parties", Registered, namespace=namespace, **parties)


def scenarios(namespace: str) -> Call[ScenarioList]:
    """List the scenarios that are armed in a world."""
    return get("scenarios", ScenarioList, namespace=namespace)


def get(path: str, answer: type[Out], **parameters: Any) -> Call[Out]:
    """Ask for anything below `/_emulator/`."""
    return Call("GET", _target(path, parameters), answer)


def delete(path: str, answer: type[Out], **parameters: Any) -> Call[Out]:
    """Take anything below `/_emulator/` away."""
    return Call("DELETE", _target(path, parameters), answer)


def post(path: str, answer: type[Out], **members: Any) -> Call[Out]:
    """Do anything below `/_emulator/`; members without a value are left out."""
    said = {name: value for name, value in members.items() if value is not None}
    return Call("POST", ROOT + path, answer, json.dumps(said, default=str).encode())


def _target(path: str, parameters: Mapping[str, Any]) -> str:
    return ROOT + path + (f"?{urlencode(parameters)}" if parameters else "")


def _problem(body: bytes) -> Mapping[str, Any]:
    try:
        problem = json.loads(body)
    except ValueError:
        return {}
    return problem if isinstance(problem, dict) else {}
