"""Who made which change."""

from emulator.core.context import House
from emulator.domain.tokens import Actor, Cause, State
from emulator.providers.mdes.records import audits
from emulator.providers.mdes.records.audits import Audit
from emulator.storage.unit import Unit
from tests.providers.mdes.test_statuses import NOON, a_token

OPERATOR = {"UserId": "A1"}


async def test_an_entry_stands_beside_the_last_line_of_the_history(house: House) -> None:
    token = a_token()

    async def work(unit: Unit) -> dict[int, Audit]:
        await unit.tokens.record(token, Cause(Actor.REQUESTOR), before=None, at=NOON)
        await unit.tokens.record(token, Cause(Actor.ISSUER), before=State.ACTIVE, at=NOON)
        await audits.note(unit, token.reference, operator=OPERATOR, comment="C1")
        await unit.tokens.record(token, Cause(Actor.ISSUER), before=State.ACTIVE, at=NOON)
        return await audits.of_token(unit, token.reference)

    found = await house.unit(house.context(house.home, cause="test"), work)

    assert found == {2: Audit(token.reference, 2, OPERATOR, "C1")}
