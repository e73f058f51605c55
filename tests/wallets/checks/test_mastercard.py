"""Mastercard's opaque card: with the issuer's word it is vouched for, without it is not."""

from emulator.crypto.payloads import base64_json, mastercard_opc, mastercard_tav
from emulator.wallets.checks import CHECKS, examine
from tests.crypto.payloads import test_mastercard_tav as tavs
from tests.wallets.wrong import MASTERCARD, case, opaque, tav_of


def test_a_card_with_a_good_tav_is_vouched_for() -> None:
    good = tav_of(mastercard_tav.make(tavs.CARD, tavs.KEY, tavs.CLAIMS))

    examined = examine(good, CHECKS[MASTERCARD.wallet, MASTERCARD.network][1])

    assert [step.step for step in examined.steps] == ["session", "payload", "opaque_payment_card", "card", "last_digits", "tav"]
    assert examined.presented is not None
    assert examined.presented.vouched


def test_without_a_tav_nobody_has_vouched() -> None:
    good = tav_of(mastercard_tav.make(tavs.CARD, tavs.KEY, tavs.CLAIMS))
    envelope = mastercard_opc.read(str(good.payload["opaquePaymentCard"]))
    without = case(MASTERCARD, opaque(base64_json.write({"cardInfo": dict(envelope.node or {})})))

    examined = examine(without, CHECKS[MASTERCARD.wallet, MASTERCARD.network][1])

    assert examined.presented is not None
    assert not examined.presented.vouched
