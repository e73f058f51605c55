"""Apple's payloads: what passes is a card, and each step is one that Apple or a network takes."""

import json
from datetime import timedelta

from emulator.crypto.payloads.apple import pass_data
from emulator.wallets.checks import CHECKS, examine
from tests.crypto.payloads.apple import passes
from tests.wallets.wrong import APPLE, NOW, apple, case, encrypted_number, number


def test_every_step_is_taken_in_the_order_in_which_it_would_fail() -> None:
    good = case(APPLE, apple(passes.sealed()))

    examined = examine(good, CHECKS[APPLE.wallet, APPLE.network][1])

    steps = ["session", "chain", "transport", "open_pass_data", "pass_data", "encrypted_number", "card", "activation_data"]
    assert [step.step for step in examined.steps] == steps
    assert examined.presented is not None
    assert (examined.presented.pan.suffix, examined.presented.vouched) == ("0492", True)


def test_a_number_that_only_visa_can_read_is_read_by_visa() -> None:
    hidden = encrypted_number(number(NOW - timedelta(hours=23)))

    examined = examine(hidden, CHECKS[APPLE.wallet, APPLE.network][1])

    assert examined.presented is not None
    assert examined.presented.expiry.mmyy == "1229"


def test_members_in_any_order_are_read() -> None:
    members = dict(reversed(json.loads(pass_data.write_clear(passes.PAN, "12/29", passes.REQUEST)).items()))

    examined = examine(case(APPLE, apple(passes.sealed(json.dumps(members).encode()))), CHECKS[APPLE.wallet, APPLE.network][1])

    assert examined.presented is not None
