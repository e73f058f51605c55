"""The phone: sessions, payloads, and what the cardholder does with cards."""

from emulator.admin.service.phone.cards import (
    choose_method,
    enter_code,
    find_phone,
    get_pass,
    list_passes,
    list_phones,
    lose_phone,
    remove_pass,
    resume_pass,
    suspend_pass,
    tap_to_pay,
)
from emulator.admin.service.phone.sessions import (
    complete_apple,
    complete_google,
    complete_samsung,
    enter_card,
    open_apple,
    open_google,
    open_samsung,
)

__all__ = [
    "choose_method",
    "complete_apple",
    "complete_google",
    "complete_samsung",
    "enter_card",
    "enter_code",
    "find_phone",
    "get_pass",
    "list_passes",
    "list_phones",
    "lose_phone",
    "open_apple",
    "open_google",
    "open_samsung",
    "remove_pass",
    "resume_pass",
    "suspend_pass",
    "tap_to_pay",
]
