"""Drawn pictures, read by an independent reader of the format."""

import struct
import zlib
from collections.abc import Iterator

from emulator.core import pictures


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


def test_the_pixels_are_the_ones_that_were_painted() -> None:
    picture = pictures.png(5, 2, lambda x, y: (x + y) % 4)

    rows = zlib.decompress(dict(chunks(picture.data))[b"IDAT"])

    assert rows == bytes([0, 0b00011011, 0b00000000, 0, 0b01101100, 0b01000000])


def test_a_large_picture_is_stored_in_several_blocks() -> None:
    picture = pictures.png(600, 500, lambda _x, _y: 1)

    rows = zlib.decompress(dict(chunks(picture.data))[b"IDAT"])

    assert len(rows) == 500 * 151
