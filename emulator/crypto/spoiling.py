"""Sealed and signed messages spoilt on purpose, so that receivers can be seen to refuse them.

What is sealed is found by its form: compact JWE and JWS (RFC 7516, RFC 7515), and the members of Mastercard's field-level
encryption (package mastercard-client-encryption).
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Final

from emulator.crypto.chance import Chance
from emulator.crypto.jose import base64url

_JWE: Final = re.compile(rb"(?P<header>eyJ[\w-]+)\.(?P<key>[\w-]*)\.(?P<iv>[\w-]*)\.(?P<data>[\w-]+)\.(?P<tag>[\w-]+)")
_JWS: Final = re.compile(rb"(?P<header>eyJ[\w-]+)\.(?P<payload>[\w-]+)\.(?P<tag>[\w-]+)(?![\w.-])")
_NOBODYS_KEY: Final = "key-that-nobody-has"


def _member(name: str) -> re.Pattern[bytes]:
    return re.compile(rb'(?P<before>"%s"\s*:\s*")(?P<hex>[0-9a-fA-F]+)"' % name.encode())


_FLE_DATA, _FLE_KEY, _FLE_FINGERPRINT = (_member(name) for name in ("encryptedData", "encryptedKey", "publicKeyFingerprint"))

# Signatures in headers, by the header's name: Stripe's webhooks, Visa's x-pay-token, OAuth 1.0a.
SIGNATURES: Final[Mapping[str, re.Pattern[str]]] = {
    "stripe-signature": re.compile(r"(?<=v1=)[0-9a-f]"),
    "x-pay-token": re.compile(r"(?<=:)[0-9a-f](?=[0-9a-f]*$)"),
    "authorization": re.compile(r'(?<=oauth_signature=")\w'),
}


def broken_tag(body: bytes, _chance: Chance) -> bytes:
    """Return a message whose authentication does not hold: JWE tag or JWS signature changed, or padding broken where there is neither."""
    if _JWE.search(body) or _JWS.search(body):
        return _JWS.sub(_other_tag, _JWE.sub(_other_tag, body))
    return _FLE_DATA.sub(_broken_padding, body)


def wrong_kid(body: bytes, _chance: Chance) -> bytes:
    """Return a message that names a key which nobody has. A JWE's header is authenticated, so its tag does not hold either."""
    return _FLE_FINGERPRINT.sub(lambda found: found["before"] + b"0" * len(found["hex"]) + b'"', _JWE.sub(_other_kid, body))


def wrong_key(body: bytes, chance: Chance) -> bytes:
    """Return a message whose content key was wrapped for somebody else: to the receiver, that is noise of the same length."""

    def other_key(found: re.Match[bytes]) -> bytes:
        noise = base64url.encode(chance(len(base64url.decode(found["key"].decode())))).encode()
        return b".".join((found["header"], noise, found["iv"], found["data"], found["tag"]))

    def other_hex(found: re.Match[bytes]) -> bytes:
        return found["before"] + chance(len(found["hex"]) // 2).hex().encode() + b'"'

    return _FLE_KEY.sub(other_hex, _JWE.sub(other_key, body))


def malformed_json(body: bytes, _chance: Chance) -> bytes:
    """Return the first half of a message, as if it were whole."""
    return body[: len(body) // 2]


def bad_signature(headers: Mapping[str, str]) -> dict[str, str]:
    """Return headers in which every signature differs in one digit."""
    spoilt = dict(headers)
    for name, value in headers.items():
        if pattern := SIGNATURES.get(name.lower()):
            spoilt[name] = pattern.sub(lambda found: _other_digit(found[0]), value, count=1)
    return spoilt


Spoil = Callable[[bytes, Chance], bytes]


def _other_digit(digit: str) -> str:
    return "1" if digit == "0" else "0"


def _other_tag(found: re.Match[bytes]) -> bytes:
    start, tag = found[0][: -len(found["tag"])], found["tag"]
    return start + (b"B" if tag[:1] == b"A" else b"A") + tag[1:]


def _other_kid(found: re.Match[bytes]) -> bytes:
    header = json.loads(base64url.decode(found["header"].decode()))
    renamed = base64url.encode(json.dumps({**header, "kid": _NOBODYS_KEY}, separators=(",", ":")).encode()).encode()
    return b".".join((renamed, found["key"], found["iv"], found["data"], found["tag"]))


def _broken_padding(found: re.Match[bytes]) -> bytes:
    data = bytearray.fromhex(found["hex"].decode())
    # CBC: a bit changed in one block changes the same bit of the next, and no padding byte has its highest bit set.
    place = -17 if len(data) > 16 else -1
    data[place] ^= 0x80
    return found["before"] + data.hex().encode() + b'"'
