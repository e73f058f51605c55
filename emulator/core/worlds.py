"""Opening a world: its parties from a seed file, and a set of credentials that lead into it."""

import json
from collections.abc import Callable, Iterable, Iterator
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
DEMO_API_KEY: Final = "TSPEMULATORDEMOAPIKEYNOTREAL000001"
DEMO_VISA_SECRETS: Final = {
    "shared_secret": "demo-shared-secret-for-signatures",
    "encryption_key_id": "TSPEMULATORDEMOENCRYPTIONKEY000001",
    "encryption_secret": "demo-shared-secret-for-encryption",
    "outbound_secret": "demo-shared-secret-for-notices-00",
    "mle_key_id": "e0000000-0000-4000-8000-000000000001",
    "mle_client": "demo:vts/client",
    "requestor": "50123456789",
}
DEMO_SECRET_KEY: Final = "sk_test_tspemulatordemo"
_SUBJECT: Final = "tsp-emulator demo (NOT a card network)"


class KeyChoice(StrEnum):
    """Whose RSA keys a world uses: the committed demo pair, or fresh ones (some 40 ms each)."""

    DEMO = "demo"
    FRESH = "fresh"


@dataclass(frozen=True, slots=True)
class Plan:
    """The world to open; `is_demo` gives it the published demo credentials. `credentials` are kept in place of new ones."""

    namespace: Namespace
    issuer_url: str
    keys: KeyChoice = KeyChoice.DEMO
    is_demo: bool = False
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
        credentials = plan.credentials or tuple(_credentials(ctx, plan))
        for credential in credentials:
            await unit.worlds.add_credential(credential)
        return list(credentials)

    def parties(self, plan: Plan) -> list[Party]:
        """Return the parties that stand around such a world at its beginning."""
        # Escaped as the inside of a JSON text: a URL is somebody else's.
        issuer_url = json.dumps(plan.issuer_url)[1:-1]
        seeds = json.loads(self.seed_file.read_text().replace("{issuer_url}", issuer_url))
        return [READERS[kind](body) for kind, many in (("issuer", "issuers"), ("requestor", "requestors")) for body in seeds[many]]


def _credentials(ctx: "Context", plan: Plan) -> Iterator[Credential]:
    world = plan.namespace.id
    if plan.is_demo:
        yield Credential("mdes", DEMO_CONSUMER_KEY, world, DEMO_SECRETS)
        yield Credential("visa", DEMO_API_KEY, world, DEMO_VISA_SECRETS)
        yield Credential("stripe", DEMO_SECRET_KEY, world, {})
        return
    certified = KEYS[plan.keys]
    yield Credential("mdes", _consumer_key(ctx.ids), world, {**DEMO_SECRETS, **certified(ctx, tuple(DEMO_SECRETS))})
    yield Credential("visa", ctx.ids.alphanumeric(34), world, {**_shared_secrets(ctx.ids), **certified(ctx, ("mle_client",))})
    yield Credential("stripe", f"sk_test_{ctx.ids.letters(24)}", world, {})


def _consumer_key(ids: Ids) -> str:
    drawn = "".join(ids.hex_uuid() for _ in range(3))
    return f"{drawn[:48]}!{drawn[48:]}"


def _shared_secrets(ids: Ids) -> dict[str, str]:
    drawn = {name: ids.letters(32) for name in ("shared_secret", "encryption_secret", "outbound_secret")}
    return {**DEMO_VISA_SECRETS, **drawn, "encryption_key_id": ids.alphanumeric(34), "mle_key_id": ids.uuid()}


def _demo_keys(_ctx: "Context", _names: Iterable[str]) -> dict[str, str]:
    """Change nothing: the demo keys stay."""
    return {}


def _fresh_keys(ctx: "Context", names: Iterable[str]) -> dict[str, str]:
    secrets: dict[str, str] = {}
    for name in names:
        key = generate()
        certificate = self_signed(key, common_name=f"{name} key of one world", organization=_SUBJECT, not_before=ctx.wall)
        secrets[name] = certificate_pem(certificate).decode()
        secrets[f"{name}_private"] = private_pem(key).decode()
    return secrets


KEYS: Final[dict[KeyChoice, Callable[["Context", Iterable[str]], dict[str, str]]]] = {
    KeyChoice.DEMO: _demo_keys,
    KeyChoice.FRESH: _fresh_keys,
}


async def _nobody(_unit: Unit, _event: Any) -> None:
    """Opening a world tells nobody."""
