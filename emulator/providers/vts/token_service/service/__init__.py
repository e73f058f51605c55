"""What the Token Service does, one function for each operation."""

from emulator.providers.vts.token_service.service.books import note
from emulator.providers.vts.token_service.service.devices import ask_for_ways as ask_before_binding
from emulator.providers.vts.token_service.service.devices import bind_device, get_attestation_options
from emulator.providers.vts.token_service.service.inquiry import asked_about, get_card_metadata, get_content, get_token, hello
from emulator.providers.vts.token_service.service.lapses import drop_unactivated, next_unactivated
from emulator.providers.vts.token_service.service.lifecycle import delete, resume, suspend
from emulator.providers.vts.token_service.service.notices import card_hint, requestor_of_altered_token, requestor_of_token, token_hint
from emulator.providers.vts.token_service.service.payment import get_payment_data
from emulator.providers.vts.token_service.service.provision import (
    ask_before_provision,
    ask_before_provision_enrolled,
    enroll_pan,
    provision,
    provision_enrolled,
)
from emulator.providers.vts.token_service.service.step_up.sending import ask_to_send, choose_method
from emulator.providers.vts.token_service.service.step_up.trying import try_auth_code, try_otp, validate_auth_code, validate_otp
from emulator.providers.vts.token_service.service.step_up.ways import ask_for_ways, get_step_up_options
from emulator.providers.vts.token_service.service.unbuilt import unbuilt

__all__ = [
    "ask_before_binding",
    "ask_before_provision",
    "ask_before_provision_enrolled",
    "ask_for_ways",
    "ask_to_send",
    "asked_about",
    "bind_device",
    "card_hint",
    "choose_method",
    "delete",
    "drop_unactivated",
    "enroll_pan",
    "get_attestation_options",
    "get_card_metadata",
    "get_content",
    "get_payment_data",
    "get_step_up_options",
    "get_token",
    "hello",
    "next_unactivated",
    "note",
    "provision",
    "provision_enrolled",
    "requestor_of_altered_token",
    "requestor_of_token",
    "resume",
    "suspend",
    "token_hint",
    "try_auth_code",
    "try_otp",
    "unbuilt",
    "validate_auth_code",
    "validate_otp",
]
