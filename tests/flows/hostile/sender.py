"""Sends requests that are signed as they should be, whatever they hold, and holds each answer against the provider's shape."""

import json
import time
from collections.abc import Mapping
from itertools import count
from typing import Any, Final
from urllib.parse import urlencode

import requests
import stripe._encode
from requests.auth import AuthBase

from emulator.core.operation import AnyOperation
from emulator.core.provider import Api
from tests.flows import visa_client
from tests.flows.customer import TIMEOUT, Customer
from tests.flows.hostile.shapes import shape_of

STRIPE_KEY: Final = "sk_test_hostile"
# Seconds on both sides of now in which Visa believes a signature.
WINDOW: Final = 500
# Bytes of the longest request line that is read.
LONGEST_LINE: Final = 65_536 - 100


class VisaAuth(AuthBase):
    """Signs as a token requestor of Visa does; a token is good once, so equal requests need other times."""

    def __init__(self) -> None:
        self._ticks = count()

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        path, _, query = str(request.path_url).partition("?")
        full = path.lstrip("/")
        resource = full if path.startswith("/vts/") else full.partition("/")[2]
        body = request.body or b""
        at = str(int(time.time()) + next(self._ticks) % WINDOW - WINDOW // 2)
        signature = visa_client.mac(
            visa_client.SECRET, at, resource=resource, query=query, body=body if isinstance(body, bytes) else body.encode()
        )
        request.headers["x-pay-token"] = f"xv2:{at}:{signature}"
        return request


class StripeAuth(AuthBase):
    """Names the secret key."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {STRIPE_KEY}"
        return request


class Sender:
    """One caller of everything at one emulator."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._session = requests.Session()
        self._auth: dict[str, AuthBase] = {"mdes": Customer(url).auth, "vts": VisaAuth(), "stripe": StripeAuth()}

    def send(self, api: Api, operation: AnyOperation, *, body: bytes, headers: Mapping[str, str], path: str = "", query: str = "") -> None:
        """Send one request, signed as it should be.

        Raises:
            AssertionError: the answer is late, or not one that the provider would give.
        """
        shape, provider = shape_of(api.name), api.name.partition(".")[0]
        wanted = "&".join(part for part in (query, f"apiKey={visa_client.API_KEY}" * (provider == "vts")) if part)
        url = f"{self.url}{path or operation.path}{'?' * bool(wanted)}{wanted}"
        began = time.monotonic()

        answer = self._session.request(
            operation.method, url, data=body, headers=dict(headers), auth=self._auth.get(provider), timeout=TIMEOUT, stream=True
        )

        assert time.monotonic() - began < 1.0
        if len(str(answer.request.url)) > LONGEST_LINE:
            assert (answer.status_code, answer.json()["code"]) == (400, "line_too_long")
            return
        assert answer.status_code in shape.statuses, answer.text
        if answer.headers["Content-Type"].startswith("text/event-stream"):
            answer.close()
            return
        assert "Traceback" not in answer.text
        if "json" in answer.headers["Content-Type"]:
            assert shape.holds(answer.status_code, answer.json()), answer.text
        else:
            assert answer.status_code == 200, answer.text

    def send_message(self, api: Api, operation: AnyOperation, message: Any, media: str) -> None:
        """Send a message as the provider's callers write it: a form for Stripe, in the query where there is no body."""
        if api.name == "stripe":
            self.send_form(api, operation, form_of(message))
        else:
            self.send(api, operation, body=json.dumps(message).encode("utf-8", "surrogatepass"), headers={"Content-Type": media})

    def send_form(self, api: Api, operation: AnyOperation, form: bytes) -> None:
        """Send a form: in the body, or in the query where there is none."""
        if operation.method == "POST":
            self.send(api, operation, body=form, headers={"Content-Type": "application/x-www-form-urlencoded"})
        else:
            self.send(api, operation, body=b"", headers={}, query=form.decode("latin-1"))


def form_of(message: Any) -> bytes:
    """A form as Stripe's own library writes it; what that cannot write is left out."""
    members = message if isinstance(message, dict) else {"value": message}
    return urlencode(list(stripe._encode._api_encode(members)), errors="replace").encode()
