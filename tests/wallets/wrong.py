"""Wrong payloads by the name of their mistake: those of the crypto tests, as a wallet would receive them, and some of our own."""

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from emulator.config import shipped
from emulator.core.keys import Keys
from emulator.crypto.payloads import base64_json, mastercard_opc
from emulator.crypto.payloads.apple import delivery, pass_data
from emulator.crypto.payloads.apple.delivery import Delivery
from emulator.crypto.payloads.apple.ecc_v2 import Sealed
from emulator.crypto.payloads.visa import mbpac
from emulator.domain.pan import Network
from emulator.domain.parties import AccountRange, Issuer
from emulator.wallets.apps import Wallet
from emulator.wallets.checks import CHECKS, Case
from emulator.wallets.keychain import Keychain
from emulator.wallets.sessions import Session, Shown
from tests.crypto.known import demo
from tests.crypto.payloads import test_mastercard_opc as opc_vectors
from tests.crypto.payloads import test_mastercard_tav as good_tavs
from tests.crypto.payloads import test_mastercard_tav_mistakes as tavs
from tests.crypto.payloads.apple import passes, test_delivery_mistakes, test_ecc_v2_mistakes, test_pass_data_mistakes
from tests.crypto.payloads.mastercard_fle_mistakes import sealing, test_content
from tests.crypto.payloads.visa import activation, cards, test_field_mistakes, test_mbpac_mistakes, test_opc_mistakes

NOW: Final = good_tavs.NOW
EVERY_CARD: Final = (AccountRange("0" * 19, "9" * 19, Network.MASTERCARD),)
ISSUER: Final = Issuer("file", "file", EVERY_CARD, tav_keys=(good_tavs.VECTORS["inputs"]["public_key_pem"],))
KEYS: Final = Keychain(
    keys=Keys(shipped("keys")),
    issuers=(ISSUER,),
    leaf=passes.LEAF,
    intermediate=passes.INTERMEDIATE,
    merchant_ids=(test_ecc_v2_mistakes.MERCHANT,),
    fields=cards.KEYS,
    other_secrets=test_field_mistakes.OTHERS,
    activation=activation.KEYS,
    wallet=cards.WALLET,
)
APPLE: Final = Session(
    id="add_1",
    world="default",
    wallet=Wallet.APPLE,
    network=Network.VISA,
    device="phone",
    shown=Shown(passes.REQUEST.cardholder_name, passes.REQUEST.suffix),
    nonce=passes.REQUEST.nonce,
    opened_at=NOW,
    until=NOW + timedelta(seconds=20),
    signed=passes.REQUEST.nonce_signature,
)
GOOGLE: Final = replace(APPLE, wallet=Wallet.GOOGLE, shown=Shown())
MASTERCARD: Final = replace(GOOGLE, network=Network.MASTERCARD)
Made = Iterator[tuple[str, Case]]


def case(session: Session, payload: dict[str, Any], *, keys: Keychain = KEYS, now: datetime = NOW) -> Case:
    """Return a payload under examination."""
    return CHECKS[session.wallet, session.network][0](session, payload, keys, now, now)


def apple(sealed: Sealed, activation_data: bytes = test_mbpac_mistakes.GOOD.encode()) -> dict[str, str]:
    """Return a payload for Apple's wallet."""
    return delivery.write(Delivery(sealed, activation_data))


def apple_with(members: Any) -> dict[str, str]:
    """Return the same with other pass data."""
    return apple(passes.sealed(json.dumps(members).encode()))


def opaque(text: str) -> dict[str, str]:
    """Return a payload for Google's wallet."""
    return {"opaquePaymentCard": text}


def sessions() -> Made:
    good = apple(passes.sealed())
    yield "session_answered", case(replace(APPLE, answered=True), good)
    yield "session_expired", case(APPLE, good, now=NOW + timedelta(seconds=21))


def transport() -> Made:
    for cause, change in test_delivery_mistakes.MISTAKES:
        yield cause, case(APPLE, {name: value for name, value in {**apple(passes.sealed()), **change}.items() if value is not None})


def encryption_of_pass_data() -> Made:
    yield from ((cause, case(APPLE, apple(made))) for cause, made in test_ecc_v2_mistakes.MISTAKES if made.encrypted and made.ephemeral_key)


def pass_data_itself() -> Made:
    yield from ((cause, case(APPLE, apple_with(members))) for cause, members in test_pass_data_mistakes.MISTAKES)


def activation_data() -> Made:
    for cause, text in test_mbpac_mistakes.MISTAKES:
        # One more base64 is that of the transport, and named there.
        named = "transport_double_base64" if cause == "base64_applied_twice" else cause
        yield named, case(APPLE, apple(passes.sealed(), text.encode()))
    hidden = pass_data.write_encrypted(test_mbpac_mistakes.MISTAKES[0][1], "476112", passes.REQUEST)
    yield "base64_applied_twice", case(APPLE, apple(passes.sealed(hidden)))


def encrypted_number(text: str) -> Case:
    return case(APPLE, apple(passes.sealed(pass_data.write_encrypted(text, "476112", passes.REQUEST))))


def number(at: datetime, pan: str = activation.PAN, moment: str = "") -> str:
    text = f"pan={pan};expiry=1229;datetime={moment or f'{at:%Y%m%d%H%M%S}'}"
    return mbpac.seal("MBPAD", text, key_set=activation.KEY_SET, key=activation.KEY, chance=bytes)


def encrypted_numbers() -> Made:
    yield "mbpad_too_old", encrypted_number(number(NOW - timedelta(hours=25)))
    yield "mbpad_datetime_unreadable", encrypted_number(number(NOW, moment="yesterday"))
    yield "other_kind", encrypted_number(test_mbpac_mistakes.GOOD)


def words() -> Made:
    text = cards.made()
    yield "opaque_payment_card_missing", case(GOOGLE, {})
    yield "network_constant_wrong", case(GOOGLE, {**opaque(text), "network": 3})
    yield "token_provider_constant_wrong", case(GOOGLE, {**opaque(text), "tokenServiceProvider": "3"})
    yield "last_digits_differ", case(GOOGLE, {**opaque(text), "lastDigits": "0000"})


def mastercard_envelopes() -> Made:
    inputs, expected = opc_vectors.VECTORS["inputs"]["refused"], opc_vectors.VECTORS["expected"]["refused"]
    keys = replace(KEYS, own_cards=opc_vectors.RING)
    for name, made in inputs.items():
        yield (
            expected[name]["diagnosis"],
            case(MASTERCARD, opaque(made["opaquePaymentCard"]), keys=keys),
        )
    yield "not_json", case(MASTERCARD, opaque(base64.b64encode(b"[]").decode()))
    yield "card_missing", case(MASTERCARD, opaque(base64.b64encode(b"{}").decode()))
    yield "receipt_in_place_of_card", case(MASTERCARD, opaque(mastercard_opc.make_for_receipt("MCC-1")))


def mastercard_encryption() -> Made:
    (marked,) = (mark for mark in test_content.test_content_that_was_encrypted_wrong_is_named.pytestmark if mark.name == "parametrize")
    for made, cause in marked.args[1]:
        # JSON that is no object is named as a card without members, which it is here.
        if made.get("ciphertext") == test_content.cbc(b'"{}"'):
            continue
        yield cause, case(MASTERCARD, opaque(base64_json.write({"cardInfo": sealing.node(**made)})))


def visa_encryption() -> Made:
    for cause, text in test_field_mistakes.MISTAKES:
        if cause != "stale_iat":
            yield cause, case(GOOGLE, opaque(text))


def visa_cards() -> Made:
    yield from ((cause, case(GOOGLE, opaque(cards.made(members)))) for cause, members, _ in test_opc_mistakes.MISTAKES)


def tav_of(text: str) -> Case:
    card = {"accountNumber": good_tavs.CARD.pan, "expiryMonth": good_tavs.CARD.expiry[:2], "expiryYear": good_tavs.CARD.expiry[2:]}
    pair = demo("request")
    made = mastercard_opc.make(
        json.dumps(card).encode(), pair.public_key, fingerprint=pair.fingerprints.cert_sha1, digest="SHA256", chance=bytes, tav=text
    )
    return case(MASTERCARD, opaque(made))


def signatures() -> Made:
    yield from ((cause if "tav" in cause else f"tav_{cause}", tav_of(text)) for cause, text in tavs.MADE)


def visa_card(**changes: object) -> Case:
    return case(GOOGLE, opaque(cards.made(cards.card(**changes))))


def the_card() -> Made:
    yield "luhn_digit_wrong", visa_card(accountNumber="4761120010000493")
    yield "card_of_another_network", visa_card(accountNumber="5204247750001471")
    yield "last_digits_differ", encrypted_number(number(NOW, pan="4761349750010326"))
    yield "card_expired", visa_card(expirationDate={"month": "12", "year": "2025"})
    yield "no_issuer_owns_the_card", case(GOOGLE, opaque(cards.made()), keys=replace(KEYS, issuers=()))


MADE: Final = {
    "session": sessions,
    "Apple: transport": transport,
    "Apple: encryption of the pass data": encryption_of_pass_data,
    "Apple: pass data": pass_data_itself,
    "Apple: Visa's activation data": activation_data,
    "Apple: Visa's encrypted number": encrypted_numbers,
    "Google and Samsung: what the app says": words,
    "Google and Samsung: Mastercard's opaque card": mastercard_envelopes,
    "Google and Samsung: Mastercard's encryption": mastercard_encryption,
    "Google and Samsung: Visa's encryption": visa_encryption,
    "Google and Samsung: Visa's opaque card": visa_cards,
    "Mastercard's tokenization authentication value": signatures,
    "card": the_card,
}
WRONG: Final[list[tuple[str, str, Case]]] = [(check, cause, made) for check, make in MADE.items() for cause, made in make()]
