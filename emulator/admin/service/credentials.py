"""What a client needs to enter a world, as one kit: shown as text, written as files that official libraries read."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from emulator.config import shipped
from emulator.core.dispatch import DEFAULT
from emulator.core.keys import Keys
from emulator.core.worlds import DEMO_CONSUMER_KEY, DEMO_SECRETS, Plan, WorldOpener
from emulator.crypto.keys import pkcs12
from emulator.crypto.keys.keyring import KeyPair
from emulator.domain.parties import Issuer, Party, Requestor
from emulator.domain.worlds import Clock, Credential, Namespace
from emulator.storage.clockwork import moment

MDES: Final = "mdes"

# Every file below, what it is for, and which private keys are the client's own.
MEANINGS: Final[Mapping[str, str]] = {
    "signing": "signs the client's requests (OAuth 1.0a)",
    "request": "clients encrypt to MDES with this certificate; MDES keeps the private key",
    "response": "MDES encrypts its answers to the client with it",
    "issuer": "MDES encrypts what it tells the issuer with it",
    "tav": "the issuer signs tokenization authentication values (TAV) with it",
}

_POOL: Final = frozenset(DEMO_SECRETS.values())

# MDES's own key of which clients see only the certificate.
_REQUEST_KEY: Final = "demo:mdes/request"

# Where encrypted objects sit in the messages of MDES (developer.mastercard.com, MDES Digital Enablement and Token Connect),
# as package mastercard-client-encryption wants to be told.
_TO_ENCRYPT: Final = ("fundingAccountInfo.encryptedPayload", "pushFundingAccounts.encryptedPayload")
_TO_DECRYPT: Final = ("tokenDetail", "encryptedPayload")


@dataclass(frozen=True, slots=True, repr=False)
class Kit:
    """The credentials of one world, its keys as clients hold them, and who stands around it.

    `consumer_key` is None, and `pairs` empty, where the world has no MDES credential. `keystore` is the signing key as
    PKCS#12, the form in which developer portals hand it out; None where only the client holds it.
    """

    namespace: str
    url: str
    consumer_key: str | None
    pairs: Mapping[str, KeyPair]
    keystore: bytes | None
    issuers: tuple[Issuer, ...]
    requestors: tuple[Requestor, ...]

    @property
    def requestor_id(self) -> str:
        """The token requestor to begin with: a wallet, if there is one."""
        wallets_first = sorted(self.requestors, key=lambda party: party.wallet is None)
        return wallets_first[0].id if wallets_first else ""


def demo(keys: Keys, url: str) -> Kit:
    """Return the kit of the home world, which needs no running emulator: everything in it is committed."""
    plan = Plan(Namespace(DEFAULT, Clock(), moment(0)), "http://127.0.0.1:8000")
    parties = WorldOpener(shipped("seeds") / "demo.json").parties(plan)
    return kit_of(keys, [Credential(MDES, DEMO_CONSUMER_KEY, DEFAULT, DEMO_SECRETS)], parties, namespace=DEFAULT, url=url)


def kit_of(keys: Keys, credentials: Sequence[Credential], parties: Iterable[Party], *, namespace: str, url: str) -> Kit:
    """Put the kit of a world together."""
    everybody = sorted(parties, key=lambda party: party.id)
    issuers = tuple(party for party in everybody if isinstance(party, Issuer))
    mdes = min((one for one in credentials if one.kind == MDES), key=_reach, default=None)
    pairs = dict(_pairs(keys, mdes, issuers)) if mdes else {}
    return Kit(
        namespace=namespace,
        url=url,
        consumer_key=mdes.name if mdes else None,
        pairs=pairs,
        keystore=_keystore(mdes, pairs["signing"]) if mdes and "signing" in pairs else None,
        issuers=issuers,
        requestors=tuple(party for party in everybody if isinstance(party, Requestor)),
    )


def _reach(credential: Credential) -> tuple[bool, bool]:
    # Whoever asks for the keys of a world wants one that may do anything in it, and whose private half is at hand.
    secrets = credential.secrets
    return bool({"requestor", "issuer"} & secrets.keys()), secrets["signing"] not in _POOL and "signing_private" not in secrets


def _pairs(keys: Keys, mdes: Credential, issuers: Sequence[Issuer]) -> Iterator[tuple[str, KeyPair]]:
    for name in ("signing", "response"):
        if not keys.pair(mdes.secrets[name]).is_bare:
            yield name, _own_pair(keys, mdes, name)
    yield "request", KeyPair("request", keys.pair(_REQUEST_KEY).certificate_pem)
    for issuer in issuers[:1]:
        if issuer.encryption_certificate:
            yield "issuer", keys.pair(issuer.encryption_certificate)
        if issuer.tav_keys and not keys.pair(issuer.tav_keys[0]).is_bare:
            yield "tav", keys.pair(issuer.tav_keys[0])


def _own_pair(keys: Keys, credential: Credential, name: str) -> KeyPair:
    own = keys.pair(credential.secrets[name])
    private = credential.secrets.get(f"{name}_private")
    return KeyPair(name, own.certificate_pem, private.encode() if private else own.private_key_pem)


def _keystore(mdes: Credential, signing: KeyPair) -> bytes | None:
    if mdes.secrets["signing"] == DEMO_SECRETS["signing"]:
        # A new one would be salted anew, and a seed could not reproduce the answer that holds it.
        return (shipped("keys") / "mdes" / "signing.p12").read_bytes()
    return pkcs12.write(signing.private_key, signing.certificate) if signing.private_key else None


def files_of(kit: Kit) -> dict[str, bytes]:
    """Return the kit as files, by relative path: `.env`, and in `mdes/` PEM files, `signing.p12`, `fle.json` and `jwe.json`.

    The two JSON files are configurations of package mastercard-client-encryption; the paths in them are relative to the
    folder that the files are written to.
    """
    files: dict[str, bytes] = {".env": _env(kit).encode()}
    for name, pair in kit.pairs.items():
        files[f"mdes/{name}.crt"] = pair.certificate_pem
        if pair.private_key_pem:
            files[f"mdes/{name}.key"] = pair.private_key_pem
    if keystore := kit.keystore:
        files["mdes/signing.p12"] = keystore
    if kit.pairs:
        files["mdes/fle.json"] = _json(FLE)
        files["mdes/jwe.json"] = _json(JWE)
    return files


def _paths(opened: Callable[[str], str]) -> dict[str, Any]:
    to_encrypt = {f"{path}.encryptedData": path for path in _TO_ENCRYPT}
    return {"$": {"toEncrypt": to_encrypt, "toDecrypt": {path: opened(path) for path in _TO_DECRYPT}}}


_OF_THE_CLIENT: Final = {"encryptionCertificate": "mdes/request.crt", "decryptionKey": "mdes/response.key"}

FLE: Final[Mapping[str, Any]] = {
    "paths": _paths(lambda path: f"{path}.encryptedData"),
    **_OF_THE_CLIENT,
    "oaepPaddingDigestAlgorithm": "SHA-256",
    "encryptedValueFieldName": "encryptedData",
    "encryptedKeyFieldName": "encryptedKey",
    "ivFieldName": "iv",
    "oaepPaddingDigestAlgorithmFieldName": "oaepHashingAlgorithm",
    "encryptionCertificateFingerprintFieldName": "publicKeyFingerprint",
    "dataEncoding": "hex",
}

JWE: Final[Mapping[str, Any]] = {
    # The library removes the member that it decrypted, so what was in it needs a place of its own.
    "paths": _paths(lambda path: f"{path}Opened"),
    **_OF_THE_CLIENT,
    "encryptedValueFieldName": "encryptedData",
}


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, indent=2) + "\n").encode()


def _env(kit: Kit) -> str:
    variables = _variables(kit, kit.consumer_key) if kit.consumer_key else {}
    return "\n".join(
        (
            f"# tsp-emulator, namespace {kit.namespace}. Worthless on purpose: nothing real trusts these credentials.",
            "# Paths are relative to this folder.",
            # Quoted, because a consumer key holds an exclamation mark.
            *(f"{name}='{value}'" for name, value in variables.items()),
            "",
        )
    )


def _variables(kit: Kit, consumer_key: str) -> dict[str, str]:
    return {
        "MDES_URL": kit.url,
        "MDES_CONSUMER_KEY": consumer_key,
        "MDES_SIGNING_KEYSTORE": "mdes/signing.p12",
        "MDES_SIGNING_KEY_ALIAS": pkcs12.SANDBOX_ALIAS,
        "MDES_SIGNING_KEYSTORE_PASSWORD": pkcs12.SANDBOX_PASSWORD,
        "MDES_REQUEST_CERTIFICATE": "mdes/request.crt",
        "MDES_RESPONSE_KEY": "mdes/response.key",
        "MDES_FLE_CONFIGURATION": "mdes/fle.json",
        "MDES_JWE_CONFIGURATION": "mdes/jwe.json",
        "MDES_TOKEN_REQUESTOR_ID": kit.requestor_id,
        "ISSUER_APP_EMULATOR": kit.url,
        "ISSUER_APP_CONSUMER_KEY": consumer_key,
        "ISSUER_APP_KEYS": ".",
        "ISSUER_APP_TOKEN_REQUESTOR_ID": kit.requestor_id,
    }


def as_text(kit: Kit) -> str:
    """Return the kit as text for people; private keys are left to the files."""
    sections = [
        f"tsp-emulator credentials of namespace {kit.namespace} (worthless on purpose: nothing real trusts them)",
        f"URL           {kit.url}",
        *_mdes_text(kit),
        "Token requestors",
        *(f"  {party.id}  {party.name} ({party.kind.lower()})" for party in kit.requestors),
        "Issuers",
        *(f"  {party.id}  {party.name}, listens at {party.callback_url or 'no URL'}" for party in kit.issuers),
    ]
    return "\n".join(sections) + "\n"


def _mdes_text(kit: Kit) -> Iterator[str]:
    if not kit.consumer_key:
        return
    yield "Mastercard MDES"
    yield f"  consumer key  {kit.consumer_key}"
    yield f"  key store     mdes/signing.p12, alias {pkcs12.SANDBOX_ALIAS}, password {pkcs12.SANDBOX_PASSWORD}"
    for name, pair in kit.pairs.items():
        yield f"  mdes/{name}.crt: {MEANINGS[name]}"
        yield from (f"    {kind:<12}{value}" for kind, value in pair.fingerprints.items())
