"""Keys by name or by text, parsed once: the committed demo pool, and whatever clients registered."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from emulator.crypto.keys.keyring import KeyPair, Keyring, read_pair, ring

DEMO: Final = re.compile(r"demo:([a-z]+)/([a-z]+)")


class Keys:
    """Finds key pairs. A reference is `demo:mdes/request` (the committed pool) or the PEM text of a certificate."""

    def __init__(self, pool: Path) -> None:
        self._pool = pool
        self.pair = cache(self._pair)
        self.ring = cache(self._ring)

    def pool(self) -> Iterator[KeyPair]:
        """Give every pair of the committed pool that can open something, under its reference."""
        for path in sorted(self._pool.glob("*/*.key")):
            reference = f"demo:{path.parent.name}/{path.stem}"
            pair = self.pair(reference)
            yield KeyPair(reference, pair.certificate_pem, pair.private_key_pem)

    def _pair(self, reference: str) -> KeyPair:
        if reference.startswith("demo:"):
            demo = DEMO.fullmatch(reference)
            if demo is None:
                raise FileNotFoundError(f"{reference} names no .crt of the demo keys")
            return read_pair(self._pool / demo[1], demo[2])
        return KeyPair("registered", reference.encode())

    def _ring(self, *references: str) -> Keyring:
        return ring(self.pair(reference) for reference in references)
