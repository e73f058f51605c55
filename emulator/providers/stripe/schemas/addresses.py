"""Addresses and contacts as callers give them."""

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from emulator.providers.stripe.wire.parameters import Hash, Text, Unsettable, problem

_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE: Final = re.compile(r"\+?[0-9]{7,15}")


def _country(value: str) -> str:
    if not _COUNTRY.fullmatch(value.upper()):
        raise problem(
            f"Country '{value[:40]}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US', 'EG', or 'GB'. "
            "A full list of country codes is available at https://stripe.com/docs/connect/country-options",
            code="country_unsupported",
        )
    return value.upper()


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise problem(f"Invalid email address: {value[:100]}", code="email_invalid")
    return value


def _phone(value: str) -> str:
    digits = re.sub(r"[ ().-]", "", value)
    if not _PHONE.fullmatch(digits):
        raise problem(f"Invalid phone number: {value[:40]}. Give it with its country code, as in +12175550100")
    return digits if digits.startswith("+") else f"+{digits}"


Country = Annotated[Text, AfterValidator(_country)]
Email = Annotated[Text, AfterValidator(_email)]
# Kept as E.164 has them: a plus, the country code, and digits without anything in between.
Phone = Annotated[Text, AfterValidator(_phone)]


class AddressGiven(Hash):
    """An address.

    What need not be there may be empty: the library for Node writes null so. That it clears the member is our own choice.
    """

    city: Text
    country: Country = Field(description="two letters (ISO 3166-1)")
    line1: Text
    line2: Unsettable[Text] = None
    postal_code: Text
    state: Unsettable[Text] = None
