"""How a card is shown: names and colours in the form of public samples."""

import re

import pytest

from tests.providers.vts.caller import Caller
from tests.providers.vts.conftest import Observer


async def test_a_cards_colours_are_hex_and_its_names_its_issuers(visa: Caller) -> None:
    shown = (await visa.enroll()).body["cardMetaData"]

    assert all(re.fullmatch(r"0x[0-9A-F]{6}", shown[name]) for name in ("backgroundColor", "foregroundColor", "labelColor"))
    assert (shown["contactName"], shown["shortDescription"]) == ("Emulated Bank", "Emulated Bank Visa")
    assert shown["longDescription"] == "Emulated Bank Visa Credit"


@pytest.mark.parametrize(("name", "short"), [("Bank " * 20, 32), ("B", 6)])
async def test_a_long_name_is_cut(visa: Caller, behind: Observer, name: str, short: int) -> None:
    await behind.point_issuer_at("http://127.0.0.1:9", name=name)

    shown = (await visa.enroll()).body["cardMetaData"]

    assert (len(shown["shortDescription"]), shown["contactName"]) == (short, name)
