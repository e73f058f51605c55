"""The drawn pictures, read by an independent reader of the format."""

import struct
import xml.etree.ElementTree as ET
import zlib

import pytest

from emulator.core.pictures import Picture
from emulator.providers.mdes.assets import artwork
from tests.core.test_pictures import chunks

PICTURES = (artwork.card_background(), artwork.ring(64), artwork.ring(32), artwork.halves(64), artwork.squares(64), artwork.ring(7))


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_is_a_png_of_the_size_it_says(picture: Picture) -> None:
    parts = dict(chunks(picture.data))

    width, height, depth, colour, *_ = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    rows = zlib.decompress(parts[b"IDAT"])
    assert (list(parts), picture.type) == ([b"IHDR", b"PLTE", b"IDAT", b"IEND"], "image/png")
    assert (width, height, depth, colour) == (picture.width, picture.height, 2, 3)
    assert len(rows) == height * (1 + (width + 3) // 4)


def test_the_vector_logo_is_well_formed() -> None:
    picture = artwork.vector_squares()

    assert picture.type == "image/svg+xml"
    assert ET.fromstring(picture.data).tag.endswith("svg")  # noqa: S314  # our own text
