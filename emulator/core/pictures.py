"""Pictures drawn by rule and written as PNG, the same bytes on every machine."""

import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

Colour = tuple[int, int, int]
Paint = Callable[[int, int], int]
"""Gives the index of the colour (0 to 3) at column and row."""

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_LARGEST_BLOCK: Final = 65_535
_BITS: Final = 2
_PER_BYTE: Final = 8 // _BITS

INK: Final[Colour] = (31, 41, 55)
PAPER: Final[Colour] = (243, 244, 246)
BLUE: Final[Colour] = (37, 99, 235)
GOLD: Final[Colour] = (202, 161, 61)
PALETTE: Final = (INK, PAPER, BLUE, GOLD)


@dataclass(frozen=True, slots=True)
class Picture:
    """One medium: its type, its bytes, and its size in pixels where it has one."""

    type: str
    data: bytes
    width: int | None = None
    height: int | None = None


def png(width: int, height: int, paint: Paint) -> Picture:
    """Return a PNG with a palette of four colours (W3C PNG, third edition).

    The pixels are stored, not compressed: compressors differ from build to build, and an asset's bytes never change.
    """
    header = struct.pack(">IIBBBBB", width, height, _BITS, 3, 0, 0, 0)
    rows = b"".join(b"\x00" + _packed([paint(x, y) for x in range(width)]) for y in range(height))
    palette = b"".join(bytes(colour) for colour in PALETTE)
    parts = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", _stored(rows)), (b"IEND", b""))
    return Picture("image/png", _SIGNATURE + b"".join(_chunk(*part) for part in parts), width, height)


def _packed(colours: Sequence[int]) -> bytes:
    padded = [*colours, *(0 for _ in range(-len(colours) % _PER_BYTE))]
    groups = (padded[start : start + _PER_BYTE] for start in range(0, len(padded), _PER_BYTE))
    return bytes(a << 6 | b << 4 | c << 2 | d for a, b, c, d in groups)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _stored(data: bytes) -> bytes:
    # A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4).
    return b"\x78\x01" + b"".join(_blocks(data)) + struct.pack(">I", zlib.adler32(data))


def _blocks(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _LARGEST_BLOCK):
        block = data[start : start + _LARGEST_BLOCK]
        last = start + _LARGEST_BLOCK >= len(data)
        yield struct.pack("<BHH", last, len(block), len(block) ^ 0xFFFF) + block
