"""The account that a key belongs to (docs.stripe.com/api/accounts)."""

from typing import Literal

from emulator.providers.stripe.schemas.objects import StripeObject
from emulator.providers.stripe.wire.parameters import Parameters, Text


class RetrieveAccount(Parameters):
    """The key's own account."""


class RetrieveAccountNamed(Parameters):
    """Which account."""

    account: Text


class AccountCapabilities(StripeObject):
    """What the account may do."""

    card_issuing: Literal["active"]
    transfers: Literal["active"]


class AccountBranding(StripeObject):
    """How the account looks: nothing is set."""

    icon: None
    logo: None
    primary_color: None
    secondary_color: None


class AccountDashboard(StripeObject):
    """How the account is called."""

    display_name: str
    timezone: str


class AccountSettings(StripeObject):
    """What is set of the account."""

    branding: AccountBranding
    dashboard: AccountDashboard


class Account(StripeObject):
    """An account; far less of it than Stripe has."""

    id: str
    object: Literal["account"]
    capabilities: AccountCapabilities
    charges_enabled: bool
    country: str
    created: int
    default_currency: str
    details_submitted: bool
    email: str | None
    metadata: dict[str, str]
    payouts_enabled: bool
    settings: AccountSettings
    type: Literal["standard"]
