"""Keys, texts and hand-made blocks of activation data."""

from collections.abc import Mapping
from typing import Final

from emulator.crypto.payloads.visa import tdea
from tests.witness import vectors

KEYS: Final[Mapping[str, bytes]] = {
    name: bytes.fromhex(key) for name, key in vectors("visa_mbpac")["inputs"]["wsd_keys_by_key_set"].items()
}
KEY_SET: Final = "476112.1"
KEY: Final = KEYS[KEY_SET]
NONCE: Final = bytes.fromhex(vectors("visa_mbpac")["inputs"]["session_nonce_hex"])
CODE: Final = b"nonce=91ab95b8;authcode=ZZLGEZ"
PAN: Final = "4761120010000492"


def envelope(ciphertext: bytes, kind: str = "MBPAC", key_set: str = KEY_SET) -> str:
    """Return the text around a ciphertext."""
    return f"{kind}-1-FK-{key_set}--TDEA-{ciphertext.hex().upper()}"


def around(block: bytes, kind: str = "MBPAC") -> str:
    """Return the text around a block of any content."""
    return envelope(tdea.encrypt_cbc(block, KEY), kind)
