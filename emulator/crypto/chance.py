"""Randomness as an argument: a source that gives n bytes, either the system's or a reproducible stream."""

import hashlib
import os
from collections.abc import Callable
from itertools import count
from typing import Final, TypeAlias

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

Chance: TypeAlias = Callable[[int], bytes]
"""Called with n, returns n bytes. Every function here that needs randomness takes one."""

system: Chance = os.urandom

_ZERO_COUNTER: Final = bytes(16)
_COUNT_BYTES: Final = 8


def hashed(key: bytes) -> Chance:
    """Return a source of which nobody promises anything but that one key gives the same bytes for the same sequence of calls.

    Each draw is a SHAKE256 (FIPS 202) of `key` and its number: a few draws cost less than building a cipher.
    """
    numbers = count()

    def draw(length: int) -> bytes:
        return hashlib.shake_256(key + next(numbers).to_bytes(_COUNT_BYTES, "big")).digest(length)

    return draw


def seeded(key: bytes) -> Chance:
    """Return a reproducible source: the key stream of AES-256 in counter mode under SHA-256 of `key`.

    Two sources of one key give the same bytes for the same sequence of calls, and the stream does not depend on how
    it is cut into draws. The first draw builds the cipher, so a source that is never asked costs one hash.
    """
    secret = hashlib.sha256(key).digest()
    stream = Cipher(algorithms.AES(secret), modes.CTR(_ZERO_COUNTER)).encryptor()

    def draw(length: int) -> bytes:
        return stream.update(bytes(length))

    return draw
