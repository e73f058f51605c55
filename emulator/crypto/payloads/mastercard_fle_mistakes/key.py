"""Mistakes in naming and wrapping the content key."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Final

from cryptography.hazmat.primitives import serialization

from emulator.crypto.diagnosis import Evidence, Mistake
from emulator.crypto.keys.keyring import KeyPair
from emulator.crypto.payloads.mastercard_fle_mistakes.attempts import PKCS1, FleCase, from_base64

RESPONSE: Final = "response"
"""The pair with which answers are encrypted to the client, by the name that it has in a ring."""

USE_THE_REQUEST_CERTIFICATE: Final = "Encrypt with the request certificate, and compute the fingerprint of the same certificate."


def _known(case: FleCase) -> str:
    return "; ".join(f"{name} {kind} {value}" for name, kind, value in case.keyring.known())


def _names(case: FleCase) -> str:
    return case.named.name if case.named else " or ".join(pair.name for pair in case.keyring.pairs)


def _spelt_otherwise(case: FleCase) -> Evidence | None:
    sent = case.text("publicKeyFingerprint")
    bare = sent.lower().removeprefix("0x").translate(dict.fromkeys(map(ord, ": -\t\r\n")))
    for spelling in (bare, from_base64(sent).hex()):
        if spelling != sent.lower() and case.keyring.find(spelling) is not None:
            return Evidence("The fingerprint is right, but spelt otherwise.", expected=spelling, got=sent[:200])
    return None


def _of_another_form(case: FleCase) -> Evidence | None:
    sent = case.text("publicKeyFingerprint").lower()
    for pair in () if case.named else case.keyring.pairs:
        form = next((name for name, digest in _other_forms(pair) if digest == sent), None)
        if form is not None:
            return Evidence(f"The fingerprint is the {form} of the key pair {pair.name}.", expected=_known(case), got=sent)
    return None


def _other_forms(pair: KeyPair) -> Iterator[tuple[str, str]]:
    key = pair.public_key
    texts = {
        "PEM text of the certificate": pair.certificate_pem,
        "trimmed PEM text of the certificate": pair.certificate_pem.strip(),
        "PEM text of the public key": key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo),
        "PKCS#1 form of the public key": key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.PKCS1),
        "certificate": pair.certificate.public_bytes(serialization.Encoding.DER),
    }
    for name, text in texts.items():
        for digest in ("sha256", "sha1", "md5", "sha512"):
            yield f"{digest} of the {name}", hashlib.new(digest, text, usedforsecurity=False).hexdigest()


def _another_pair(case: FleCase) -> str | None:
    """Return the name of the pair of another role that the client used: it is named, or its private key opens the node."""
    named = case.others.find(case.text("publicKeyFingerprint"))
    if named is not None or case.named is None:
        return named.name if named else None
    opening = None if case.with_named_key else case.with_another_key
    return opening.pair if opening else None


def _response_key(case: FleCase) -> Evidence | None:
    if _another_pair(case) != RESPONSE:
        return None
    return Evidence("The key was wrapped for the response key: that one is for answers.", expected=_names(case), got=RESPONSE)


def _other_role(case: FleCase) -> Evidence | None:
    name = _another_pair(case)
    return None if name is None else Evidence(f"The key was wrapped for the key pair {name}.", expected=_names(case), got=name)


def _unknown(case: FleCase) -> Evidence | None:
    if case.named is not None:
        return None
    opening = case.with_another_key
    hint = f" The key {opening.pair} opens the node all the same: only the fingerprint is wrong." if opening else ""
    sent = case.text("publicKeyFingerprint")[:200]
    return Evidence(f"publicKeyFingerprint names no key that opens requests here.{hint}", expected=_known(case), got=sent)


def _length(case: FleCase) -> Evidence | None:
    size, expected = len(case.wrapped_key), 0 if case.named is None else case.named.public_key.key_size // 8
    if size == expected:
        return None
    return Evidence("encryptedKey is not as long as the key.", expected=f"{expected} bytes", got=f"{size} bytes")


def _wrapped(holds: Callable[[str, str], bool], message: str) -> Callable[[FleCase], Evidence | None]:
    """Recognise a wrapping that works but is not the announced one; `holds` gets (announced, used)."""

    def recognise(case: FleCase) -> Evidence | None:
        used = case.with_named_key.wrapping if case.with_named_key else case.announced
        found = used != case.announced and holds(case.announced, used)
        return Evidence(message.format(used), expected=used, got=case.announced) if found else None

    return recognise


def _unreadable(case: FleCase) -> Evidence | None:
    if case.with_named_key is not None:
        return None
    text = "No known key opens encryptedKey in any known way: it was damaged, or wrapped for another key."
    return Evidence(text, expected=_names(case))


ROWS: Final[tuple[Mistake[FleCase], ...]] = (
    Mistake("fingerprint_spelt_otherwise", _spelt_otherwise, "Write the fingerprint in bare hex digits."),
    Mistake("fingerprint_of_another_form", _of_another_form, "Hash the DER bytes of the certificate, or of its SubjectPublicKeyInfo."),
    Mistake("encrypted_with_the_response_key", _response_key, USE_THE_REQUEST_CERTIFICATE),
    Mistake("encrypted_with_another_of_our_keys", _other_role, USE_THE_REQUEST_CERTIFICATE),
    Mistake("unknown_fingerprint", _unknown, "Use the certificate that the emulator shows (tsp-emulator keys), or register an alias."),
    Mistake("encryptedKey_length", _length, "Wrap the AES key with the request certificate, once, and send all of it in hex."),
    Mistake(
        "oaep_hash_missing_but_oaep_used",
        _wrapped(lambda announced, _: announced == PKCS1, "OAEP with {} was used, and oaepHashingAlgorithm is missing."),
        "Send oaepHashingAlgorithm (in the official libraries: oaepPaddingDigestAlgorithmFieldName); without it PKCS#1 v1.5 is meant.",
    ),
    Mistake(
        "pkcs1v15_used_but_oaep_named",
        _wrapped(lambda _, used: used == PKCS1, "{} was used, and oaepHashingAlgorithm names OAEP."),
        "Wrap the key with the OAEP hash that you name, or leave oaepHashingAlgorithm out.",
    ),
    Mistake(
        "oaep_hash_mismatch",
        _wrapped(lambda _, used: used != PKCS1, "OAEP was used with {}, not with the hash that is named."),
        "Use the named hash for OAEP and for MGF1 alike (in Java give an OAEPParameterSpec).",
    ),
    Mistake("wrong_key", _unreadable, USE_THE_REQUEST_CERTIFICATE),
)
