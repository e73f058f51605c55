"""Opening a world: its parties from a seed file, and a set of credentials that lead into it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from emulator.core.ids import Ids
from emulator.crypto.keys.certificates import certificate_pem, self_signed
from emulator.crypto.keys.rsa import generate, private_pem
from emulator.domain.parties import Party
from emulator.domain.worlds import Credential, Namespace
from emulator.storage.parties import READERS
from emulator.storage.unit import Unit

if TYPE_CHECKING:
    from emulator.core.context import Context

DEMO_CONSUMER_KEY: Final = "tspemulatordemo0" * 3 + "!" + "0123456789abcdef" * 3
DEMO_SECRETS: Final = {"signing": "demo:mdes/signing", "response": "demo:mdes/response"}
_SUBJECT: Final = "tsp-emulator demo (NOT Mastercard)"


class KeyChoice(StrEnum):
    """Whose RSA keys a world uses: the committed demo pair, or fresh ones (some 40 ms each)."""

    DEMO = "demo"
    FRESH = "fresh"


@dataclass(frozen=True, slots=True)
class Plan:
    """The world to open; `consumer_key` None draws a fresh one. `credentials` are kept in place of new ones."""

    namespace: Namespace
    issuer_url: str
    keys: KeyChoice = KeyChoice.DEMO
    consumer_key: str | None = None
    credentials: tuple[Credential, ...] = ()


@dataclass(frozen=True)
class WorldOpener:
    """Opens worlds from the seed file given."""

    seed_file: Path

    async def __call__(self, ctx: "Context", unit: Unit, plan: Plan) -> list[Credential]:
        """Write the world, its parties and its credentials in this unit; return the credentials."""
        await unit.worlds.add(plan.namespace)
        parties = Unit(unit.rows, plan.namespace.id, _nobody).parties
        for party in self.parties(plan):
            await parties.put(party)
        credentials = plan.credentials or (_drawn(ctx, plan),)
        for credential in credentials:
            await unit.worlds.add_credential(credential)
        return list(credentials)

    def parties(self, plan: Plan) -> list[Party]:
        """Return the parties that stand around such a world at its beginning."""
        seeds = json.loads(self.seed_file.read_text().replace("{issuer_url}", plan.issuer_url))
        return [READERS[kind](body) for kind, many in (("issuer", "issuers"), ("requestor", "requestors")) for body in seeds[many]]


def _drawn(ctx: "Context", plan: Plan) -> Credential:
    return Credential("mdes", plan.consumer_key or _consumer_key(ctx.ids), plan.namespace.id, KEYS[plan.keys](ctx))


def _consumer_key(ids: Ids) -> str:
    drawn = "".join(ids.hex_uuid() for _ in range(3))
    return f"{drawn[:48]}!{drawn[48:]}"


def _demo_keys(_ctx: "Context") -> dict[str, str]:
    return dict(DEMO_SECRETS)


def _fresh_keys(ctx: "Context") -> dict[str, str]:
    secrets: dict[str, str] = {}
    for name in ("signing", "response"):
        key = generate()
        certificate = self_signed(key, common_name=f"{name} key of one world", organization=_SUBJECT, not_before=ctx.wall)
        secrets[name] = certificate_pem(certificate).decode()
        secrets[f"{name}_private"] = private_pem(key).decode()
    return secrets


KEYS: Final[dict[KeyChoice, Callable[["Context"], dict[str, str]]]] = {KeyChoice.DEMO: _demo_keys, KeyChoice.FRESH: _fresh_keys}


async def _nobody(_unit: Unit, _event: Any) -> None:
    """Opening a world tells nobody."""
