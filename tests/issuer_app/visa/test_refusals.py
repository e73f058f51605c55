"""Refusals in Visa's codes."""

import pytest
from pydantic import ValidationError

from emulator.issuer_app.visa.refusals import field_refusal
from emulator.issuer_app.visa.schemas import SendPasscode

RIGHT = {"otpMethodIdentifier": "m", "OTPCode": "123456", "OTPCodeExp": "1", "tokenReferenceID": "t", "encryptedData": "a.b.c"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"OTPCode": None}, "ISE40006"),
        ({"OTPCode": "123456789"}, "ISE40005"),
        ({"OTPCode": ""}, "ISE40005"),
        ({"OTPCodeExp": "noon"}, "ISE40011"),
        ({"tokenReferenceID": 7}, "ISE40006"),
    ],
)
def test_a_member_that_is_wrong_is_named_with_its_code(changes: dict[str, object], code: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        SendPasscode.model_validate({**RIGHT, **changes})

    refused = field_refusal(wrong.value.errors())

    assert (refused.code, str(refused).partition(":")[0]) == (code, next(iter(changes)))


def test_a_missing_member_and_a_body_that_is_none_have_codes_too() -> None:
    codes = []
    for body in (b"{}", b"{", b"[]"):
        with pytest.raises(ValidationError) as wrong:
            SendPasscode.model_validate_json(body)
        codes.append(field_refusal(wrong.value.errors()).code)

    assert codes == ["ISE40000", "ISE40006", "ISE40006"]
