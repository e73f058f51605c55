"""The issuer's keys at MDES, read from a folder, in the form that the official libraries take."""

from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from typing import Final

from client_encryption.encryption_exception import CertificateError, PrivateKeyError
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from oauth1 import authenticationutils

from ..errors import BadSetting

# The password of sandbox signing keys that Mastercard's developer portal hands out.
SIGNING_PASSWORD: Final = "keystorepassword"

# The five fields of an encrypted object, by the names that MDES gives them (developer.mastercard.com, MDES Token Connect).
FIELDS: Final = {
    "encryptedValueFieldName": "encryptedData",
    "encryptedKeyFieldName": "encryptedKey",
    "ivFieldName": "iv",
    "oaepPaddingDigestAlgorithmFieldName": "oaepHashingAlgorithm",
    "encryptionCertificateFingerprintFieldName": "publicKeyFingerprint",
    "oaepPaddingDigestAlgorithm": "SHA-256",
    "dataEncoding": "hex",
}

PUSHED: Final = "pushFundingAccounts.encryptedPayload"
CARD: Final = "cardInfo"
NOTIFIED: Final = "fundingAccountInfo.encryptedPayload"
ANSWERED: Final = "encryptedPayload"


@dataclass(frozen=True, slots=True, repr=False)
class MdesKeys:
    """Keys by use: sign requests, seal pushed accounts, seal an opaque card, open a notice, seal an answer, sign a TAV."""

    signing: RSAPrivateKey
    push_sealing: FieldLevelEncryptionConfig
    card_sealing: FieldLevelEncryptionConfig
    notice_opening: FieldLevelEncryptionConfig
    answer_sealing: FieldLevelEncryptionConfig
    tav: RSAPrivateKey


def load_keys(folder: Path) -> MdesKeys:
    """Read `folder/mdes/{signing.p12, request.crt, issuer.key, tav.key}`. Raises BadSetting."""
    mdes = folder / "mdes"
    try:
        return MdesKeys(
            signing=authenticationutils.load_signing_key(str(mdes / "signing.p12"), SIGNING_PASSWORD),
            push_sealing=_sealing(mdes / "request.crt", PUSHED, {}),
            card_sealing=_sealing(mdes / "request.crt", CARD, {"encryptionCertificateFingerprint": _sha1(mdes / "request.crt")}),
            notice_opening=_opening(mdes / "issuer.key", NOTIFIED),
            answer_sealing=_sealing(mdes / "request.crt", ANSWERED, {}),
            tav=_private(mdes / "tav.key"),
        )
    except (OSError, ValueError, TypeError, CertificateError, PrivateKeyError) as error:
        raise BadSetting(
            f"Setting --keys (ISSUER_APP_KEYS): {mdes} does not hold the keys of the issuer ({error}); "
            f"`tsp-emulator keys --out {folder}` writes them."
        ) from None


def _sealing(certificate: Path, node: str, more: dict[str, str]) -> FieldLevelEncryptionConfig:
    paths = {"$": {"toEncrypt": {f"{node}.encryptedData": node}, "toDecrypt": {}}}
    return FieldLevelEncryptionConfig({**FIELDS, "paths": paths, "encryptionCertificate": str(certificate), **more})


def _opening(key: Path, node: str) -> FieldLevelEncryptionConfig:
    paths = {"$": {"toEncrypt": {}, "toDecrypt": {node: f"{node}.encryptedData"}}}
    return FieldLevelEncryptionConfig({**FIELDS, "paths": paths, "decryptionKey": str(key)})


def _sha1(certificate: Path) -> str:
    # Issuer-initiated digitization looks the certificate up by its SHA-1, not by the library's SHA-256
    # (github.com/Mastercard/client-encryption-python, issue 9).
    parsed = x509.load_pem_x509_certificate(certificate.read_bytes())
    return sha1(parsed.public_bytes(Encoding.DER), usedforsecurity=False).hexdigest()


def _private(path: Path) -> RSAPrivateKey:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise ValueError(f"{path.name} is not an RSA key")
    return key
