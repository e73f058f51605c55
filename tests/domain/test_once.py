"""What is made once is made when it is wanted, and for each owner by itself."""

from emulator.domain.once import Once


class Pair:
    """Counts how often its sum is worked out."""

    def __init__(self, left: int, right: int) -> None:
        self.left, self.right = left, right
        self.times = 0

    @Once
    def sum(self) -> int:
        """Both together."""
        self.times += 1
        return self.left + self.right


def test_it_is_made_at_the_first_look_and_not_again() -> None:
    pair = Pair(1, 2)

    before = pair.times
    seen = [pair.sum, pair.sum]

    assert (before, seen, pair.times) == (0, [3, 3], 1)


def test_each_owner_has_its_own() -> None:
    assert (Pair(1, 2).sum, Pair(3, 4).sum) == (3, 7)


def test_what_was_made_can_be_forgotten() -> None:
    pair = Pair(1, 2)
    seen = pair.sum

    del pair.__dict__["sum"]
    pair.left = 5

    assert (seen, pair.sum) == (3, 7)
