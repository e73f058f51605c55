"""Every mistake of the catalogue: a payload with it is refused, the mistake is named, and no card number is told."""

import re

import pytest

from emulator.wallets.checks import CHECKS, Case, examine
from emulator.wallets.mistakes import CATALOGUES
from tests.wallets.wrong import WRONG

ROWS = [(catalogue.check, row.cause) for catalogue in CATALOGUES for row in catalogue.rows]
MADE = {(check, cause) for check, cause, _ in WRONG}
WORDS = "Google and Samsung: what the app says"
# These are made, one by one, by the tests of the field-level encryption itself.
ELSEWHERE = "Google and Samsung: Mastercard's encryption"

# Those that only the phone knows; the others are known to whoever opens such payloads.
OWN = {
    "session_answered",
    "session_expired",
    "opaque_payment_card_missing",
    "network_constant_wrong",
    "token_provider_constant_wrong",
    "luhn_digit_wrong",
    "card_of_another_network",
    "last_digits_differ",
    "card_expired",
    "no_issuer_owns_the_card",
}


@pytest.mark.parametrize(
    ("cause", "case"), [pytest.param(cause, case, id=f"{cause}-{index}") for index, (_, cause, case) in enumerate(WRONG)]
)
def test_a_payload_with_the_mistake_is_refused_and_the_mistake_named(cause: str, case: Case) -> None:
    examined = examine(case, CHECKS[case.session.wallet, case.session.network][1])

    found = examined.steps[-1].finding
    assert found is not None
    assert found.cause == cause
    assert examined.presented is None
    assert all(step.finding is None for step in examined.steps[:-1])
    assert not re.search(r"\d{12,19}", f"{found.message}{found.fix}")


@pytest.mark.parametrize(("check", "cause"), [row for row in ROWS if row[0] != ELSEWHERE])
def test_every_row_of_the_catalogue_is_made_above(check: str, cause: str) -> None:
    assert {(check, cause), (check, f"tav_{cause}")} & MADE


def test_the_phones_own_mistakes_are_these() -> None:
    own = [row.cause for catalogue in CATALOGUES for row in catalogue.rows if catalogue.check in {"session", "card", WORDS}]

    assert set(own) == OWN


def test_rows_have_a_fix() -> None:
    assert all(row.fix for catalogue in CATALOGUES for row in catalogue.rows)
