"""The issuer's rules for Visa: the first that applies decides."""

from datetime import date

import pytest

from emulator.issuer_app.storage.models import VirtualCard
from emulator.issuer_app.visa.approval import Case, decide
from emulator.issuer_app.visa.schemas import ApproveProvisioning, CardAndToken

from .conftest import PAN, a_card
from .stand_in import plain

TODAY = date(2026, 11, 24)


def case(card: VirtualCard | None = None, *, active: int = 0, cvv2: str | None = "M", year: str = "2029") -> Case:
    told = plain(PAN, numberOfActiveTokensForPAN=active)
    told["cardholderInfo"]["expirationDate"]["year"] = year
    message = ApproveProvisioning(panReferenceID="V-1", lifeCycleTraceID="1", cvv2ResultsCode=cvv2, encryptedData="a.b.c")
    return Case(card, message, CardAndToken.model_validate(told), TODAY)


@pytest.mark.parametrize(
    ("asked", "rule", "action_code"),
    [
        (case(), "unknown_card", "05"),
        (case(a_card(status="blocked")), "card_not_usable", "05"),
        (case(a_card(), year="2030"), "another_expiry", "05"),
        (case(a_card("1008")), "number_ends_in_8", "05"),
        (case(a_card("1009")), "number_ends_in_9", "85"),
        (case(a_card(), cvv2=None), "no_security_code", "85"),
        (case(a_card(), active=5), "many_tokens", "85"),
        (case(a_card(), active=4), "all_is_well", "00"),
    ],
)
def test_the_first_rule_that_applies_decides(asked: Case, rule: str, action_code: str) -> None:
    found = decide(asked)

    assert (found.name, found.outcome) == (rule, action_code)
