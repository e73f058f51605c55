"""Outcomes armed in advance."""

from typing import Final

from emulator.admin import service
from emulator.admin.routes.worlds import SOURCE
from emulator.admin.schemas import scenarios, scope
from emulator.core.operation import AnyOperation, Operation

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="list_scenarios",
        method="GET",
        path="/_emulator/scenarios",
        request=scope.Scoped,
        response=scenarios.ScenarioList,
        handler=service.list_scenarios,
        source=SOURCE,
        summary="List the armed scenarios of a namespace, spent ones too.",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="arm_scenario",
        method="POST",
        path="/_emulator/scenarios",
        request=scenarios.ArmScenario,
        response=scenarios.ScenarioSeen,
        handler=service.arm_scenario,
        source=SOURCE,
        summary="Arm a scenario: the next calls of an operation wait, fail, or are answered as it says.",
        status=201,
        opens_units=True,
    ),
    Operation(
        name="disarm_scenario",
        method="DELETE",
        path="/_emulator/scenarios/{scenario}",
        request=scenarios.DisarmScenario,
        response=scenarios.ScenarioList,
        handler=service.disarm_scenario,
        source=SOURCE,
        summary="Disarm one scenario.",
        opens_units=True,
    ),
    Operation(
        name="clear_scenarios",
        method="DELETE",
        path="/_emulator/scenarios",
        request=scope.Scoped,
        response=scenarios.ScenarioList,
        handler=service.clear_scenarios,
        source=SOURCE,
        summary="Disarm all scenarios of a namespace.",
        opens_units=True,
    ),
)
