"""How a developer meets each kind of refusal; codes and types are those of docs.stripe.com/api/errors and docs.stripe.com/error-codes."""

from collections.abc import Mapping
from typing import Final

from emulator.core.provider import Provocation

# Status, and the code, or the type where the refusal has no code.
REFUSALS: Final[Mapping[str, str]] = {
    "400 parameter_missing": "create a cardholder without `name`",
    "400 parameter_unknown": "send a parameter that the call does not have",
    "400 parameter_invalid_empty": "send an empty text for a parameter that cannot be unset",
    "400 parameter_invalid_integer": "send letters for an amount",
    "400 property_expansion_max_depth": "ask to `expand` more than four levels",
    "400 resource_missing": "name something in a parameter that is not there",
    "400 invalid_request_error": "ask for what the state of an object does not allow: submit a dispute twice",
    "400 idempotency_error": "use an `Idempotency-Key` again with other parameters",
    "401 invalid_request_error": "send no key, or one that has no form of a key",
    "401 api_key_expired": "use an ephemeral key whose hour is over",
    "403 account_invalid": "send `Stripe-Account` with another account",
    "404 resource_missing": "ask for something that is not there",
    "404 invalid_request_error": "ask for a path that nothing lives at",
    "409 idempotency_key_in_use": "repeat a call with its `Idempotency-Key` before the first one has ended",
    "500 api_error": "arm a scenario with the error `Unavailable`",
}

PROVOCATIONS: Final = tuple(Provocation(code, how) for code, how in REFUSALS.items())
