"""A message that is not as it must be is refused in the words of MDES."""

from typing import Any

import pytest
from pydantic import ValidationError

from emulator.issuer_app.mdes.refusals import field_refusal
from emulator.issuer_app.mdes.schemas import NotifyTokenUpdated

from ..stand_in import notice

TUR = "DWSPMC000000000132d72d4fcb2f4136a0532d3093ff1a45"


@pytest.mark.parametrize(
    ("change", "code", "text"),
    [
        ({"tokens": None}, "INVALID_FIELD_FORMAT", "Invalid Field Format - tokens"),
        ({"tokens": []}, "INVALID_FIELD_LENGTH", "Invalid Field Length - tokens"),
        ({"reasonCode": "X" * 33}, "INVALID_FIELD_LENGTH", "Invalid Field Length - reasonCode"),
        ({"tokens": [{"tokenUniqueReference": "a/b"}]}, "INVALID_FIELD_FORMAT", "Invalid Field Format - tokenUniqueReference"),
        ({"tokens": [{"tokenUniqueReference": "a", "status": "GONE"}]}, "INVALID_FIELD_VALUE", "Invalid Field Value - status"),
        ({"tokens": [{}]}, "MISSING_REQUIRED_FIELD", "Missing Required Field - tokenUniqueReference"),
        ({"requestId": "a\0b"}, "INVALID_FIELD_FORMAT", "Invalid Field Format - requestId"),
    ],
)
def test_a_field_that_is_not_right_is_named_as_mastercard_does(change: dict[str, Any], code: str, text: str) -> None:
    with pytest.raises(ValidationError) as invalid:
        NotifyTokenUpdated.model_validate({**notice(TUR), **change})

    refusal = field_refusal(invalid.value.errors())

    assert (refusal.code, str(refusal)) == (code, text)
