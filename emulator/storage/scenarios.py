"""Armed scenarios as rows, in the order in which they were armed."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from emulator.domain.scenarios import Canned, Comparison, Condition, Distribution, Fault, Place, Scenario, Stage
from emulator.storage.engine.statements import Rows
from emulator.storage.tables import scenarios

_WORLD = scenarios.c.namespace == bindparam("world")
ADD = insert(scenarios).values({name: bindparam(name) for name in ("namespace", "id", "body")})
ALL = select(scenarios.c.body).where(_WORLD).order_by(scenarios.c.seq)
HOLD = ALL.with_for_update()
SAVE = update(scenarios).where(_WORLD, scenarios.c.id == bindparam("key")).values(body=bindparam("new_body"))
REMOVE = delete(scenarios).where(_WORLD, scenarios.c.id == bindparam("key"))
CLEAR = delete(scenarios).where(_WORLD)


class Scenarios:
    """The armed scenarios of one world."""

    def __init__(self, rows: Rows, namespace: str) -> None:
        self._rows = rows
        self._namespace = namespace

    async def add(self, scenario: Scenario) -> None:
        """Arm a scenario behind those already armed."""
        await self._rows.execute(ADD, {"namespace": self._namespace, "id": scenario.id, "body": json.dumps(asdict(scenario))})

    async def all(self) -> list[Scenario]:
        """Return every scenario, spent ones too."""
        return [_of_body(json.loads(row[0])) for row in await self._rows.fetch(ALL, {"world": self._namespace})]

    async def hold(self) -> list[Scenario]:
        """Return the same, and keep others from counting them until the unit ends."""
        return [_of_body(json.loads(row[0])) for row in await self._rows.fetch(HOLD, {"world": self._namespace})]

    async def save(self, scenario: Scenario) -> None:
        """Keep a counted scenario."""
        body = json.dumps(asdict(scenario))
        await self._rows.execute(SAVE, {"world": self._namespace, "key": scenario.id, "new_body": body})

    async def remove(self, scenario_id: str) -> bool:
        """Disarm one; False when there was none."""
        return await self._rows.execute(REMOVE, {"world": self._namespace, "key": scenario_id}) == 1

    async def clear(self) -> int:
        """Disarm all; return how many there were."""
        return await self._rows.execute(CLEAR, {"world": self._namespace})


def _of_body(body: Mapping[str, Any]) -> Scenario:
    canned, fault = body["answer"], body["fault"]
    return Scenario(
        **{
            **body,
            "place": Place(body["place"]),
            "where": tuple(Condition(row["path"], Comparison(row["test"]), row["value"]) for row in body["where"]),
            "distribution": Distribution(body["distribution"]),
            "stage": Stage(body["stage"]),
            "answer": Canned(**canned) if canned else None,
            "fault": Fault(fault) if fault else None,
        }
    )
