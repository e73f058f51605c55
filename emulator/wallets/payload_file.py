"""A payload saved in a file, with the session that it answers: the phone's checks, without a phone.

A file is JSON: `wallet` and `network`, `request` (what the phone has answered when the session was opened, or the same
members by hand) and `payload` (what the app would hand to the wallet). `keys` may give keys that are not the demo's.
"""

import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from emulator.core.keys import Keys
from emulator.crypto.keys import p256
from emulator.crypto.keys.keyring import KeyPair, ring
from emulator.crypto.keys.rsa import UnreadableKey
from emulator.crypto.payloads.visa import opc
from emulator.crypto.payloads.visa.fields import FieldKeys
from emulator.domain.pan import Network
from emulator.domain.parties import AccountRange, Issuer
from emulator.wallets import authority
from emulator.wallets.apps import APPS, Wallet
from emulator.wallets.checks import CHECKS, Examined, examine
from emulator.wallets.devices import PHONE
from emulator.wallets.keychain import Keychain
from emulator.wallets.sessions import Session, Shown

WORLD: Final = "file"
EVERY_CARD: Final = (AccountRange("0" * 19, "9" * 19, Network.MASTERCARD),)
DEMO_TAV: Final = ("demo:mdes/tav",)
# Google and Samsung give their ids other names.
ACCOUNTS: Final = ("walletId", "walletUserId")
HARDWARE: Final = ("stableHardwareId", "deviceId")


class BadFile(ValueError):
    """The file is no saved payload; the text says what is missing. No card number in it."""


@dataclass(frozen=True)
class Saved:
    """A payload, what it answers, and the keys that come with it, as the file has them."""

    wallet: Wallet
    network: Network
    request: Mapping[str, Any]
    payload: Mapping[str, Any]
    keys: Mapping[str, Any]


def read(text: str) -> Saved:
    """Read a file. Raises `BadFile`."""
    try:
        members = json.loads(text)
        parts = [members.get(name, {}) for name in ("request", "payload", "keys")]
        saved = Saved(Wallet(members["wallet"]), Network(members["network"]), *parts)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadFile("a saved payload is a JSON object with wallet, network, request and payload") from None
    if not all(isinstance(part, dict) for part in parts):
        raise BadFile("request, payload and keys are JSON objects")
    return saved


def verify(saved: Saved, keys: Keys, *, now: datetime) -> Examined:
    """Run the phone's checks at a moment. Raises `BadFile` when the session's part cannot be used."""
    session = _session(saved, now)
    kind, checks = CHECKS[saved.wallet, saved.network]
    try:
        chain = _keychain(saved, session, keys)
    except (TypeError, ValueError, AttributeError) as error:
        if isinstance(error, BadFile):
            raise
        raise BadFile("keys are not written as docs/wallets.md says") from None
    return examine(kind(session, saved.payload, chain, now, now), checks)


def _session(saved: Saved, now: datetime) -> Session:
    request = saved.request
    return Session(
        id=str(request.get("id", "")),
        world=WORLD,
        wallet=saved.wallet,
        network=saved.network,
        device=PHONE,
        shown=Shown(str(request.get("cardholderName", "")), str(request.get("primaryAccountSuffix", ""))),
        nonce=_octets(request, "nonce"),
        opened_at=_moment(request.get("openedAt"), now),
        until=now + timedelta(days=1),
        signed=_octets(request, "nonceSignature") or None,
    )


def _moment(text: object, now: datetime) -> datetime:
    try:
        return datetime.fromisoformat(str(text)) if text else now
    except ValueError:
        raise BadFile("openedAt is ISO 8601 with a zone") from None


def _octets(request: Mapping[str, Any], name: str) -> bytes:
    """Return bytes in base64, or in the hex twin of the member."""
    text, twin = request.get(name), request.get(f"{name}Hex")
    try:
        return bytes.fromhex(str(twin)) if twin else binascii.a2b_base64(str(text or ""), strict_mode=True)
    except ValueError:
        raise BadFile(f"{name} is base64, {name}Hex is hex") from None


def _keychain(saved: Saved, session: Session, keys: Keys) -> Keychain:
    given = saved.keys
    tav = tuple(given["tavKeys"]) if "tavKeys" in given else DEMO_TAV
    chain = Keychain(keys, (Issuer("file", "file", EVERY_CARD, tav_keys=tav),))
    if "cardKeys" in given:
        chain = replace(chain, own_cards=ring(_pair(**one) for one in given["cardKeys"]))
    if "visaSecrets" in given:
        chain = replace(chain, fields=FieldKeys(dict(given["visaSecrets"])))
    if "activationKeys" in given:
        chain = replace(chain, activation={name: bytes.fromhex(key) for name, key in given["activationKeys"].items()})
    return replace(chain, wallet=_wallet(saved), merchant_ids=tuple(given.get("merchantIds", ())), **_apple(saved, session))


def _pair(*, certificate: str, private_key: str) -> KeyPair:
    return KeyPair("given", certificate.encode(), private_key.encode())


def _apple(saved: Saved, session: Session) -> dict[str, Any]:
    if saved.wallet is not Wallet.APPLE:
        return {}
    given = saved.keys
    if "leafKey" not in given and not session.id:
        return {}
    try:
        leaf = p256.load_private_key(given["leafKey"].encode()) if "leafKey" in given else _leaf(session)
        other = given.get("intermediateKey")
        return {"leaf": leaf, "intermediate": p256.load_private_key(other.encode()) if other else None}
    except (UnreadableKey, AttributeError):
        raise BadFile("leafKey and intermediateKey are P-256 private keys in PEM") from None


def _leaf(session: Session) -> p256.PrivateKey:
    return authority.leaf(session.id, session.opened_at).private_key


def _wallet(saved: Saved) -> opc.Wallet:
    request = saved.request
    account = next((str(request[name]) for name in ACCOUNTS if name in request), "")
    hardware = next((str(request[name]) for name in HARDWARE if name in request), "")
    app = request.get("clientAppID")
    return opc.Wallet(APPS[saved.wallet].requestors[Network.VISA], account, hardware, str(app) if app else None)
