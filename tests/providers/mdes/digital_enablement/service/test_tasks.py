"""Tasks: an id that is good once."""

import pytest

from emulator.core.context import House
from emulator.domain.errors import DuplicateTask, UnknownTask
from emulator.providers.mdes.digital_enablement.service import tasks
from emulator.storage.unit import Unit
from tests.providers.observer import Observer


async def test_a_task_is_kept_for_its_requestor(house: House, behind: Observer) -> None:
    async def work(unit: Unit) -> str:
        await tasks.begin(unit, "50111111111", "task")
        return await tasks.status_of(unit, "50111111111", "task")

    status = await house.unit(behind.context(), work)

    assert status == "COMPLETED"


async def test_a_task_id_cannot_be_used_again(house: House, behind: Observer) -> None:
    await house.unit(behind.context(), lambda unit: tasks.begin(unit, "50111111111", "task"))

    with pytest.raises(DuplicateTask):
        await house.unit(behind.context(), lambda unit: tasks.begin(unit, "50111111111", "task"))


async def test_an_unknown_task_has_no_status(house: House, behind: Observer) -> None:
    with pytest.raises(UnknownTask):
        await house.unit(behind.context(), lambda unit: tasks.status_of(unit, "50111111111", "task"))
