"""Issuers and token requestors as rows: one JSON body each."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from emulator.domain.pan import Network, Pan
from emulator.domain.parties import AccountRange, Issuer, Party, PushMethod, Requestor
from emulator.storage.engine.conflicts import OrUpdate
from emulator.storage.engine.statements import Rows
from emulator.storage.tables import parties

_WORLD = parties.c.namespace == bindparam("world")
_INSERT = insert(parties)
PUT = _INSERT.ext(OrUpdate(index_elements=["namespace", "kind", "id"], set_={"body": _INSERT.excluded.body}))
ONE = select(parties.c.body).where(_WORLD, parties.c.kind == bindparam("kind"), parties.c.id == bindparam("id"))
ALL = select(parties.c.body).where(_WORLD, parties.c.kind == bindparam("kind")).order_by(parties.c.id)
REMEMBERED: Final = 1_024
REMOVE = delete(parties).where(_WORLD, parties.c.kind == bindparam("kind"), parties.c.id == bindparam("id"))


class Parties:
    """The parties of one world."""

    def __init__(self, rows: Rows, namespace: str) -> None:
        self._rows = rows
        self._namespace = namespace
        # One request asks for the same few again and again; a unit lives too briefly for others to change them.
        self._issuers: list[Issuer] | None = None
        self._issuer_by_id: dict[str, Issuer | None] = {}
        self._requestor_by_id: dict[str, Requestor | None] = {}

    async def put(self, party: Party) -> None:
        """Keep a party, in place of the one with the same id."""
        self._forget()
        body = json.dumps(asdict(party))
        await self._rows.execute(PUT, {"namespace": self._namespace, "kind": _kind(party), "id": party.id, "body": body})

    async def remove(self, kind: str, party_id: str) -> bool:
        """Forget a party; False when there was none."""
        self._forget()
        return await self._rows.execute(REMOVE, {"world": self._namespace, "kind": kind, "id": party_id}) == 1

    async def requestor(self, requestor_id: str) -> Requestor | None:
        """Return the token requestor with this TRID."""
        if requestor_id not in self._requestor_by_id:
            row = await self._rows.first(ONE, {"world": self._namespace, "kind": "requestor", "id": requestor_id})
            self._requestor_by_id[requestor_id] = _requestor_in(row[0]) if row else None
        return self._requestor_by_id[requestor_id]

    async def requestors(self) -> list[Requestor]:
        """Return all token requestors, by id."""
        rows = await self._rows.fetch(ALL, {"world": self._namespace, "kind": "requestor"})
        return [_requestor_in(row[0]) for row in rows]

    async def issuer(self, issuer_id: str) -> Issuer | None:
        """Return the issuer with this id."""
        if issuer_id not in self._issuer_by_id:
            row = await self._rows.first(ONE, {"world": self._namespace, "kind": "issuer", "id": issuer_id})
            self._issuer_by_id[issuer_id] = _issuer_in(row[0]) if row else None
        return self._issuer_by_id[issuer_id]

    async def issuers(self) -> list[Issuer]:
        """Return all issuers, by id."""
        if self._issuers is None:
            rows = await self._rows.fetch(ALL, {"world": self._namespace, "kind": "issuer"})
            self._issuers = [_issuer_in(row[0]) for row in rows]
            self._issuer_by_id |= {issuer.id: issuer for issuer in self._issuers}
        return list(self._issuers)

    async def named(self, handle: str) -> Party | None:
        """Return the party with this handle; None when it is gone."""
        kind, _, party_id = handle.partition(":")
        return await (self.issuer(party_id) if kind == "issuer" else self.requestor(party_id))

    async def issuer_of(self, pan: Pan) -> Issuer | None:
        """Return the issuer in whose account ranges the card lies: the narrowest range wins."""
        found = [(int(r.high) - int(r.low), issuer) for issuer in await self.issuers() for r in issuer.ranges if r.holds(pan)]
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def _forget(self) -> None:
        self._issuers = None
        self._issuer_by_id.clear()
        self._requestor_by_id.clear()


def _kind(party: Party) -> str:
    return "issuer" if isinstance(party, Issuer) else "requestor"


def _issuer(body: Mapping[str, Any]) -> Issuer:
    ranges = tuple(AccountRange(r["low"], r["high"], Network(r["network"])) for r in body["ranges"])
    return Issuer(**{**body, "ranges": ranges, "tav_keys": tuple(body["tav_keys"])})


def _requestor(body: Mapping[str, Any]) -> Requestor:
    lists = {
        "networks": tuple(Network(name) for name in body["networks"]),
        "push_methods": tuple(PushMethod(**method) for method in body["push_methods"]),
        "account_holder_data": tuple(body["account_holder_data"]),
    }
    return Requestor(**{**body, **lists})


# The same few rows are read at every request. What is remembered is what a text says, never what the database holds.
@lru_cache(maxsize=REMEMBERED)
def _issuer_in(body: str) -> Issuer:
    return _issuer(json.loads(body))


@lru_cache(maxsize=REMEMBERED)
def _requestor_in(body: str) -> Requestor:
    return _requestor(json.loads(body))


READERS: Final[Mapping[str, Callable[[Mapping[str, Any]], Party]]] = {"issuer": _issuer, "requestor": _requestor}
