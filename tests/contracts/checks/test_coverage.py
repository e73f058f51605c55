"""What an app really used."""

from emulator.contracts.checks.coverage import as_text, used
from emulator.contracts.checks.library import Library
from emulator.recording.tape import tape_of
from tests.recording.sample import suspended, taped


def test_calls_members_and_codes_are_counted() -> None:
    uses = used([tape_of(suspended()), tape_of(taped("mdes/digital_enablement/tokenize/invalid_pan"))])

    tokenize = uses["mdes/digital_enablement/tokenize"]
    assert (tokenize.calls, tokenize.codes) == (2, {"INVALID_PAN": 1})
    assert "fundingAccountInfo.encryptedPayload.encryptedData.cardAccountData.accountNumber" in tokenize.fields
    assert "tokenUniqueReferences.*" in uses["mdes/digital_enablement/suspend"].fields


def test_a_report_names_what_was_used_and_what_was_not(library: Library) -> None:
    text = as_text(used([tape_of(suspended())]), library)

    assert text.startswith("mdes/digital_enablement: 2 of 14 operations, notices and questions\n")
    assert "  unused transact (operation)" in text
    assert "mdes/token_connect" not in text


def test_a_refusal_without_a_code_is_known_by_its_status() -> None:
    told = taped("mdes/digital_enablement/tokenize/invalid_pan")
    told["exchanges"][0]["response"] = {"status": 503, "headers": {}, "text": "down"}

    assert used([tape_of(told)])["mdes/digital_enablement/tokenize"].codes == {"503": 1}
