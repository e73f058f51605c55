"""Customers of issuers, as In-App Provisioning keeps them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from emulator.storage.documents import Kind
from emulator.storage.unit import Unit

KIND: Final = Kind("vts.customer", indexes=("client_customer_id",))


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer of one client. `said` is what the issuer said of him, by the wire's own names; moments in milliseconds."""

    id: str
    client: str
    client_customer_id: str | None
    created_at: int
    updated_at: int
    said: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str | None:
        """First and last name, as far as they are known."""
        return " ".join(filter(None, (self.said.get("firstName"), self.said.get("lastName")))) or None


async def add(unit: Unit, customer: Customer) -> None:
    """Keep a new customer."""
    await unit.documents.add(KIND, customer.id, asdict(customer))


async def save(unit: Unit, customer: Customer) -> None:
    """Keep a changed customer."""
    await unit.documents.save(KIND, customer.id, asdict(customer))


async def remove(unit: Unit, customer: Customer) -> None:
    """Forget a customer."""
    await unit.documents.remove(KIND, customer.id)


async def find(unit: Unit, customer_id: str) -> Customer | None:
    """Return the customer with this id."""
    body = await unit.documents.get(KIND, customer_id)
    return Customer(**body) if body else None


async def of_client(unit: Unit, client: str, client_customer_id: str) -> Customer | None:
    """Return the customer whom a client calls so."""
    found = [Customer(**body) for body in await unit.documents.by(KIND, "client_customer_id", client_customer_id)]
    return next((one for one in found if one.client == client), None)
