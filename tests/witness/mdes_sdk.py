"""Drives Mastercard's own client of Customer Service, in an environment that holds it and nothing of ours.

Reads what to call from a JSON file named on the command line, and prints what came of it: one object for each call.
"""

import importlib
import json
import sys
import types
from pathlib import Path
from typing import Any

import mastercardmdescustomerservice as sdk
import requests
from mastercardapicore import APIException, Config, OAuthAuthentication, RequestMap
from mastercardapicore.core import controller
from mastercardapicore.security import Authentication

# The client hands `encoding` to json.loads, which Python 3.9 took away; without this every answer stays an unread text.
controller.json = types.SimpleNamespace(dumps=json.dumps, loads=lambda text, **_ignored: json.loads(text))


class ModernAuthentication(Authentication):  # type: ignore[misc]  # the client publishes no types
    """Signs with Mastercard's newer signer, where the client's own way to read a key store is gone."""

    def __init__(self, consumer_key: str, key_store: str, password: str, method: str) -> None:
        self._oauth = importlib.import_module("oauth1.oauth")
        self._consumer_key = consumer_key
        self._method = self._oauth.SignatureMethod[method]
        self._key = importlib.import_module("oauth1.authenticationutils").load_signing_key(key_store, password)

    def signRequest(self, _uri: str, request: Any) -> Any:  # noqa: N802  # the client's name for it
        """Return the request with its signature."""
        url = requests.Request(request.method, request.url, params=request.params).prepare().url
        header = self._oauth.OAuth.get_authorization_header(
            url, request.method, request.data or None, self._consumer_key, self._key, signature_method=self._method
        )
        request.headers["Authorization"] = header
        return request


def authentication(told: dict[str, str]) -> Authentication:
    """Return the client's own way to sign, or the newer one where a signature method is named."""
    if method := told.get("method"):
        return ModernAuthentication(told["consumer_key"], told["key_store"], told["password"], method)
    return OAuthAuthentication(told["consumer_key"], told["key_store"], "keyalias", told["password"])


def called(url: str, resource: str, members: dict[str, Any], context: str | None = None) -> dict[str, Any]:
    """Make one call with the class of this name, and return its answer, or what the client says of a refusal."""
    sdk.ResourceConfig.getInstance().setCustomEnvironment(url, context)
    request = RequestMap()
    request.setAll(members)
    kind = getattr(sdk, resource)
    try:
        answer = (kind.query if resource == "SystemStatus" else kind.create)(request)
    except APIException as refused:
        return {
            "status": refused.getHttpStatus(),
            "reason": refused.getReasonCode(),
            "message": refused.getMessage(),
            "source": refused.getSource(),
        }
    return {"answer": answer.getObject()}


def main(path: str) -> None:
    """Make every call of the file, in its order."""
    told = json.loads(Path(path).read_text(encoding="utf-8"))
    Config.setAuthentication(authentication(told))
    print(json.dumps([called(told["url"], **call) for call in told["calls"]]))


if __name__ == "__main__":
    main(sys.argv[1])
