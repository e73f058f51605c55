"""Messages between issuers and In-App Provisioning."""

from emulator.providers.vts.in_app.schemas.customers import (
    CardAnswer,
    CreateCustomer,
    Customer,
    EnrollCard,
    EnrollCustomersCard,
    NamedCard,
    NamedCustomer,
    UpdateCustomer,
)
from emulator.providers.vts.in_app.schemas.payloads import (
    AppleData,
    GetAppleData,
    GetGoogleData,
    GetSamsungData,
    GoogleData,
    SamsungData,
)

__all__ = [
    "AppleData",
    "CardAnswer",
    "CreateCustomer",
    "Customer",
    "EnrollCard",
    "EnrollCustomersCard",
    "GetAppleData",
    "GetGoogleData",
    "GetSamsungData",
    "GoogleData",
    "NamedCard",
    "NamedCustomer",
    "SamsungData",
    "UpdateCustomer",
]
