"""Makers of whole payloads, one for each pair of wallet and network: what a provider of this app offers is chosen from them."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509

from ..errors import BadWalletSession
from ..providers import CardInClear, JsonObject
from .apple_chain import leaf_of, trusted_key
from .apple_pass import ApplePayload, encrypted_pass_data, pass_data, seal
from .handed import AppleHanded, Handed, PushHanded
from .visa_activation import ActivationKey, mbpac, mbpad
from .visa_opaque_card import OpaqueCardSecret, visa_opaque_card

APPLE_NEEDS = "Apple Pay needs certificates, nonce and nonceSignature: POST what the phone handed over."
PUSH_NEEDS = "A Visa payload needs the ids of wallet, account and device: POST what the phone handed over."


@dataclass(frozen=True, slots=True)
class AppleMaker:
    """Makes payloads for Apple's wallet: `root` is pinned, `random` gives so many bytes, `now` UTC time."""

    root: x509.Certificate
    random: Callable[[int], bytes]
    now: Callable[[], datetime]

    def mastercard(self, card: CardInClear, handed: Handed | None, *, tav: str) -> JsonObject:
        """Return the payload of a Mastercard; `tav` vouches for it. Raises BadWalletSession or UntrustedChain."""
        given = _apple(handed)
        # Here the TAV travels as its JSON: the base64 around it is that of the transport.
        return self._sealed(pass_data(card, given), given, base64.b64decode(tav))

    def visa(self, card: CardInClear, handed: Handed | None, *, key: ActivationKey) -> JsonObject:
        """Return the payload of a Visa card, its number in clear for Apple. Raises as `mastercard`."""
        given = _apple(handed)
        return self._sealed(pass_data(card, given), given, mbpac(given.nonce, key, self.random).encode())

    def visa_encrypted(self, card: CardInClear, handed: Handed | None, *, key: ActivationKey) -> JsonObject:
        """Return the payload of a Visa card whose number only Visa can read. Raises as `mastercard`."""
        given = _apple(handed)
        plaintext = encrypted_pass_data(card, given, mbpad(card, self.now(), key, random=self.random))
        return self._sealed(plaintext, given, mbpac(given.nonce, key, self.random).encode())

    def leaf(self, handed: AppleHanded) -> str:
        """Return the leaf of a chain that holds, as it was sent: for whoever encrypts in our stead. Raises UntrustedChain."""
        trusted_key(handed.certificates, self.root, self.now())
        return leaf_of(handed.certificates)

    def _sealed(self, plaintext: bytes, given: AppleHanded, activation: bytes) -> JsonObject:
        leaf = trusted_key(given.certificates, self.root, self.now())
        encrypted, point = seal(plaintext, leaf, self.random)
        return ApplePayload(encrypted, activation, point).members()


def visa_push(card: CardInClear, handed: Handed | None, *, secret: OpaqueCardSecret, now: datetime) -> JsonObject:
    """Return the payload of a Visa card for Google's or Samsung's wallet. Raises BadWalletSession."""
    if not isinstance(handed, PushHanded):
        raise BadWalletSession(PUSH_NEEDS)
    return {"opaquePaymentCard": visa_opaque_card(card, handed, secret, now=now)}


def _apple(handed: Handed | None) -> AppleHanded:
    if not isinstance(handed, AppleHanded):
        raise BadWalletSession(APPLE_NEEDS)
    return handed
