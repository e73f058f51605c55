"""Configurations of package mastercard-client-encryption, with paths relative to the folder that a kit is written to."""

from collections.abc import Callable, Mapping
from typing import Any, Final

# Where encrypted objects sit in the messages of MDES (developer.mastercard.com, MDES Digital Enablement and Token Connect),
# as package mastercard-client-encryption wants to be told.
_TO_ENCRYPT: Final = ("fundingAccountInfo.encryptedPayload", "pushFundingAccounts.encryptedPayload")
_TO_DECRYPT: Final = ("tokenDetail", "encryptedPayload")


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
