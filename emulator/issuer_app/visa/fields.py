"""Encrypted fields (`enc...`): compact JWEs under a secret that both sides share, made with joserfc."""

import hashlib
import json
from typing import Any, Final

from joserfc import jwe
from joserfc.jwk import OctKey

ALGORITHMS: Final = ("A256GCMKW", "A256GCM")


def sealed(value: Any, *, key_id: str, secret: str) -> str:
    """Return the compact JWE of a JSON value; the wrapping key is SHA-256 of the secret's text."""
    header = {"alg": ALGORITHMS[0], "enc": ALGORITHMS[1], "kid": key_id}
    key = OctKey.import_key(hashlib.sha256(secret.encode()).digest())
    return jwe.encrypt_compact(header, json.dumps(value, ensure_ascii=False).encode(), key, algorithms=list(ALGORITHMS))
