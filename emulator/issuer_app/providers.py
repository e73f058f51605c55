"""What the issuer app asks of a token service, whichever it is."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from aiohttp import ClientError, ClientSession, ClientTimeout
from yarl import URL

from .errors import ProviderSilent, ProviderUnreachable
from .pan import Pan

if TYPE_CHECKING:
    from .wallets.handed import Handed

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CardInClear:
    """A card with its number opened: only for the moment in which a provider is asked."""

    pan: Pan
    exp_month: int
    exp_year: int
    holder: str
    network: str
    provider: str

    @property
    def expiry_month(self) -> str:
        """The month as providers write it, `MM`."""
        return f"{self.exp_month:02d}"

    @property
    def expiry_year(self) -> str:
        """The year as providers write it, `YY`."""
        return f"{self.exp_year % 100:02d}"


@dataclass(frozen=True, slots=True)
class Pushed:
    """A provider's answer to a pushed card: its own `reference`, good once, and the material that payloads are made from."""

    reference: str
    valid_until: datetime
    material: JsonObject


@dataclass(frozen=True, slots=True)
class TokenNews:
    """What a provider told about one token; None says nothing about that part.

    `expiry` is `MMYY`; `pan` is the card behind the token.
    """

    provider: str
    reference: str
    status: str | None
    suspended_by: tuple[str, ...]
    expiry: str | None
    last4: str | None
    pan: Pan | None
    reason_code: str


@dataclass(frozen=True, slots=True)
class Wallet:
    """How a payload for one wallet is made, and what the app on the phone does with it."""

    make: Callable[[CardInClear, Pushed], JsonObject]
    instructions: str


@dataclass(frozen=True, slots=True)
class SessionWallet:
    """How a payload is made that answers one session of a wallet: it is kept nowhere, and never given twice."""

    seal: "Callable[[CardInClear, Handed | None], Awaitable[JsonObject]]"
    instructions: str
    # What stands in for a wallet that has handed nothing over; None where nothing can.
    unasked: "Handed | None" = None


class Provider(Protocol):
    """A token service that cards are put into wallets with."""

    @property
    def wallets(self) -> Mapping[str, Wallet | SessionWallet]:
        """Payload makers by wallet name; the first is the default."""

    async def push(self, card: CardInClear, token_requestor_id: str) -> Pushed:
        """Announce the card to a token requestor, where the provider knows such a thing.

        Raises ProviderUnreachable, ProviderSilent or ProviderRefused.
        """


@dataclass(frozen=True, slots=True)
class Line:
    """The way to a provider's gateway: `name` as people call the provider, `timeout` in seconds."""

    session: ClientSession
    name: str
    url: str
    timeout: float

    async def post(self, rest: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """Send what was signed below the gateway's URL, and return status and body of the answer.

        Raises ProviderUnreachable or ProviderSilent.
        """
        # This very text was signed: the client must not normalise it.
        target, limit = URL(self.url + rest, encoded=True), ClientTimeout(total=self.timeout)
        try:
            async with self.session.post(target, data=body, headers=headers, timeout=limit, allow_redirects=False) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise ProviderSilent(self.name, self.timeout) from error
        except ClientError as error:
            raise ProviderUnreachable(self.name, self.url) from error
