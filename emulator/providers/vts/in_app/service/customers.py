"""Customers: created, read, changed, deleted."""

from dataclasses import replace
from typing import Any, Final

from emulator.core.context import Context
from emulator.providers.vts.in_app import schemas
from emulator.providers.vts.in_app.schemas.customers import CustomerMembers
from emulator.providers.vts.reasons import UnknownCustomer
from emulator.providers.vts.records import customers
from emulator.providers.vts.records.customers import Customer
from emulator.providers.vts.schemas import Nothing
from emulator.providers.vts.sealing import credential_of
from emulator.storage.unit import Unit

NOT_SAID: Final = frozenset({"vCustomerID", "createdDateTime", "updatedDateTime"})


async def create_customer(ctx: Context, unit: Unit, message: schemas.CreateCustomer) -> schemas.Customer:
    """Create a customer."""
    now = _milliseconds(ctx)
    customer = Customer(ctx.ids.uuid(), client_of(ctx), message.clientCustomerID, now, now, said_in(message))
    await customers.add(unit, customer)
    return _answer(customer)


async def get_customer(ctx: Context, unit: Unit, message: schemas.NamedCustomer) -> schemas.Customer:
    """Return a customer."""
    return _answer(await own_customer(ctx, unit, message.vCustomerID))


async def update_customer(ctx: Context, unit: Unit, message: schemas.UpdateCustomer) -> schemas.Customer:
    """Put what is sent in place of what is known."""
    known = await own_customer(ctx, unit, message.vCustomerID)
    changed = replace(known, client_customer_id=message.clientCustomerID, updated_at=_milliseconds(ctx), said=said_in(message))
    await customers.save(unit, changed)
    return _answer(changed)


async def delete_customer(ctx: Context, unit: Unit, message: schemas.NamedCustomer) -> Nothing:
    """Forget a customer; his cards stay enrolled."""
    await customers.remove(unit, await own_customer(ctx, unit, message.vCustomerID))
    return Nothing()


async def own_customer(ctx: Context, unit: Unit, customer_id: str) -> Customer:
    """Return a customer of the caller's.

    Raises:
        UnknownCustomer: there is none.
    """
    found = await customers.find(unit, customer_id)
    if found is None or found.client != client_of(ctx):
        raise UnknownCustomer(customer_id)
    return found


def client_of(ctx: Context, partner: str | None = None) -> str:
    """Return who keeps customers and cards here: the caller, or the caller on a partner's behalf."""
    name = credential_of(ctx).name
    return f"{name}/{partner}" if partner else name


def said_in(message: CustomerMembers) -> dict[str, Any]:
    """Return what is kept of what an issuer says of a customer."""
    return message.model_dump(mode="json", exclude=set(NOT_SAID), exclude_none=True)


def _milliseconds(ctx: Context) -> int:
    return int(ctx.now.timestamp() * 1_000)


def _answer(customer: Customer) -> schemas.Customer:
    told = {"vCustomerID": customer.id, "createdDateTime": customer.created_at, "updatedDateTime": customer.updated_at}
    return schemas.Customer.model_validate({**customer.said, **told})
