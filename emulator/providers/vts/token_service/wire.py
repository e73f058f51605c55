"""How the Token Service speaks to token requestors, and what it says first."""

from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

from emulator.core.context import Context
from emulator.core.message import JSON_HEADERS, Outgoing
from emulator.core.operation import Notice
from emulator.crypto.signatures import x_pay_token
from emulator.crypto.signatures.x_pay_token import SignedRequest
from emulator.domain.parties import Requestor
from emulator.providers.vts.requestors import REQUESTOR
from emulator.providers.vts.wire import VisaWire
from emulator.providers.vts.x_pay_token import HEADER, KIND
from emulator.storage.unit import Unit

# Nothing is published of retries: our own choice.
RETRIES: Final = (1, 10, 60)
SECRET: Final = "outbound_secret"


@dataclass(frozen=True, slots=True)
class Listener:
    """A requestor that listens, and what its notices are signed with; both empty where it has no credential."""

    requestor: Requestor
    api_key: str = ""
    secret: str = field(default="", repr=False)


class TokenServiceWire(VisaWire):
    """Speaks as all products of Visa do; hints to requestors are signed as their requests are (our own choice)."""

    @property
    def retries(self) -> tuple[int, ...]:
        """Seconds from each failed attempt to the next."""
        return RETRIES

    async def receiver(self, unit: Unit, name: str) -> Listener | None:
        """Return the requestor with the credential that speaks for it; None when it is gone."""
        party = await unit.parties.named(name)
        if not isinstance(party, Requestor):
            return None
        known = [one for one in await unit.worlds.credentials(unit.namespace) if one.kind == KIND]
        own = next((one for one in known if one.secrets.get(REQUESTOR) == party.id and SECRET in one.secrets), None)
        return Listener(party, own.name, own.secrets[SECRET]) if own else Listener(party)

    def prepare_notice(self, ctx: Context, notice: Notice, receiver: Any, *, url: str, body: bytes) -> Outgoing:
        """Return one attempt, signed anew; unsigned where the requestor has no credential."""
        if not receiver.api_key:
            return Outgoing("POST", url, JSON_HEADERS, body, opened=body)
        query = f"apiKey={quote(receiver.api_key, safe='')}"
        path = "/" + url.partition("://")[2].partition("/")[2]
        signed = SignedRequest(None, path, query, body)
        token = x_pay_token.sign(signed, receiver.secret, timestamp=int(ctx.wall.timestamp()), rule="full-path")
        return Outgoing("POST", f"{url}?{query}", {**JSON_HEADERS, HEADER: token}, body, opened=body)
