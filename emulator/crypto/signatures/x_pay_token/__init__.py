"""Visa's x-pay-token, the shared-secret signature of its APIs: made, verified, and explained where it does not hold."""

from emulator.crypto.signatures.x_pay_token.message import PathRule, SignedRequest, Version, resource_path, rule_of
from emulator.crypto.signatures.x_pay_token.mistakes import TokenCase, explain
from emulator.crypto.signatures.x_pay_token.token import (
    WINDOW_SECONDS,
    Token,
    Verified,
    already_used,
    api_key,
    check_clock,
    check_signature,
    parse,
    sign,
    unknown_api_key,
    verify,
)

__all__ = [
    "WINDOW_SECONDS",
    "PathRule",
    "SignedRequest",
    "Token",
    "TokenCase",
    "Verified",
    "Version",
    "already_used",
    "api_key",
    "check_clock",
    "check_signature",
    "explain",
    "parse",
    "resource_path",
    "rule_of",
    "sign",
    "unknown_api_key",
    "verify",
]
