"""What In-App Provisioning does, one function for each operation."""

from emulator.providers.vts.in_app.service.cards import delete_card, enroll_card, enroll_customers_card, get_card
from emulator.providers.vts.in_app.service.customers import create_customer, delete_customer, get_customer, update_customer
from emulator.providers.vts.in_app.service.payloads import get_apple_data, get_google_data, get_samsung_data

__all__ = [
    "create_customer",
    "delete_card",
    "delete_customer",
    "enroll_card",
    "enroll_customers_card",
    "get_apple_data",
    "get_card",
    "get_customer",
    "get_google_data",
    "get_samsung_data",
    "update_customer",
]
