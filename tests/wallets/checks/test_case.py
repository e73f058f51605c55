"""An examination stops where it first finds something."""

from emulator.crypto.diagnosis import Finding
from emulator.wallets.checks.case import Check, examine
from tests.wallets.wrong import APPLE, case

FOUND = Finding("second", "cause", "Wrong.", "Mend it.")


def test_later_steps_are_not_taken() -> None:
    taken: list[str] = []
    checks = [Check("first", lambda _: None), Check("second", lambda _: FOUND), Check("third", lambda _: taken.append("third"))]

    examined = examine(case(APPLE, {}), checks)

    assert [(step.step, step.finding) for step in examined.steps] == [("first", None), ("second", FOUND)]
    assert (taken, examined.presented) == ([], None)


def test_a_case_shows_neither_payload_nor_keys() -> None:
    shown = repr(case(APPLE, {"encryptedPassData": "c2VjcmV0"}))

    assert "c2VjcmV0" not in shown
    assert "Keychain" not in shown
