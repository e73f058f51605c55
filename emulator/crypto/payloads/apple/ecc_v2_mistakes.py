"""What goes wrong in sealing pass data: an authenticated cipher says only no, so every wrong recipe is tried, and one opens."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from emulator.crypto.diagnosis import Evidence, Finding, Mistake, diagnose
from emulator.crypto.keys import p256
from emulator.crypto.keys.rsa import UnreadableKey
from emulator.crypto.payloads.apple import ecc_v2
from emulator.crypto.payloads.apple.ecc_v2 import TAG_BYTES, ZERO_IV, EccError, Sealed, content_key

CHECK: Final = "open_pass_data"
TOKEN_IV: Final = bytes(16)
"""The vector of Apple Pay payment tokens (EC_v1), which are another scheme."""

Recognise = Callable[["EccCase"], Evidence | None]


@dataclass(frozen=True)
class EccCase:
    """Sealed pass data, the leaf's key, the intermediate's, and merchant ids that a caller may have mixed in."""

    sealed: Sealed
    leaf_key: EllipticCurvePrivateKey = field(repr=False)
    intermediate_key: EllipticCurvePrivateKey | None = field(default=None, repr=False)
    merchant_ids: Sequence[str] = ()

    @cached_property
    def ephemeral(self) -> EllipticCurvePublicKey | None:
        """The ephemeral key in whatever form it was sent."""
        octets = self.sealed.ephemeral_key
        for read in (p256.from_point, p256.from_spki, lambda xy: p256.from_point(b"\x04" + xy)):
            try:
                return read(octets)
            except UnreadableKey:
                continue
        return None

    @cached_property
    def point(self) -> bytes:
        """The ephemeral point as it must be written; nothing when there is none."""
        return b"" if self.ephemeral is None else p256.point(self.ephemeral)

    @cached_property
    def secret(self) -> bytes:
        """The secret agreed with the leaf's key; nothing when there is none."""
        return b"" if self.ephemeral is None else p256.agree(self.leaf_key, self.ephemeral)

    def opens(self, key: bytes, *, iv: bytes = ZERO_IV, encrypted: bytes | None = None) -> bool:
        """Tell whether AES-GCM opens the pass data under this key."""
        octets = self.sealed.encrypted if encrypted is None else encrypted
        if len(octets) < TAG_BYTES or not self.secret:
            return False
        try:
            AESGCM(key).decrypt(iv, octets, None)
        except InvalidTag:
            return False
        return True

    @property
    def key(self) -> bytes:
        """The key under which the pass data should open."""
        return content_key(self.secret, party_v=self.point)


def explain(
    sealed: Sealed,
    leaf_key: EllipticCurvePrivateKey,
    *,
    intermediate_key: EllipticCurvePrivateKey | None = None,
    merchant_ids: Sequence[str] = (),
) -> Finding | None:
    """Name the mistake in sealed pass data, or return None when it opens. The finding shows no plaintext and no key."""
    try:
        ecc_v2.open_sealed(sealed, leaf_key)
    except EccError as error:
        return diagnose(EccCase(sealed, leaf_key, intermediate_key, merchant_ids), CATALOGUE, otherwise=_unreadable(error))
    return None


def _unreadable(error: EccError) -> Finding:
    return Finding(
        check=CHECK,
        cause=error.cause,
        message=f"None of the known mistakes explains it: {error}.",
        fix="Seal for the leaf of this very request, with a fresh ephemeral key, and send both results unchanged.",
        expected="a payload that opens with the leaf's key",
    )


def _written(size: int, expected: str, *, form: str) -> Recognise:
    """Recognise an ephemeral key of another form by its size."""

    def recognise(case: EccCase) -> Evidence | None:
        if len(case.sealed.ephemeral_key) != size or case.ephemeral is None:
            return None
        then = "the pass data opens once it is" if case.opens(case.key) else "the pass data does not open even then"
        return Evidence(f"The ephemeral key is not written as a bare point; {then}.", expected=expected, got=form)

    return recognise


def _not_on_curve(case: EccCase) -> Evidence | None:
    if len(case.sealed.ephemeral_key) != p256.POINT_BYTES or case.ephemeral is not None:
        return None
    return Evidence("The ephemeral key has the right size, but is no point of P-256.", expected="04, X and Y of a point of P-256")


def _key_length(case: EccCase) -> Evidence | None:
    size = len(case.sealed.ephemeral_key)
    if case.ephemeral is not None:
        return None
    return Evidence("The ephemeral key is not a point.", expected="65 bytes", got=f"{size} bytes")


def _derived(message: str, keys: Callable[[EccCase], Iterable[bytes]], *, expected: str, got: str) -> Recognise:
    """Recognise another way to come to the key."""

    def recognise(case: EccCase) -> Evidence | None:
        found = bool(case.secret) and any(map(case.opens, keys(case)))
        return Evidence(message, expected=expected, got=got) if found else None

    return recognise


def _merchant_keys(case: EccCase) -> Iterator[bytes]:
    return (content_key(case.secret, party_v=hashlib.sha256(name.encode()).digest()) for name in case.merchant_ids)


def _spki_keys(case: EccCase) -> Iterator[bytes]:
    if case.ephemeral is not None:
        yield content_key(case.secret, party_v=p256.spki(case.ephemeral))


def _token_iv(case: EccCase) -> Evidence | None:
    keys = [case.key, *_merchant_keys(case)]
    found = any(case.opens(key, iv=TOKEN_IV) for key in keys)
    return Evidence("The vector has 16 bytes.", expected="12 zero bytes", got="16 zero bytes") if found else None


def _intermediate(case: EccCase) -> Evidence | None:
    if case.ephemeral is None or case.intermediate_key is None:
        return None
    key = content_key(p256.agree(case.intermediate_key, case.ephemeral), party_v=case.point)
    text = "The pass data was sealed for the intermediate certificate."
    return Evidence(text, expected="the leaf", got="the intermediate") if case.opens(key) else None


def _tag_in_front(case: EccCase) -> Evidence | None:
    tag, rest = case.sealed.encrypted[:TAG_BYTES], case.sealed.encrypted[TAG_BYTES:]
    found = case.opens(case.key, encrypted=rest + tag)
    return Evidence("The tag stands in front of the ciphertext.", expected="at the end", got="in front") if found else None


def _tag_missing(case: EccCase) -> Evidence | None:
    # GCM encrypts as CTR does, from the vector and a counter that begins at 2: without a tag the text must speak for itself.
    cipher = Cipher(algorithms.AES(case.key), modes.CTR(ZERO_IV + (2).to_bytes(4, "big"))).decryptor()
    try:
        readable = isinstance(json.loads(cipher.update(case.sealed.encrypted)), dict)
    except (ValueError, RecursionError):
        return None
    return Evidence("The tag is missing.", expected="ciphertext and 16 bytes of tag", got="ciphertext") if readable else None


CATALOGUE: Final[tuple[Mistake[EccCase], ...]] = (
    Mistake(
        "ephemeral_key_as_spki",
        _written(91, "65 bytes", form="91 bytes: SubjectPublicKeyInfo"),
        "Send the bare point, 04, X and Y: the last 65 bytes of the SubjectPublicKeyInfo.",
    ),
    Mistake(
        "ephemeral_key_compressed",
        _written(p256.COMPRESSED_BYTES, "65 bytes", form="33 bytes: compressed point"),
        "Send the uncompressed point, 04, X and Y.",
    ),
    Mistake("ephemeral_key_without_prefix", _written(64, "65 bytes", form="64 bytes: X and Y"), "Send 04 in front of X and Y."),
    Mistake("ephemeral_key_not_on_curve", _not_on_curve, "Make the ephemeral key on P-256, the curve of the leaf."),
    Mistake("ephemeral_key_length", _key_length, "Send the uncompressed point, 04, X and Y: 65 bytes."),
    Mistake("iv_16_zero", _token_iv, "Use 12 zero bytes as vector; 16 belong to Apple Pay payment tokens."),
    Mistake(
        "partyv_merchant_id_hash",
        _derived("PartyV is the hash of a merchant id.", _merchant_keys, expected="the ephemeral point", got="SHA-256(merchant id)"),
        "Use the ephemeral point as PartyV; a merchant id belongs to Apple Pay payment tokens.",
    ),
    Mistake(
        "partyv_spki",
        _derived("PartyV is the SubjectPublicKeyInfo of the ephemeral key.", _spki_keys, expected="65 bytes", got="91 bytes"),
        "Use the bare 65-byte point as PartyV.",
    ),
    Mistake(
        "partyv_leaf_point",
        _derived(
            "PartyV is the point of the leaf.",
            lambda case: [content_key(case.secret, party_v=p256.point(case.leaf_key.public_key()))],
            expected="the ephemeral point",
            got="the leaf's point",
        ),
        "Use the ephemeral point as PartyV.",
    ),
    Mistake(
        "no_algorithm_id_length",
        _derived(
            "The algorithm id lacks its length.",
            lambda case: [content_key(case.secret, party_v=case.point, algorithm_id=ecc_v2.ALGORITHM)],
            expected="0D and id-aes256-GCM",
            got="id-aes256-GCM",
        ),
        "Put the byte 0D in front of id-aes256-GCM.",
    ),
    Mistake(
        "counter_zero",
        _derived(
            "The counter of the key derivation is 0.",
            lambda case: [content_key(case.secret, party_v=case.point, counter=bytes(4))],
            expected="00000001",
            got="00000000",
        ),
        "Begin with the counter 00000001.",
    ),
    Mistake(
        "counter_missing",
        _derived(
            "The key derivation has no counter.",
            lambda case: [content_key(case.secret, party_v=case.point, counter=b"")],
            expected="00000001",
            got="nothing",
        ),
        "Begin with the counter 00000001.",
    ),
    Mistake(
        "z_hashed",
        _derived(
            "The agreed secret was hashed before the key derivation.",
            lambda case: [content_key(hashlib.sha256(case.secret).digest(), party_v=case.point)],
            expected="X of the common point",
            got="SHA-256 of it",
        ),
        "Take the raw 32 bytes of the agreed secret: some ECDH functions hash it unless told otherwise.",
    ),
    Mistake(
        "raw_z_as_key",
        _derived("The agreed secret itself is the key.", lambda case: [case.secret], expected="the derived key", got="the agreed secret"),
        "Derive the key from the agreed secret, as the scheme says.",
    ),
    Mistake("tag_prepended", _tag_in_front, "Send the ciphertext, then the 16 bytes of the tag."),
    Mistake("tag_missing", _tag_missing, "Send the ciphertext, then the 16 bytes of the tag."),
    Mistake("wrong_certificate", _intermediate, "Find the leaf by its marker extension 1.2.840.113635.100.6.39, not by its place."),
)
