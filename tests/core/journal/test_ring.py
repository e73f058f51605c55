"""The journal keeps the newest exchanges within its bounds, world by world."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from emulator.core.journal import BEHIND, Exchange, Journal
from emulator.core.message import Outgoing, Request, Response

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def an_exchange(n: int, *, body: bytes = b"", world: str = "default", answer: bytes | None = b"") -> Exchange:
    request = Request("POST", "http://emulator.example/x", "/x", "", {}, body)
    response = None if answer is None else Response(200, answer)
    return Exchange(f"ex_{n:08d}", world, "sample", "greet", NOON, request, response)


def ids(journal: Journal, world: str = "default") -> list[str]:
    return [exchange.id for exchange in journal.newest_first(world)]


def test_the_newest_come_first() -> None:
    journal = Journal(most=10, most_bytes=1_000_000)
    for n in range(3):
        journal.append(an_exchange(n))

    assert ids(journal) == ["ex_00000002", "ex_00000001", "ex_00000000"]


def test_no_more_are_kept_than_was_said() -> None:
    journal = Journal(most=3, most_bytes=1_000_000)
    for n in range(10):
        journal.append(an_exchange(n))

    assert ids(journal) == ["ex_00000009", "ex_00000008", "ex_00000007"]
    assert (journal.evicted.total(), journal.find("ex_00000000")) == (7, None)


def test_no_more_bytes_are_kept_than_was_said() -> None:
    journal = Journal(most=1_000, most_bytes=10_000)
    for n in range(10):
        journal.append(an_exchange(n, body=bytes(2_000), answer=bytes(1_000)))

    assert ids(journal) == ["ex_00000009", "ex_00000008"]


def test_the_last_exchange_is_kept_whatever_its_size() -> None:
    journal = Journal(most=10, most_bytes=1_000)
    journal.append(an_exchange(1))

    journal.append(an_exchange(2, body=bytes(50_000)))

    assert ids(journal) == ["ex_00000002"]


@given(st.lists(st.tuples(st.integers(0, 3_000), st.sampled_from("ab")), max_size=60), st.integers(1, 20), st.integers(1_000, 30_000))
def test_bounds_hold_whatever_comes_and_goes(sizes: list[tuple[int, str]], most: int, most_bytes: int) -> None:
    journal = Journal(most=most, most_bytes=most_bytes)
    for n, (size, world) in enumerate(sizes):
        journal.append(an_exchange(n, body=bytes(size), world=world))
        if n % 7 == 6:
            journal.forget("a")

    kept = [exchange for world in "ab" for exchange in journal.newest_first(world)]
    assert len(kept) <= most
    assert len(kept) <= 1 or sum(exchange.size for exchange in kept) <= most_bytes


def test_worlds_see_their_own_exchanges_and_forget_their_own() -> None:
    journal = Journal(most=10, most_bytes=1_000_000)
    for n in range(4):
        journal.append(an_exchange(n, world="ab"[n % 2]))

    assert (ids(journal, "a"), ids(journal, "b")) == (["ex_00000002", "ex_00000000"], ["ex_00000003", "ex_00000001"])

    journal.forget("a")

    assert (ids(journal, "a"), ids(journal, "b")) == ([], ["ex_00000003", "ex_00000001"])


def test_who_reads_is_not_disturbed_by_what_comes_in() -> None:
    journal = Journal(most=2, most_bytes=1_000_000)
    journal.append(an_exchange(1))
    journal.append(an_exchange(2))

    reading = journal.newest_first("default")
    first = next(reading)
    journal.append(an_exchange(3))

    assert [exchange.id for exchange in (first, *reading)] == ["ex_00000002", "ex_00000001"]


def test_an_exchange_is_found_by_its_id() -> None:
    journal = Journal(most=10, most_bytes=1_000_000)
    journal.append(an_exchange(1))

    assert journal.find("ex_00000001") == an_exchange(1)
    assert journal.find("ex_00000002") is None


def test_ids_are_given_once_and_sort_by_time() -> None:
    journal = Journal(most=1, most_bytes=1_000)
    made = [journal.next_id() for _ in range(12)]

    assert made == sorted(set(made))


def test_subscribers_see_every_exchange_once_even_those_that_fall_out_at_once() -> None:
    journal, seen = Journal(most=1, most_bytes=1_000_000), list[str]()
    journal.subscribers.append(lambda exchange: seen.append(exchange.id))

    for n in range(3):
        journal.append(an_exchange(n))

    assert seen == ["ex_00000000", "ex_00000001", "ex_00000002"]


def test_an_exchange_says_who_began_it() -> None:
    outgoing = Exchange("ex_1", "default", "sample", "news", NOON, Outgoing("POST", "http://a.example", {}, b""))

    assert (an_exchange(1).direction, outgoing.direction) == ("inbound", "outbound")


def test_the_size_counts_what_is_held() -> None:
    exchange = an_exchange(1, body=bytes(10), answer=None)
    exchange.opened_request, exchange.opened_response = bytes(20), bytes(30)

    assert exchange.size - an_exchange(1, answer=None).size == 60


def test_the_latest_of_a_world_are_bounded_and_newest_first() -> None:
    journal = Journal(most=10, most_bytes=10**9)
    for number in range(6):
        journal.append(an_exchange(number, world="ours" if number % 2 else "theirs"))

    assert [exchange.id for exchange in journal.latest("ours", most=2)] == ["ex_00000005", "ex_00000003"]


async def test_whoever_watches_is_told_until_there_is_no_more() -> None:
    journal = Journal(most=2, most_bytes=1_000_000)
    with journal.watching() as one, journal.watching() as other:
        journal.append(an_exchange(1))
        journal.close()

        told = [await watcher.get() for watcher in (one, other, one, other)]

    assert [exchange.id if exchange else None for exchange in told] == ["ex_00000001", "ex_00000001", None, None]
    assert journal.subscribers == []


async def test_whoever_does_not_keep_up_loses_the_oldest() -> None:
    journal = Journal(most=2, most_bytes=1_000_000)
    with journal.watching() as watcher:
        for number in range(BEHIND + 5):
            journal.append(an_exchange(number))

        first = await watcher.get()

    assert first is not None
    assert first.id == "ex_00000005"


def test_a_mark_is_known_as_long_as_an_exchange_bears_it() -> None:
    journal = Journal(most=2, most_bytes=10**9)
    for number, mark in enumerate(("nonce", "nonce", "other")):
        journal.append(replace(an_exchange(number), mark=mark))
    known = [journal.bears("default", mark) for mark in ("nonce", "other", "")]

    journal.append(an_exchange(3))
    later = [journal.bears("default", mark) for mark in ("nonce", "other")]
    journal.forget("default")

    assert (known, later, journal.bears("theirs", "other")) == ([True, True, False], [False, True], False)
    assert not journal.bears("default", "other")


def test_ids_of_several_journals_bear_their_names() -> None:
    journal = Journal(most=2, most_bytes=10**9, name="7_")

    assert [journal.next_id(), journal.next_id()] == ["ex_7_00000001", "ex_7_00000002"]
