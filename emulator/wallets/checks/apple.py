"""Apple's payload: transport, encryption, the pass data inside, and the network's activation data beside it."""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Final

from emulator.crypto.diagnosis import Finding
from emulator.crypto.payloads.apple import delivery, delivery_mistakes, ecc_v2, ecc_v2_mistakes, pass_data, pass_data_mistakes
from emulator.crypto.payloads.apple.delivery import Delivery
from emulator.crypto.payloads.apple.pass_data import PassData
from emulator.crypto.payloads.visa import mbpac, mbpac_mistakes
from emulator.wallets.checks import proof
from emulator.wallets.checks.card import CARD, presented
from emulator.wallets.checks.case import Case, Check, Presented
from emulator.wallets.checks.session import CHAIN, SESSION, explain_chain

ENCRYPTED_NUMBER: Final = "encrypted_number"
# How old an encrypted card number may be is not published: our own choice.
FRESH: Final = timedelta(hours=24)


@dataclass(frozen=True)
class AppleCase(Case):
    """A payload for Apple Pay; each part can be had once the steps before it went well."""

    @cached_property
    def delivery(self) -> Delivery:
        """The three results as bytes."""
        return delivery.read(self.payload)

    @cached_property
    def plaintext(self) -> bytes:
        """The JSON of the pass data."""
        if self.keys.leaf is None:
            raise ecc_v2.EccError("there is no leaf key to open with", cause="pass_data_unreadable")
        return ecc_v2.open_sealed(self.delivery.sealed, self.keys.leaf)

    @cached_property
    def pass_data(self) -> PassData:
        """The members of the pass data."""
        return pass_data.read(self.plaintext)

    @cached_property
    def encrypted_number(self) -> mbpac.Opened | None:
        """What only Visa can read of the card number, where the pass data has no other."""
        text = self.pass_data.encrypted_number if self.pass_data.number is None else None
        return None if text is None else mbpac.open_sealed(text, self.keys.activation)

    @property
    def presented(self) -> Presented:
        """The card; activation data stands beside it in every Apple payload, so the issuer has vouched for it."""
        members, opened = self.pass_data.members, self.encrypted_number
        number = opened.members["pan"] if opened else members[pass_data.NUMBER]
        mmyy = opened.members["expiry"] if opened else members[pass_data.EXPIRATION].replace("/", "")
        return presented(number, mmyy, holder=members[pass_data.NAME], vouched=True)


def _transport(case: AppleCase) -> Finding | None:
    return delivery_mistakes.explain(case.payload)


def _opens(case: AppleCase) -> Finding | None:
    keys = case.keys
    if keys.leaf is None:
        return Finding(
            check=ecc_v2_mistakes.CHECK,
            cause="no_leaf_key",
            message="The leaf's private key is not given.",
            fix="Give the key of the certificate that the payload was sealed for.",
        )
    sealed = case.delivery.sealed
    return ecc_v2_mistakes.explain(sealed, keys.leaf, intermediate_key=keys.intermediate, merchant_ids=keys.merchant_ids)


def _pass_data(case: AppleCase) -> Finding | None:
    return pass_data_mistakes.explain(case.plaintext, case.session.request, other_nonces=case.other_nonces)


def _encrypted_number(case: AppleCase) -> Finding | None:
    text = case.pass_data.encrypted_number if case.pass_data.number is None else None
    if text is None:
        return None
    return mbpac_mistakes.explain(text, case.keys.activation, nonce=None, kind="MBPAD") or _age(case)


def _age(case: AppleCase) -> Finding | None:
    opened = case.encrypted_number
    said = opened.members["datetime"] if opened else ""
    try:
        made = datetime.strptime(said, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return Finding(ENCRYPTED_NUMBER, "mbpad_datetime_unreadable", "datetime is no moment.", "Write it as YYYYMMDDHHMMSS, in UTC.")
    if abs(case.wall - made) <= FRESH:
        return None
    return Finding(
        ENCRYPTED_NUMBER, "mbpad_too_old", "The encrypted number is older than a day.", "Encrypt it for each payload anew.", got=said
    )


def _mbpac(case: AppleCase) -> Finding | None:
    text = case.delivery.activation_data.decode("ascii", "replace")
    return mbpac_mistakes.explain(text, case.keys.activation, nonce=case.session.nonce, other_nonces=case.other_nonces)


def _tav(case: AppleCase) -> Finding | None:
    # On this way the TAV is its JSON: the base64 around it is that of the transport.
    return proof.explain(case, base64.b64encode(case.delivery.activation_data).decode("ascii"))


_FIRST: Final = (
    SESSION,
    Check(CHAIN, explain_chain),
    Check(delivery_mistakes.CHECK, _transport),
    Check(ecc_v2_mistakes.CHECK, _opens),
    Check(pass_data_mistakes.CHECK, _pass_data),
)
MASTERCARD: Final = (*_FIRST, CARD, Check("activation_data", _tav))
VISA: Final = (*_FIRST, Check(ENCRYPTED_NUMBER, _encrypted_number), CARD, Check("activation_data", _mbpac))
