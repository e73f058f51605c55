"""The pictures themselves, drawn by rule: abstract on purpose, they show nobody's marks."""

from typing import Final

from emulator.core.pictures import Picture, png

# Visa's samples show card art of 1536 by 969 pixels; a quarter of each side keeps answers small (our own choice).
WIDTH: Final = 384
HEIGHT: Final = 242
SYMBOL: Final = 64


def card_art() -> Picture:
    """A card of the proportions of ISO/IEC 7810 ID-1: a chip, and a band along its lower edge."""
    return png(WIDTH, HEIGHT, lambda x, y: 3 if 36 <= x < 96 and 84 <= y < 130 else 0 if y >= HEIGHT - 40 else 2)


def symbol() -> Picture:
    """A disc: stands where a network would put its brand."""
    middle, radius = SYMBOL // 2, (SYMBOL // 2 - 2) ** 2
    return png(SYMBOL, SYMBOL, lambda x, y: 2 if (x - middle) ** 2 + (y - middle) ** 2 <= radius else 1)
