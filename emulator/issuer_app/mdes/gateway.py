"""Signed calls to Mastercard's API gateway."""

import json
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import ClientError, ClientSession, ClientTimeout
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from oauth1.oauth import OAuth
from pydantic import ValidationError
from yarl import URL

from ..errors import ProviderRefused, ProviderSilent, ProviderUnreachable
from .schemas import GatewayRefusal

NAME: Final = "MDES"


@dataclass(frozen=True, slots=True, repr=False)
class Gateway:
    """Sends JSON to MDES, signed with OAuth 1.0a (package `mastercard-oauth1-signer`). `timeout` is in seconds."""

    session: ClientSession
    url: str
    consumer_key: str
    signing_key: RSAPrivateKey
    timeout: float

    async def post(self, path: str, message: dict[str, Any]) -> bytes:
        """Send a message that is already encrypted and return the answer's body.

        Raises ProviderUnreachable, ProviderSilent, or ProviderRefused when the gateway does not let the request through.
        """
        url, body = self.url + path, json.dumps(message).encode()
        # The signature covers the bytes on the wire, so it comes after encryption and serialization.
        signature = OAuth.get_authorization_header(url, "POST", body, self.consumer_key, self.signing_key)
        status, answer = await self._send(url, body, {"Authorization": signature, "Content-Type": "application/json"})
        if status != 200:
            raise _refusal(status, answer)
        return answer

    async def _send(self, url: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        # The library signed this very text: the client must not normalise it.
        target, limit = URL(url, encoded=True), ClientTimeout(total=self.timeout)
        try:
            async with self.session.post(target, data=body, headers=headers, timeout=limit, allow_redirects=False) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise ProviderSilent(NAME, self.timeout) from error
        except ClientError as error:
            raise ProviderUnreachable(NAME, self.url) from error


def _refusal(status: int, answer: bytes) -> ProviderRefused:
    try:
        first = GatewayRefusal.model_validate_json(answer).Errors.Error[0]
    except ValidationError:
        return ProviderRefused(NAME, f"HTTP status {status}", None)
    return ProviderRefused(NAME, first.ReasonCode, first.Description)
