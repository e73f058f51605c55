"""The drawn pictures, read by an independent reader of the format."""

import struct
import xml.etree.ElementTree as ET
import zlib
from collections.abc import Iterator

import pytest

from emulator.providers.mdes.assets import artwork
from emulator.providers.mdes.assets.artwork import Picture

PICTURES = (artwork.card_background(), artwork.ring(64), artwork.ring(32), artwork.halves(64), artwork.squares(64), artwork.ring(7))


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG, checksums checked, as the W3C's specification lays them out."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    place = 8
    while place < len(data):
        (length,) = struct.unpack_from(">I", data, place)
        kind, body = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        assert struct.unpack_from(">I", data, place + 8 + length) == (zlib.crc32(kind + body),)
        yield kind, body
        place += 12 + length


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_is_a_png_of_the_size_it_says(picture: Picture) -> None:
    parts = dict(chunks(picture.data))

    width, height, depth, colour, *_ = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    rows = zlib.decompress(parts[b"IDAT"])
    assert (list(parts), picture.type) == ([b"IHDR", b"PLTE", b"IDAT", b"IEND"], "image/png")
    assert (width, height, depth, colour) == (picture.width, picture.height, 2, 3)
    assert len(rows) == height * (1 + (width + 3) // 4)


def test_the_pixels_are_the_ones_that_were_painted() -> None:
    picture = artwork.png(5, 2, lambda x, y: (x + y) % 4)

    rows = zlib.decompress(dict(chunks(picture.data))[b"IDAT"])

    assert rows == bytes([0, 0b00011011, 0b00000000, 0, 0b01101100, 0b01000000])


def test_a_large_picture_is_stored_in_several_blocks() -> None:
    picture = artwork.png(600, 500, lambda _x, _y: 1)

    rows = zlib.decompress(dict(chunks(picture.data))[b"IDAT"])

    assert len(rows) == 500 * 151


def test_the_vector_logo_is_well_formed() -> None:
    picture = artwork.vector_squares()

    assert picture.type == "image/svg+xml"
    assert ET.fromstring(picture.data).tag.endswith("svg")  # noqa: S314  # our own text
