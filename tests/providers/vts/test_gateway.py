"""The gateway's form: codes as developers report them, always in clear."""

import json

import pytest

from emulator.core.wire import AccessDenied, Malformed
from emulator.crypto.diagnosis import Finding
from emulator.domain.errors import UnknownToken
from emulator.providers.vts import gateway


def denied(check: str) -> AccessDenied:
    return AccessDenied(Finding(check=check, cause="cause", message="the secret reason", fix="mend it"))


@pytest.mark.parametrize(
    ("check", "code", "message"),
    [
        ("header", "9201", "Token Validation Failed"),
        ("api_key", "9201", "Token Validation Failed"),
        ("clock", "9159", "Token Validation Failed"),
        ("signature", "9159", "Token Validation Failed"),
        ("replay", "9121", "Token already used"),
    ],
)
def test_every_gate_has_its_code_and_explains_nothing(check: str, code: str, message: str) -> None:
    refused = gateway.refusal(denied(check))

    assert refused is not None
    assert refused.status == 401
    assert json.loads(refused.body) == {
        "responseStatus": {"status": 401, "code": code, "severity": "ERROR", "message": message, "info": ""}
    }


@pytest.mark.parametrize("error", [UnknownToken("x"), Malformed(denied("x").finding), ValueError()])
def test_what_got_past_the_gateway_is_none_of_its_business(error: Exception) -> None:
    assert gateway.refusal(error) is None
