"""Passes and steps as they are shown."""

import base64

from emulator.admin.service.phone import shown
from emulator.crypto.diagnosis import Finding
from emulator.domain.pan import Network
from emulator.wallets.checks.case import Step


def test_the_art_is_a_picture_of_its_own_for_each_network() -> None:
    pictures = {network: base64.b64decode(shown.art(network).partition("base64,")[2]) for network in Network}

    assert all(picture.startswith(b"\x89PNG\r\n\x1a\n") for picture in pictures.values())
    assert len(set(pictures.values())) == len(Network)


def test_a_step_shows_what_was_wrong_and_how_to_mend_it() -> None:
    found = Finding("open_pass_data", "iv_16_zero", "The vector has 16 bytes.", "Use 12.", expected="12 zero bytes", got="16 zero bytes")

    assert shown.step(Step("chain")).model_dump(exclude_none=True) == {"step": "chain", "ok": True}
    assert shown.step(Step("open_pass_data", found)).model_dump() == {
        "step": "open_pass_data",
        "ok": False,
        "diagnosis": "iv_16_zero",
        "message": "The vector has 16 bytes.",
        "expected": "12 zero bytes",
        "got": "16 zero bytes",
        "fix": "Use 12.",
    }
