"""What the domain refuses it says in one sentence, with the facts beside it."""

from emulator.domain.errors import DomainError, IllegalTransition, InvalidField, ReceiptRefused, StaleData


def test_an_invalid_field_says_which_and_why() -> None:
    error = InvalidField("expiryMonth", "format")

    assert (str(error), error.name, error.problem) == ("expiryMonth: format", "expiryMonth", "format")


def test_stale_data_is_an_invalid_field() -> None:
    error = StaleData("dataValidUntilTimestamp")

    assert isinstance(error, InvalidField)
    assert str(error) == "dataValidUntilTimestamp: value"


def test_an_illegal_move_names_state_and_action() -> None:
    error = IllegalTransition("deleted", "resume")

    assert (str(error), error.state, error.action) == ("a token that is deleted cannot resume", "deleted", "resume")


def test_a_refused_receipt_says_why() -> None:
    assert str(ReceiptRefused("expired")) == "the receipt is expired"


def test_every_refusal_is_a_domain_error_and_nothing_more_general() -> None:
    assert DomainError.__bases__ == (Exception,)
