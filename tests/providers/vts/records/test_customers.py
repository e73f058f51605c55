"""Customers as they are kept."""

from emulator.core.context import House
from emulator.providers.vts.records import customers
from emulator.providers.vts.records.customers import Customer
from emulator.storage.unit import Unit

JANE = Customer("c-1", "KEY", "customer-1", 1, 1, {"firstName": "Jane", "lastName": "Doe"})


async def test_a_customer_is_found_by_both_names_until_he_is_gone(house: House) -> None:
    async def work(unit: Unit) -> list[Customer | None]:
        await customers.add(unit, JANE)
        found = [await customers.find(unit, "c-1"), await customers.of_client(unit, "KEY", "customer-1")]
        found.append(await customers.of_client(unit, "OTHER", "customer-1"))
        await customers.remove(unit, JANE)
        return [*found, await customers.find(unit, "c-1")]

    found = await house.unit(house.context(house.home, cause="test"), work)

    assert found == [JANE, JANE, None, None]


def test_a_name_is_as_much_as_is_known_of_it() -> None:
    known = [{"firstName": "Jane", "lastName": "Doe"}, {"lastName": "Doe"}, {}]

    assert [Customer("c", "K", None, 1, 1, said).name for said in known] == ["Jane Doe", "Doe", None]
