"""The pictures themselves, drawn by rule: abstract on purpose, they show nobody's marks."""

from emulator.core.pictures import BLUE, GOLD, Picture, png


def card_background() -> Picture:
    """A card of the proportions of ISO/IEC 7810 ID-1, with a band and a chip."""
    return png(160, 101, lambda x, y: 3 if 16 <= x < 40 and 36 <= y < 54 else 0 if 70 <= y < 74 else 2)


def ring(size: int) -> Picture:
    """A ring: stands where a network would put its brand."""
    outer, inner = (size // 2 - 2) ** 2, (size // 4) ** 2

    def paint(x: int, y: int) -> int:
        distance = (x - size // 2) ** 2 + (y - size // 2) ** 2
        return 3 if inner <= distance <= outer else 1

    return png(size, size, paint)


def halves(size: int) -> Picture:
    """A square of two colours along its diagonal: stands where an issuer would put its logo."""
    return png(size, size, lambda x, y: 2 if x > y else 0)


def squares(size: int) -> Picture:
    """Four squares: the logo of a token requestor that has none."""
    return png(size, size, lambda x, y: 2 if (2 * x < size) == (2 * y < size) else 3)


def vector_squares() -> Picture:
    """The same as scalable graphics."""
    blue, gold = ("#{:02x}{:02x}{:02x}".format(*colour) for colour in (BLUE, GOLD))
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2">'
        f'<rect width="2" height="2" fill="{gold}"/><path d="M0 0h1v2h1V1H0z" fill="{blue}"/></svg>'
    )
    return Picture("image/svg+xml", text.encode())
