"""Signed calls to Mastercard's API gateway."""

import json
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import ClientSession
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from oauth1.oauth import OAuth
from pydantic import ValidationError

from ..errors import ProviderRefused
from ..providers import Line
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
        headers = {"Authorization": signature, "Content-Type": "application/json"}
        status, answer = await Line(self.session, NAME, self.url, self.timeout).post(path, body, headers)
        if status != 200:
            raise _refusal(status, answer)
        return answer


def _refusal(status: int, answer: bytes) -> ProviderRefused:
    try:
        first = GatewayRefusal.model_validate_json(answer).Errors.Error[0]
    except ValidationError:
        return ProviderRefused(NAME, f"HTTP status {status}", None)
    return ProviderRefused(NAME, first.ReasonCode, first.Description)
