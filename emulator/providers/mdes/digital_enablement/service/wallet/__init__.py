"""What an app on a device asks: eligibility, a token, a code, activation; the last two are for every token requestor."""

from emulator.providers.mdes.digital_enablement.service.wallet.activation import activate, ask_before_activate
from emulator.providers.mdes.digital_enablement.service.wallet.codes import request_activation_code
from emulator.providers.mdes.digital_enablement.service.wallet.digitize import ask_before_digitize, digitize
from emulator.providers.mdes.digital_enablement.service.wallet.eligibility import check_eligibility

__all__ = [
    "activate",
    "ask_before_activate",
    "ask_before_digitize",
    "check_eligibility",
    "digitize",
    "request_activation_code",
]
