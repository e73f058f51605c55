"""The refusals of the issuer app."""

import pytest

from emulator.issuer_app import errors


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (errors.CardNotFound(), "Card not found"),
        (errors.AccountNotFound(), "Account not found"),
        (errors.CardNotActive("its status is blocked"), "Card is not active: its status is blocked"),
        (errors.ProviderSilent("MDES", 10.0), "MDES did not answer within 10 seconds."),
        (errors.ProviderRefused("MDES", "PAN_INELIGIBLE", None), "MDES refused: PAN_INELIGIBLE"),
        (errors.ProviderRefused("MDES", "INVALID_JSON", "bad"), "MDES refused: INVALID_JSON (bad)"),
    ],
)
def test_a_refusal_says_why_in_one_sentence(error: errors.IssuerAppError, sentence: str) -> None:
    assert str(error) == sentence


def test_a_bad_value_is_named_as_mastercard_does() -> None:
    refusal = errors.NoticeRefused.bad_value("accountNumber")

    assert (refusal.code, str(refusal)) == ("INVALID_FIELD_VALUE", "Invalid Field Value - accountNumber")
