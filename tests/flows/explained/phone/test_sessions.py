"""A payload that comes when it is not wanted, or with words that do not fit it: named by the phone and by `explain`."""

from typing import Final

import pytest

from tests.flows.explained.phone.conftest import Phone
from tests.flows.explained.phone.opaque import field, visa
from tests.wallets.issuer import VISA, Message

WORDS: Final[tuple[tuple[str, Message], ...]] = (
    ("opaque_payment_card_missing", {"opaquePaymentCard": None}),
    ("network_constant_wrong", {"network": 3}),
    ("token_provider_constant_wrong", {"tokenServiceProvider": "3"}),
)


@pytest.mark.parametrize(("cause", "words"), WORDS)
async def test_words_that_do_not_fit_the_payload(phone: Phone, cause: str, words: Message) -> None:
    session = await phone.bank.open("google", VISA)
    sent = {"opaquePaymentCard": field(visa(session)), **words}

    assert await phone.named_by_both("google", session, {name: value for name, value in sent.items() if value is not None}) == (
        "payload",
        cause,
    )


async def test_a_session_that_was_answered(phone: Phone) -> None:
    session = await phone.bank.open("google", VISA)
    await phone.bank.complete("google", session, {})

    named = await phone.named_by_both("google", session, {"opaquePaymentCard": field(visa(session))})

    assert named == ("session", "session_answered")


async def test_a_session_that_has_ended(phone: Phone) -> None:
    session = await phone.bank.open("google", VISA)
    await phone.client.post("/_emulator/clock/advance", json={"seconds": 21})

    named = await phone.named_by_both("google", session, {"opaquePaymentCard": field(visa(session))})

    assert named == ("session", "session_expired")


async def test_a_good_payload_would_be_taken_and_the_session_stays_open(phone: Phone) -> None:
    session = await phone.bank.open("google", VISA)
    payload = {"opaquePaymentCard": field(visa(session))}

    said = await phone.explained(f"/_emulator/phone/google/requests/{session['id']}/complete", payload)
    result = await phone.bank.complete("google", session, payload)

    assert (said["accepted"], said["operation"], said["findings"]) == (True, "complete_google", [])
    assert result["path"] == "green"


async def test_a_payload_for_no_session_would_be_refused(phone: Phone) -> None:
    said = await phone.explained("/_emulator/phone/google/requests/add_0/complete", {"opaquePaymentCard": "x"})

    assert (said["accepted"], said["error"], said["findings"]) == (False, "unknown_session", [])
