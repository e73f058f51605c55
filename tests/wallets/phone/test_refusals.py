"""What the network refuses is named after the domain's own error."""

from emulator.domain.errors import IneligibleCard, InvalidPan
from emulator.wallets.phone.refusals import refused_by_network


def test_the_cause_is_the_errors_name_in_snake_case() -> None:
    causes = [refused_by_network(error("no")).cause for error in (IneligibleCard, InvalidPan)]

    assert causes == ["ineligible_card", "invalid_pan"]
