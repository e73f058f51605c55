"""What payloads are opened and checked with: the wallet's own keys, the networks', and those that issuers have registered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from emulator.core.context import Context
from emulator.core.issuer_secrets import ACTIVATION_KEYS, OPC_KEY_ID, OPC_SECRET
from emulator.core.keys import Keys
from emulator.core.worlds import DEMO_VISA_SECRETS
from emulator.crypto.keys import p256, rsa
from emulator.crypto.keys.keyring import Keyring
from emulator.crypto.payloads.visa import opc
from emulator.crypto.payloads.visa.fields import FieldKeys
from emulator.domain.pan import Pan
from emulator.domain.parties import Issuer
from emulator.wallets import authority
from emulator.wallets.apps import Wallet
from emulator.wallets.sessions import Session

# Issuers encrypt cards to the first; the others are tried when somebody mixed them up.
CARDS: Final = "demo:mdes/request"
MIXED_UP: Final = ("demo:mdes/issuer", "demo:mdes/response")
# Secrets that an issuer shares with Visa for something else, published like all of the demo's.
OTHER_SECRETS: Final = {"signing": DEMO_VISA_SECRETS["shared_secret"], "encryption": DEMO_VISA_SECRETS["encryption_secret"]}


@dataclass(frozen=True)
class Keychain:
    """Keys by what they open; `merchant_ids` are those that an issuer may have mixed into a derivation.

    `wallet` is what the wallet sends to Visa, where it is not the phone's own.
    """

    keys: Keys
    issuers: Sequence[Issuer]
    leaf: p256.PrivateKey | None = field(default=None, repr=False)
    intermediate: p256.PrivateKey | None = field(default=None, repr=False)
    merchant_ids: Sequence[str] = ()
    fields: FieldKeys = field(default_factory=lambda: FieldKeys({OPC_KEY_ID: OPC_SECRET}))
    other_secrets: Mapping[str, str] = field(default_factory=lambda: OTHER_SECRETS, repr=False)
    activation: Mapping[str, bytes] = field(default_factory=lambda: ACTIVATION_KEYS, repr=False)
    own_cards: Keyring | None = None
    wallet: opc.Wallet | None = None

    @property
    def cards(self) -> Keyring:
        """The keys that open Mastercard's opaque payment cards."""
        return self.own_cards or self.keys.ring(CARDS)

    @property
    def mixed_up(self) -> Keyring:
        """Keys that an issuer has too, and that open none."""
        return self.keys.ring(*MIXED_UP)

    def issuer_of(self, pan: Pan) -> Issuer | None:
        """Return the issuer in whose account ranges a card lies: the narrowest range wins."""
        found = [(int(r.high) - int(r.low), issuer) for issuer in self.issuers for r in issuer.ranges if r.holds(pan)]
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def tav_keys(self, pan: Pan) -> Mapping[str, rsa.PublicKey]:
        """Return the keys with which a card's issuer may vouch for it, by alias."""
        issuer = self.issuer_of(pan)
        return {reference: self.keys.pair(reference).public_key for reference in issuer.tav_keys} if issuer else {}


def of_session(ctx: Context, session: Session, issuers: Sequence[Issuer]) -> Keychain:
    """Return the keys of a session of the phone; a leaf is made again, which costs a few hundred microseconds."""
    if session.wallet is not Wallet.APPLE:
        return Keychain(ctx.keys, issuers)
    leaf = authority.leaf(session.id, session.opened_at)
    return Keychain(ctx.keys, issuers, leaf.private_key, authority.authority().intermediate.private_key, session.merchant_ids)
