"""What a client needs to enter a world, as one kit, and as files that official libraries read."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from emulator.admin.service.libraries import FLE, JWE
from emulator.config import shipped
from emulator.core.dispatch import DEFAULT
from emulator.core.keys import Keys
from emulator.core.worlds import DEMO_API_KEY, DEMO_CONSUMER_KEY, DEMO_SECRET_KEY, DEMO_SECRETS, DEMO_VISA_SECRETS, Plan, WorldOpener
from emulator.crypto.keys import pkcs12
from emulator.crypto.keys.certificates import certificate_pem
from emulator.crypto.keys.keyring import KeyPair
from emulator.domain.parties import Issuer, Party, Requestor
from emulator.domain.worlds import Clock, Credential, Namespace
from emulator.storage.clockwork import moment
from emulator.wallets.authority import authority

MDES: Final = "mdes"
VISA: Final = "visa"
STRIPE: Final = "stripe"

# Every file below, what it is for, and which private keys are the client's own.
MEANINGS: Final[Mapping[str, str]] = {
    "signing": "signs the client's requests (OAuth 1.0a)",
    "request": "clients encrypt to MDES with this certificate; MDES keeps the private key",
    "response": "MDES encrypts its answers to the client with it",
    "issuer": "MDES encrypts what it tells the issuer with it",
    "tav": "the issuer signs tokenization authentication values (TAV) with it",
    "server": "clients encrypt messages to Visa with this certificate; Visa keeps the private key",
    "jws": "Visa signs what it tells issuers with it, and keeps the private key",
    "client": "Visa encrypts its answers to the client with it, where whole messages are encrypted",
}

_POOL: Final = frozenset(DEMO_SECRETS.values())

# The networks' own keys of which clients see only the certificate.
_REQUEST_KEY: Final = "demo:mdes/request"
_SERVER_KEY: Final = "demo:vts/server"
_NOTICES_KEY: Final = "demo:vts/jws"


@dataclass(frozen=True, slots=True, repr=False)
class Kit:
    """The credentials of one world, its keys as clients hold them, and who stands around it.

    `consumer_key` is None, and `pairs` empty, where the world has no MDES credential. `keystore` is the signing key as
    PKCS#12, the form in which developer portals hand it out; None where only the client holds it. `visa` is the world's
    credential at Visa, `visa_pairs` its keys as clients hold them, `secret_key` its key at Stripe.
    """

    namespace: str
    url: str
    consumer_key: str | None
    pairs: Mapping[str, KeyPair]
    keystore: bytes | None
    issuers: tuple[Issuer, ...]
    requestors: tuple[Requestor, ...]
    visa: Credential | None
    visa_pairs: Mapping[str, KeyPair]
    secret_key: str | None

    @property
    def requestor_id(self) -> str:
        """The token requestor to begin with: a wallet, if there is one."""
        wallets_first = sorted(self.requestors, key=lambda party: party.wallet is None)
        return wallets_first[0].id if wallets_first else ""


def demo(keys: Keys, url: str) -> Kit:
    """Return the kit of the home world, which needs no running emulator: everything in it is committed."""
    plan = Plan(Namespace(DEFAULT, Clock(), moment(0)), "http://127.0.0.1:8000")
    parties = WorldOpener(shipped("seeds") / "demo.json").parties(plan)
    credentials = [
        Credential(MDES, DEMO_CONSUMER_KEY, DEFAULT, DEMO_SECRETS),
        Credential(VISA, DEMO_API_KEY, DEFAULT, DEMO_VISA_SECRETS),
        Credential(STRIPE, DEMO_SECRET_KEY, DEFAULT, {}),
    ]
    return kit_of(keys, credentials, parties, namespace=DEFAULT, url=url)


def kit_of(keys: Keys, credentials: Sequence[Credential], parties: Iterable[Party], *, namespace: str, url: str) -> Kit:
    """Put the kit of a world together."""
    everybody = sorted(parties, key=lambda party: party.id)
    issuers = tuple(party for party in everybody if isinstance(party, Issuer))
    mdes = min((one for one in credentials if one.kind == MDES), key=_reach, default=None)
    visa = next((one for one in credentials if one.kind == VISA), None)
    pairs = dict(_pairs(keys, mdes, issuers)) if mdes else {}
    return Kit(
        namespace=namespace,
        url=url,
        consumer_key=mdes.name if mdes else None,
        pairs=pairs,
        keystore=_keystore(mdes, pairs["signing"]) if mdes and "signing" in pairs else None,
        issuers=issuers,
        requestors=tuple(party for party in everybody if isinstance(party, Requestor)),
        visa=visa,
        visa_pairs=dict(_visa_pairs(keys, visa)) if visa else {},
        secret_key=next((one.name for one in credentials if one.kind == STRIPE), None),
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


def _visa_pairs(keys: Keys, visa: Credential) -> Iterator[tuple[str, KeyPair]]:
    yield "server", KeyPair("server", keys.pair(_SERVER_KEY).certificate_pem)
    yield "jws", KeyPair("jws", keys.pair(_NOTICES_KEY).certificate_pem)
    if "mle_client" in visa.secrets:
        yield "client", _own_pair(keys, visa, "mle_client")


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
    """Return the kit as files, by path: `.env`, in `mdes/` PEM files, `signing.p12`, `fle.json` and `jwe.json`, PEM files elsewhere.

    The two JSON files are configurations of package mastercard-client-encryption; the paths in them are relative to the
    folder that the files are written to.
    """
    files: dict[str, bytes] = {".env": _env(kit).encode()}
    for folder, pairs in (("mdes", kit.pairs), ("vts", kit.visa_pairs)):
        for name, pair in pairs.items():
            files[f"{folder}/{name}.crt"] = pair.certificate_pem
            if pair.private_key_pem:
                files[f"{folder}/{name}.key"] = pair.private_key_pem
    if keystore := kit.keystore:
        files["mdes/signing.p12"] = keystore
    if kit.pairs:
        files["apple/root.crt"] = certificate_pem(authority().root.certificate)
        files["mdes/fle.json"] = _json(FLE)
        files["mdes/jwe.json"] = _json(JWE)
    return files


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, indent=2) + "\n").encode()


def _env(kit: Kit) -> str:
    variables = _variables(kit, kit.consumer_key) if kit.consumer_key else {}
    visa = _visa_variables(kit, kit.visa) if kit.visa else {}
    stripe = _stripe_variables(kit, kit.secret_key) if kit.secret_key else {}
    return "\n".join(
        (
            f"# tsp-emulator, namespace {kit.namespace}. Worthless on purpose: nothing real trusts these credentials.",
            "# Paths are relative to this folder.",
            # Quoted, because a consumer key holds an exclamation mark.
            *(f"{name}='{value}'" for name, value in (variables | visa | stripe).items()),
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


def _visa_variables(kit: Kit, visa: Credential) -> dict[str, str]:
    secrets = visa.secrets
    ours = {
        "VISA_URL": kit.url,
        "VISA_API_KEY": visa.name,
        "VISA_SHARED_SECRET": secrets["shared_secret"],
        "VISA_ENCRYPTION_KEY_ID": secrets.get("encryption_key_id", ""),
        "VISA_ENCRYPTION_SECRET": secrets.get("encryption_secret", ""),
        "VISA_OUTBOUND_SECRET": secrets.get("outbound_secret", ""),
        "VISA_KEY_ID": secrets.get("mle_key_id", ""),
        "VISA_SERVER_CERTIFICATE": "vts/server.crt",
        "VISA_CLIENT_KEY": "vts/client.key",
        "VISA_TOKEN_REQUESTOR_ID": secrets.get("requestor", ""),
    }
    issuer_app = {
        "ISSUER_APP_VISA_API_KEY": visa.name,
        "ISSUER_APP_VISA_SHARED_SECRET": secrets["shared_secret"],
        "ISSUER_APP_VISA_KEY_ID": secrets.get("encryption_key_id", visa.name),
        "ISSUER_APP_VISA_KEY_SECRET": secrets.get("encryption_secret", secrets["shared_secret"]),
    }
    # The same by the names that package @visa/api-client reads; it wants its certificate and key as text.
    products = {f"VISA_{product}_API_KEY": visa.name for product in ("VTS", "VIC", "VDP")}
    signing = {f"{name}_SS": secrets["shared_secret"] for name in products}
    return {**ours, **issuer_app, "VISA_API_BASE_URL": kit.url, "VISA_VTS_API_BASE_URL": kit.url, **products, **signing}


def _stripe_variables(kit: Kit, secret_key: str) -> dict[str, str]:
    names = ("STRIPE_API_KEY", "ISSUER_APP_STRIPE_KEY")
    return {"STRIPE_API_BASE": kit.url, **dict.fromkeys(names, secret_key)}
