"""Keys and bodies of message-level encryption."""

import json
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from emulator.crypto import chance
from emulator.crypto.keys import rsa
from emulator.crypto.payloads.visa import mle
from tests.witness import vectors

INPUTS: Final = vectors("visa_mle")["inputs"]
EXPECTED: Final = vectors("visa_mle")["expected"]
KEY_ID: Final = INPUTS["key_id"]
PLAINTEXT: Final = b'{"consumerId":"consumer-1"}'


def key(name: str) -> RSAPrivateKey:
    """Return the private key of a side, "server" or "client"."""
    return rsa.load_own_private_key(INPUTS[name]["private_key_pem"].encode())


SERVER: Final = key("server")
CLIENT: Final = key("client")
KEYS: Final = {KEY_ID: SERVER}


def sealed(**changes: Any) -> bytes:
    """Return a good request body, changed where told."""
    usual = {"key_id": KEY_ID, "issued_at_ms": 1_700_000_000_000, "chance": chance.seeded(b"mle")}
    public_key = changes.pop("public_key", SERVER.public_key())
    return mle.seal(changes.pop("plaintext", PLAINTEXT), public_key, **{**usual, **changes})


def with_part(part: int, value: str) -> bytes:
    """Return a body whose token has another part."""
    parts = json.loads(sealed())["encData"].split(".")
    parts[part] = value
    return json.dumps({"encData": ".".join(parts)}).encode()
