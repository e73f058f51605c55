"""A client that signs whatever text it is told to, so that tests can make every mistake."""

import base64
from collections.abc import Mapping
from typing import Any, Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from emulator.crypto.signatures.oauth1 import SignedRequest
from emulator.crypto.signatures.oauth1_base_string import percent_encode
from emulator.crypto.signatures.oauth1_body_hash_mistakes import body_hash
from tests.crypto.known import demo, private

CONSUMER_KEY: Final = "0123456789abcdef" * 3 + "!" + "fedcba9876543210" * 3
BODY: Final = b'{"requestId":"1"}'
URL: Final = "http://127.0.0.1:8081/mdes/digitization/static/1/0/getToken"
PSS: Final = padding.PSS(padding.MGF1(hashes.SHA256()), 32)


def parameters(**changes: str) -> dict[str, str]:
    """Return the parameters that the official signer would send for `BODY`, changed where told."""
    usual = {
        "oauth_consumer_key": CONSUMER_KEY,
        "oauth_nonce": "SignerNonce00001",
        "oauth_timestamp": "1767225600",
        "oauth_signature_method": "RSA-SHA256",
        "oauth_version": "1.0",
        "oauth_body_hash": body_hash(BODY),
    }
    return {**usual, **changes}


def header(values: Mapping[str, str]) -> str:
    """Return the values as an Authorization header."""
    return "OAuth " + ",".join(f'{name}="{value}"' for name, value in values.items())


def signature(text: str, *, key: str = "signing", scheme: Any = None, digest: Any = None) -> str:
    """Return the base64 of the signature over `text`."""
    chosen = scheme or padding.PKCS1v15()
    octets = private(demo(key)).sign(text.encode(), chosen, digest or hashes.SHA256())
    return base64.b64encode(octets).decode()


def signed(
    text: str, values: Mapping[str, str] | None = None, *, url: str = URL, method: str = "POST", body: bytes = BODY
) -> SignedRequest:
    """Return a request whose signature covers `text`, whatever the request is."""
    sent = {**(values or parameters()), "oauth_signature": percent_encode(signature(text))}
    return SignedRequest(method, url, header(sent), body)


def joined(method: str, url: str, *items: str) -> str:
    """Return the base string of these ingredients, the items in the order given."""
    return f"{method}&{percent_encode(url)}&{percent_encode('&'.join(items))}"


def items(values: Mapping[str, str], *query: str) -> list[str]:
    """Return the sorted `name=value` texts."""
    return sorted([f"{name}={value}" for name, value in values.items()] + list(query))
