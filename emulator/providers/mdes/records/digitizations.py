"""How a token came about: what was decided and by whom, how its cardholder can be verified, where it lives."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from emulator.domain.codes import Channel, Method
from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("mdes.digitization", indexes=("app_instance", "alternate_account"))


class MadeBy(StrEnum):
    """Who made a decision, in the words of notifyServiceActivated."""

    ELIGIBILITY = "ELIGIBILITY_REQUEST"
    AUTHORIZATION = "AUTHORIZATION_REQUEST"
    RULES = "RULES"


@dataclass(frozen=True, slots=True)
class Digitization:
    """The record of one token. `decision` is MDES's word, `device` has the wire's own names.

    `correlation` connects what is said of the token, `alternate_account` is the issuer's other name for the account,
    `transit` are the cities whose transport takes the token, `attempts` counts codes tried.
    """

    token: str
    correlation: str
    requested_at: datetime
    decision: str
    made_by: MadeBy = MadeBy.RULES
    methods: tuple[Method, ...] = ()
    app_instance: str | None = None
    alternate_account: str | None = None
    device: Mapping[str, Any] = field(default_factory=dict)
    language: str | None = None
    terms: str | None = None
    terms_accepted_at: str | None = None
    transit: tuple[str, ...] = ()
    attempts: int = 0

    def tried(self) -> "Digitization":
        """Return the record with one more attempt to activate."""
        return replace(self, attempts=self.attempts + 1)


async def add(unit: Unit, record: Digitization) -> None:
    """Write down how a new token came about."""
    await unit.documents.add(KIND, record.token, _body(record))


async def save(unit: Unit, record: Digitization) -> None:
    """Keep a changed record."""
    await unit.documents.save(KIND, record.token, _body(record))


async def of_token(unit: Unit, token: str) -> Digitization | None:
    """Return the record of a token; None when it came about in another way."""
    body = await unit.documents.get(KIND, token)
    return _record(body) if body else None


async def of_app_instance(unit: Unit, app_instance: str) -> list[Digitization]:
    """Return the records of the tokens that one app on one device holds, oldest first."""
    return [_record(body) for body in await unit.documents.by(KIND, "app_instance", app_instance)]


async def of_alternate_account(unit: Unit, account: str) -> list[Digitization]:
    """Return the records of the tokens of an account by the issuer's other name for it, oldest first."""
    return [_record(body) for body in await unit.documents.by(KIND, "alternate_account", account)]


_MEMBERS: Final = tuple(member.name for member in fields(Digitization))


def _body(record: Digitization) -> dict[str, Any]:
    # Not `asdict`, which copies everything, however deep, before it is written.
    return {**{name: getattr(record, name) for name in _MEMBERS}, "requested_at": record.requested_at.isoformat()}


def _record(body: Mapping[str, Any]) -> Digitization:
    return Digitization(
        **{
            **body,
            "requested_at": datetime.fromisoformat(body["requested_at"]),
            "made_by": MadeBy(body["made_by"]),
            "methods": tuple(Method(one["id"], Channel(one["channel"]), one["address"]) for one in body["methods"]),
            "transit": tuple(body["transit"]),
        }
    )
