"""A Visa card that an app pushes into Google's wallet: what is wrong with it is named by the phone and by `explain`."""

from collections.abc import Callable
from typing import Final

import pytest

from emulator.core.worlds import DEMO_VISA_SECRETS
from tests.flows.explained.phone.conftest import Phone
from tests.flows.explained.phone.opaque import again, field, mastercard, part, visa, wrapped
from tests.providers.vts.caller import kek
from tests.wallets.issuer import MASTERCARD, VISA, Message

FIELDS: Final[tuple[tuple[str, Callable[[Message], str]], ...]] = (
    ("base64_of_jwe", lambda session: again(field(visa(session)))),
    ("mastercard_opc_sent_as_visa", lambda _: mastercard("dGF2")),
    ("not_a_compact_jwe", lambda _: "x.y.z"),
    ("unsupported_algorithm", lambda session: field(visa(session), enc="A128GCM")),
    ("unknown_kid", lambda session: field(visa(session), kid="nobody")),
    ("content_iv_not_96_bit", part(2, "A" * 22)),
    ("kek_from_signing_secret", lambda session: wrapped(b"{}", key=kek(DEMO_VISA_SECRETS["shared_secret"]))),
    ("wrong_key", lambda session: wrapped(b"{}", key=bytes(32))),
    ("gcm_tag_mismatch", part(3, "AAAA")),
    ("plaintext_not_json", lambda _: wrapped(b"text")),
)
CARDS: Final[tuple[tuple[str, Message], ...]] = (
    ("card_member_missing", {"accountNumber": None}),
    ("month_or_year_format", {"expirationDate": {"month": "12", "year": "29"}}),
    ("provider_missing", {"provider": {"clientDeviceID": 5}}),
    ("account_or_device_id_too_long", {"provider": {"clientDeviceID": "d" * 25}}),
    ("trid_of_another_wallet", {"provider": {"clientWalletProvider": "40010043095"}}),
    ("provider_differs", {"provider": {"clientDeviceID": "another"}}),
)
# The card is for this wallet, and no card that it can hold.
UNFIT: Final[tuple[tuple[str, Message], ...]] = (
    ("luhn_digit_wrong", {"accountNumber": "4761120010000493"}),
    ("card_of_another_network", {"accountNumber": MASTERCARD}),
    ("card_expired", {"expirationDate": {"month": "12", "year": "2025"}}),
)


@pytest.mark.parametrize(("cause", "text"), FIELDS)
async def test_a_visa_card_that_was_encrypted_wrong(phone: Phone, cause: str, text: Callable[[Message], str]) -> None:
    session = await phone.bank.open("google", VISA)

    assert await phone.named_by_both("google", session, {"opaquePaymentCard": text(session)}) == ("encryption", cause)


@pytest.mark.parametrize(("cause", "changes"), CARDS)
async def test_a_visa_card_that_was_made_for_another_wallet(phone: Phone, cause: str, changes: Message) -> None:
    session = await phone.bank.open("google", VISA)

    named = await phone.named_by_both("google", session, {"opaquePaymentCard": field(visa(session, **changes))})

    assert named == ("opaque_payment_card", cause)


@pytest.mark.parametrize(("cause", "changes"), UNFIT)
async def test_a_card_that_cannot_go_into_the_wallet(phone: Phone, cause: str, changes: Message) -> None:
    session = await phone.bank.open("google", VISA)

    assert await phone.named_by_both("google", session, {"opaquePaymentCard": field(visa(session, **changes))}) == ("card", cause)


async def test_a_card_that_no_issuer_owns(phone: Phone) -> None:
    session = await phone.bank.open("google", VISA)
    await phone.client.delete("/_emulator/parties/issuers/demo-issuer")

    named = await phone.named_by_both("google", session, {"opaquePaymentCard": field(visa(session))})

    assert named == ("card", "no_issuer_owns_the_card")
