"""The account that a key belongs to: every world is one, in the United States (docs.stripe.com/api/accounts)."""

from emulator.core.context import Context
from emulator.providers.stripe.schemas.accounts import RetrieveAccount, RetrieveAccountNamed
from emulator.providers.stripe.service.books.identifiers import account_id
from emulator.providers.stripe.service.books.kinds import Body
from emulator.providers.stripe.service.books.refusals import NoSuchObject
from emulator.storage.unit import Unit


async def retrieve(ctx: Context, _unit: Unit, _message: RetrieveAccount) -> Body:
    """Look at the account."""
    return _account(ctx)


async def retrieve_named(ctx: Context, _unit: Unit, message: RetrieveAccountNamed) -> Body:
    """Look at the account by its id.

    Raises:
        NoSuchObject: it is another's.
    """
    account = _account(ctx)
    if account["id"] != message.account:
        raise NoSuchObject("account", message.account, param="account")
    return account


def _account(ctx: Context) -> Body:
    return {
        "id": account_id(ctx),
        "object": "account",
        "capabilities": {"card_issuing": "active", "transfers": "active"},
        "charges_enabled": True,
        "country": "US",
        "created": int(ctx.namespace.created_at.timestamp()),
        "default_currency": "usd",
        "details_submitted": True,
        "email": None,
        "metadata": {},
        "payouts_enabled": True,
        "settings": {
            "branding": {"icon": None, "logo": None, "primary_color": None, "secondary_color": None},
            "dashboard": {"display_name": "Emulated issuer", "timezone": "Etc/UTC"},
        },
        "type": "standard",
    }
