"""A Mastercard that an app pushes into Google's wallet: what is wrong with it is named by the phone and by `explain`."""

import base64
import json
from collections.abc import Callable
from typing import Final

import pytest

from tests.crypto.payloads.mastercard_fle_mistakes.sealing import node
from tests.flows.explained import nodes, test_proofs
from tests.flows.explained.phone.conftest import Phone
from tests.flows.explained.phone.opaque import again, encoded, field, mastercard
from tests.wallets.issuer import MASTERCARD, Message

ENVELOPES: Final[tuple[tuple[str, Callable[[], str]], ...]] = (
    ("visa_opc_sent_as_mastercard", lambda: field({})),
    ("base64_applied_twice", lambda: again(mastercard("dGF2"))),
    ("not_base64", lambda: json.dumps({"cardInfo": {}})),
    ("not_json", lambda: base64.b64encode(b"[]").decode()),
    ("card_missing", lambda: encoded({})),
    ("tav_not_base64_string", lambda: encoded({"cardInfo": node(), "tokenizationAuthenticationValue": {"version": "3"}})),
)
# The message's own checks refuse what is no object as a card without members.
NODES: Final = tuple(row for row in nodes.MADE if row[0] != "content_unreadable")
TAVS: Final = (*test_proofs.MADE, ("tav_too_long", lambda: "A" * 2_052))


def named(cause: str) -> str:
    """The cause as the phone has it: a wallet's payload has a TAV among other things."""
    return cause if "tav" in cause else f"tav_{cause}"


@pytest.mark.parametrize(("cause", "text"), ENVELOPES)
async def test_a_mastercard_in_a_wrong_envelope(phone: Phone, cause: str, text: Callable[[], str]) -> None:
    session = await phone.bank.open("google", MASTERCARD)

    assert await phone.named_by_both("google", session, {"opaquePaymentCard": text()}) == ("opaque_payment_card", cause)


@pytest.mark.parametrize(("cause", "changes"), [pytest.param(*row, id=f"{row[0]}-{place}") for place, row in enumerate(NODES)])
async def test_a_mastercard_that_was_encrypted_wrong(phone: Phone, cause: str, changes: Message) -> None:
    session = await phone.bank.open("google", MASTERCARD)
    text = encoded({"cardInfo": node(**changes)})

    assert await phone.named_by_both("google", session, {"opaquePaymentCard": text}) == ("opaque_payment_card", cause)


@pytest.mark.parametrize(("cause", "tav"), [pytest.param(*row, id=row[0]) for row in TAVS])
async def test_a_mastercard_that_nobody_vouches_for(phone: Phone, cause: str, tav: Callable[[], str]) -> None:
    session = await phone.bank.open("google", MASTERCARD)
    text = mastercard(tav(), number=test_proofs.PAN, month=9, year=2045)

    assert await phone.named_by_both("google", session, {"opaquePaymentCard": text}) == ("tav", named(cause))
