"""Pictures drawn by rule: real ones, of a card's proportions."""

import struct
import zlib

from emulator.providers.vts.content import artwork


def pixels(data: bytes) -> bytes:
    """The image data of a PNG, unpacked."""
    place, found = 8, b""
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        found += data[place + 8 : place + 8 + length] if kind == b"IDAT" else b""
        place += 12 + length
    return zlib.decompress(found)


def test_card_art_has_the_proportions_of_a_card() -> None:
    art = artwork.card_art()

    assert art.width is not None
    assert art.height is not None
    assert abs(art.width / art.height - 1536 / 969) < 0.01
    assert len(pixels(art.data)) == art.height * (art.width // 4 + 1)


def test_a_symbol_is_square_and_the_same_every_time() -> None:
    symbol = artwork.symbol()

    assert symbol.width == symbol.height
    assert symbol == artwork.symbol()
