"""Many clients change the same tokens at once: what is left is what some order of the acknowledged calls leaves."""

import random
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

import pytest

from tests.flows.customer import Customer
from tests.flows.processes import Program

CLIENTS: Final = 32
CALLS: Final = 6
TOKENS: Final = 3

# Written by hand from MDES's public life cycle: what a call does to (status, suspenders), by who asks.
State = tuple[str, frozenset[str]]


@dataclass(frozen=True)
class Change:
    """One acknowledged call, and what it was answered."""

    operation: str
    by: str
    reference: str
    answered: str | None


def after(state: State, operation: str, by: str) -> State | None:
    """Return the state after a call; None when it must be refused."""
    status, holders = state
    if status == "DEACTIVATED":
        return None
    if operation == "delete":
        return "DEACTIVATED", frozenset()
    left = holders | {by} if operation == "suspend" else holders - {by}
    return ("SUSPENDED" if left else "ACTIVE"), left


def act(url: str, seed: int, references: list[str]) -> list[Change]:
    """Call at random; return what was acknowledged, in this client's own order."""
    customer, chance = Customer(url), random.Random(seed)
    done = []
    for _ in range(CALLS):
        operation = chance.choices(("suspend", "unsuspend", "delete"), (6, 6, 1))[0]
        by, reference = chance.choice(("CARDHOLDER", "TOKEN_REQUESTOR")), chance.choice(references)
        body = {"requestId": "1", "tokenUniqueReferences": [reference], "causedBy": by, "reasonCode": "OTHER"}
        answer = customer.post(operation, body)
        assert answer.status_code == 200, answer.text
        (told,) = answer.json()["tokens"]
        done.append(Change(operation, by, reference, told.get("status")))
    return done


def replayed(history: list[Mapping[str, Any]]) -> State:
    """Walk the history from the beginning, and check that every line follows from the one before it."""
    state: State = ("ACTIVE", frozenset())
    words = {"active": "ACTIVE", "suspended": "SUSPENDED", "deleted": "DEACTIVATED"}
    names = {"cardholder": "CARDHOLDER", "requestor": "TOKEN_REQUESTOR"}
    for move in history[1:]:
        assert words[move["before"]] == state[0]
        by = names[move["by"]]
        ways = [after(state, operation, by) for operation in ("suspend", "unsuspend", "delete")]
        # Wishes that were fulfilled already leave no line, so every line is a change; and what changed says which call it was.
        state = next(way for way in ways if way and way != state and way[0] == words[move["after"]])
    return state


@pytest.mark.parametrize("seed", [1, 2])
def test_the_end_is_that_of_some_order_of_what_was_acknowledged(emulator_on: Program, seed: int) -> None:
    owner = Customer(emulator_on.url)
    references = [owner.tokenize("5123456789012345")["tokenUniqueReference"] for _ in range(TOKENS)]

    with ThreadPoolExecutor(CLIENTS) as pool:
        jobs = [pool.submit(act, emulator_on.url, seed * 1_000 + client, references) for client in range(CLIENTS)]
        changes = [change for job in jobs for change in job.result()]

    told = Counter(reference for body in notices(owner) for reference in references if reference in body)
    for reference in references:
        shown = owner.admin("GET", f"tokens/{reference}")
        status, holders = replayed(shown["history"])
        assert owner.status(reference) == status
        assert {name.upper() for name in shown["holders"]} == {name.replace("TOKEN_", "") for name in holders}
        # One notice for the beginning and for every move, no more and no less.
        assert told[reference] == len(shown["history"])
        mine = [change for change in changes if change.reference == reference]
        deletions = [change for change in mine if change.operation == "delete" and change.answered]
        assert len(deletions) == (status == "DEACTIVATED")
        moved = len(shown["history"]) - 1
        assert moved <= sum(change.answered is not None for change in mine)


def notices(owner: Customer) -> list[str]:
    """The bodies of all notices that tell of a move."""
    bodies, cursor = [], None
    while True:
        page = owner.admin("GET", "outbox", limit=500, **({"cursor": cursor} if cursor else {}))
        bodies += [str(notice) for notice in page["notices"] if notice["name"] == "notify_token_updated"]
        cursor = page["next_cursor"]
        if cursor is None:
            return bodies
