"""Chance: reproducible under a seed, from the system otherwise."""

from hypothesis import given
from hypothesis import strategies as st

from emulator.crypto import chance


@given(key=st.binary(max_size=40), cuts=st.lists(st.integers(0, 50), max_size=10))
def test_a_seeded_stream_does_not_depend_on_how_it_is_cut(key: bytes, cuts: list[int]) -> None:
    in_pieces, at_once = chance.seeded(key), chance.seeded(key)

    pieces = b"".join(in_pieces(cut) for cut in cuts)

    assert pieces == at_once(sum(cuts))


def test_two_seeds_give_two_streams() -> None:
    assert chance.seeded(b"1")(32) != chance.seeded(b"2")(32)


def test_the_stream_of_a_seed_never_changes() -> None:
    # Recorded tapes hold what came from it.
    assert chance.seeded(b"tape")(16).hex() == "953a0b4b41f9af15c6fa673e80e12253"


@given(key=st.binary(max_size=40), lengths=st.lists(st.integers(0, 50), max_size=10))
def test_a_hashed_source_repeats_itself_for_the_same_calls(key: bytes, lengths: list[int]) -> None:
    first, second = chance.hashed(key), chance.hashed(key)

    drawn = [first(length) for length in lengths]

    assert drawn == [second(length) for length in lengths]
    assert [len(octets) for octets in drawn] == lengths


def test_a_hashed_source_never_draws_the_same_twice() -> None:
    source = chance.hashed(b"one key")

    drawn = {source(16) for _ in range(1_000)}

    assert (len(drawn), drawn & {chance.hashed(b"another key")(16)}) == (1_000, set())


def test_the_systems_source_gives_as_many_bytes_as_asked_for() -> None:
    assert [len(chance.system(length)) for length in (0, 1, 16)] == [0, 1, 16]
