"""Signed calls to Visa's API gateway."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from aiohttp import ClientSession

from ..errors import ProviderRefused
from ..providers import JsonObject, Line
from .keys import Secrets
from .x_pay_token import x_pay_token

NAME: Final = "Visa"


@dataclass(frozen=True, slots=True, repr=False)
class Gateway:
    """Sends JSON to Visa under an x-pay-token. `timeout` is in seconds, `now` gives UTC time."""

    session: ClientSession
    url: str
    secrets: Secrets
    timeout: float
    now: Callable[[], datetime]

    async def post(self, path: str, message: JsonObject) -> JsonObject:
        """Send a message whose fields are already encrypted, and return the answer.

        Raises ProviderUnreachable, ProviderSilent, or ProviderRefused.
        """
        body, query = json.dumps(message).encode(), f"apikey={quote(self.secrets.api_key, safe='')}"
        # The signature covers the bytes on the wire, so it comes last.
        token = x_pay_token(self.secrets.shared_secret, path=path, query=query, body=body, now=self.now())
        headers = {"x-pay-token": token, "Content-Type": "application/json", "Accept": "application/json"}
        status, answer = await Line(self.session, NAME, self.url, self.timeout).post(f"{path}?{query}", body, headers)
        told = _object(answer)
        if told is None or not 200 <= status < 300:
            raise _refusal(status, told or {})
        return told


def _object(answer: bytes) -> JsonObject | None:
    try:
        told: Any = json.loads(answer)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def _refusal(status: int, told: JsonObject) -> ProviderRefused:
    """Put either of Visa's two error forms into words: the gateway's has a code, a product's a reason."""
    for form, word in (("responseStatus", "code"), ("errorResponse", "reason")):
        error = told.get(form)
        if isinstance(error, dict) and isinstance(error.get(word), str):
            return ProviderRefused(NAME, error[word], str(error.get("message") or "") or None)
    return ProviderRefused(NAME, f"HTTP status {status}", None)
