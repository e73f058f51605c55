"""Who is told of what happens to a token, and what."""

from emulator.providers.mdes.issuer.service.activation import (
    activation_code,
    authentication_code,
    issuer_of_activated_token,
    sender_of_activation_code,
    sender_of_authentication_code,
    service_activated,
)
from emulator.providers.mdes.issuer.service.updates import (
    issuer_of_suspected_token,
    issuer_of_token,
    suspicious_events,
    token_updated,
)

__all__ = [
    "activation_code",
    "authentication_code",
    "issuer_of_activated_token",
    "issuer_of_suspected_token",
    "issuer_of_token",
    "sender_of_activation_code",
    "sender_of_authentication_code",
    "service_activated",
    "suspicious_events",
    "token_updated",
]
