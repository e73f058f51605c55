"""Issuers and token requestors as rows: one JSON body each."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from emulator.domain.pan import Network, Pan
from emulator.domain.parties import AccountRange, Issuer, Party, PushMethod, Requestor
from emulator.storage.engine.statements import Rows
from emulator.storage.tables import parties

_WORLD = parties.c.namespace == bindparam("world")
_INSERT = insert(parties)
PUT = _INSERT.on_conflict_do_update(index_elements=["namespace", "kind", "id"], set_={"body": _INSERT.excluded.body})
ONE = select(parties.c.body).where(_WORLD, parties.c.kind == bindparam("kind"), parties.c.id == bindparam("id"))
ALL = select(parties.c.body).where(_WORLD, parties.c.kind == bindparam("kind")).order_by(parties.c.id)
REMOVE = delete(parties).where(_WORLD, parties.c.kind == bindparam("kind"), parties.c.id == bindparam("id"))


class Parties:
    """The parties of one world."""

    def __init__(self, rows: Rows, namespace: str) -> None:
        self._rows = rows
        self._namespace = namespace
        # Whoever brings many cards asks for each in whose ranges it lies; a unit lives too briefly for others to change them.
        self._issuers: list[Issuer] | None = None

    async def put(self, party: Party) -> None:
        """Keep a party, in place of the one with the same id."""
        self._issuers = None
        body = json.dumps(asdict(party))
        await self._rows.execute(PUT, {"namespace": self._namespace, "kind": _kind(party), "id": party.id, "body": body})

    async def remove(self, kind: str, party_id: str) -> bool:
        """Forget a party; False when there was none."""
        self._issuers = None
        return await self._rows.execute(REMOVE, {"world": self._namespace, "kind": kind, "id": party_id}) == 1

    async def requestor(self, requestor_id: str) -> Requestor | None:
        """Return the token requestor with this TRID."""
        row = await self._rows.first(ONE, {"world": self._namespace, "kind": "requestor", "id": requestor_id})
        return _requestor(json.loads(row[0])) if row else None

    async def requestors(self) -> list[Requestor]:
        """Return all token requestors, by id."""
        rows = await self._rows.fetch(ALL, {"world": self._namespace, "kind": "requestor"})
        return [_requestor(json.loads(row[0])) for row in rows]

    async def issuer(self, issuer_id: str) -> Issuer | None:
        """Return the issuer with this id."""
        row = await self._rows.first(ONE, {"world": self._namespace, "kind": "issuer", "id": issuer_id})
        return _issuer(json.loads(row[0])) if row else None

    async def issuers(self) -> list[Issuer]:
        """Return all issuers, by id."""
        if self._issuers is None:
            rows = await self._rows.fetch(ALL, {"world": self._namespace, "kind": "issuer"})
            self._issuers = [_issuer(json.loads(row[0])) for row in rows]
        return list(self._issuers)

    async def named(self, handle: str) -> Party | None:
        """Return the party with this handle; None when it is gone."""
        kind, _, party_id = handle.partition(":")
        return await (self.issuer(party_id) if kind == "issuer" else self.requestor(party_id))

    async def issuer_of(self, pan: Pan) -> Issuer | None:
        """Return the issuer in whose account ranges the card lies: the narrowest range wins."""
        found = [(int(r.high) - int(r.low), issuer) for issuer in await self.issuers() for r in issuer.ranges if r.holds(pan)]
        return min(found, key=lambda pair: pair[0])[1] if found else None


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


READERS: Final[Mapping[str, Callable[[Mapping[str, Any]], Party]]] = {"issuer": _issuer, "requestor": _requestor}
