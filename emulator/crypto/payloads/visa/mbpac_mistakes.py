"""What goes wrong in Visa's activation data: the envelope, the key, the mode, the control block, the nonce."""

import base64
import binascii
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from emulator.crypto.diagnosis import Evidence, Finding, Mistake, recognise
from emulator.crypto.payloads.visa import mbpac, tdea
from emulator.crypto.payloads.visa.mbpac import HEAD_BYTES, Envelope, Kind, MbError, Opened

CHECK: Final = "activation_data"

Recognise = Callable[["MbCase"], Evidence | None]


@dataclass(frozen=True)
class MbCase:
    """A text, the keys by key set, the kind that is wanted, the nonce it must carry, and nonces of other requests."""

    text: str
    keys: Mapping[str, bytes] = field(repr=False)
    kind: Kind = "MBPAC"
    nonce: bytes | None = None
    other_nonces: Collection[bytes] = ()

    @cached_property
    def error(self) -> MbError | None:
        """Why the text does not open."""
        return self._outcome if isinstance(self._outcome, MbError) else None

    @cached_property
    def opened(self) -> Opened | None:
        """What was inside, if it opens."""
        return self._outcome if isinstance(self._outcome, Opened) else None

    @cached_property
    def _outcome(self) -> Opened | MbError:
        try:
            return mbpac.open_sealed(self.text, self.keys)
        except MbError as error:
            return error

    @cached_property
    def envelope(self) -> Envelope | None:
        """The parts of the text, if it can be taken apart."""
        try:
            return mbpac.read(self.text)
        except MbError:
            return None

    @cached_property
    def key(self) -> bytes | None:
        """The key of the named key set."""
        return None if self.envelope is None else self.keys.get(self.envelope.key_set)

    def block(self, *, decrypt: Callable[[bytes, bytes], bytes] = tdea.decrypt_cbc) -> bytes:
        """Return what the named key makes of the ciphertext; nothing when there is no key."""
        return b"" if self.envelope is None or self.key is None else decrypt(self.envelope.ciphertext, self.key)


def explain(
    text: str,
    keys: Mapping[str, bytes],
    *,
    nonce: bytes | None,
    kind: Kind = "MBPAC",
    other_nonces: Collection[bytes] = (),
) -> Finding | None:
    """Name the first mistake in activation data, or return None when it opens, is of this kind and carries the nonce.

    `nonce` is that of the add-card request (None leaves it unchecked), `other_nonces` those of other requests, which
    are told apart from strange ones. The finding shows neither card number nor code nor key.
    """
    return recognise(MbCase(text, keys, kind, nonce, other_nonces), CATALOGUE, check=CHECK)


def _cannot(cause: str, *, expected: str) -> Recognise:
    """Recognise what reading or opening refuses with `cause`."""

    def recognise_it(case: MbCase) -> Evidence | None:
        found = case.error is not None and case.error.cause == cause
        return Evidence(f"The activation data cannot be used: {case.error}.", expected=expected) if found else None

    return recognise_it


def _base64(case: MbCase) -> Evidence | None:
    try:
        mbpac.read(binascii.a2b_base64(case.text, strict_mode=True).decode("ascii"))
    except ValueError:
        return None
    return Evidence("The text was encoded in base64 once more than was decoded.")


def _unknown_key_set(case: MbCase) -> Evidence | None:
    if case.envelope is None or case.key is not None:
        return None
    return Evidence("No key is configured for this key set.", expected=" or ".join(case.keys)[:200], got=case.envelope.key_set[:60])


def _ecb(case: MbCase) -> Evidence | None:
    # The first block comes out right under either mode, so this is asked before the filler is blamed.
    return None if case.opened else _if_text(case.block(decrypt=tdea.decrypt_ecb), "The block was encrypted in ECB mode.", "CBC", "ECB")


def _if_text(block: bytes, *shown: str) -> Evidence | None:
    message, expected, got = shown
    try:
        mbpac.unblock(block)
    except MbError:
        return None
    return Evidence(message, expected=expected, got=got)


def _vector(case: MbCase) -> Evidence | None:
    # A wrong vector spoils only the first 8 bytes, which are the head: the text behind it is whole.
    block = case.block()
    found = block[:2] != b"  " and _says(block[HEAD_BYTES:].rstrip(mbpac.FILLER), case)
    return Evidence("Only the first 8 bytes are garbled: another vector was used.", expected="8 zero bytes") if found else None


def _no_block(case: MbCase) -> Evidence | None:
    text = case.block()
    stripped = text.rstrip(bytes(range(tdea.BLOCK + 1)))
    return Evidence("The text was encrypted without the control block in front of it.") if _says(stripped, case) else None


def _says(text: bytes, case: MbCase) -> bool:
    names = mbpac.MEMBERS[case.envelope.kind] if case.envelope else ()
    return text.isascii() and bool(names) and all(name in mbpac.read_members(text.decode("ascii")) for name in names)


def _other_key(case: MbCase) -> Evidence | None:
    if case.envelope is None or case.error is None or case.error.cause != "control_block":
        return None
    name = next((name for name, key in case.keys.items() if name != case.envelope.key_set and _opens(case, key)), None)
    if name is None:
        text = "The key of this key set does not open the block, and neither does that of another."
        return Evidence(text, expected=f"the key of {case.envelope.key_set[:60]}")
    return Evidence("The key of another key set opens the block.", expected=case.envelope.key_set[:60], got=name)


def _opens(case: MbCase, key: bytes) -> bool:
    return case.envelope is not None and _if_text(tdea.decrypt_cbc(case.envelope.ciphertext, key), "", "", "") is not None


def _other_kind(case: MbCase) -> Evidence | None:
    if case.opened is None or case.opened.kind == case.kind:
        return None
    return Evidence(f"This is {case.opened.kind}, and {case.kind} is due here.", expected=case.kind, got=case.opened.kind)


def _nonce(case: MbCase) -> Evidence | None:
    if case.opened is None or case.nonce is None or mbpac.carries(case.opened, case.nonce):
        return None
    got = case.opened.members["nonce"]
    stranger = "of no open request"
    whose = next(("of another request" for other in case.other_nonces if mbpac.carries(case.opened, other)), stranger)
    if got == base64.b64encode(case.nonce).decode("ascii"):
        whose = "in base64"
    return Evidence(f"The nonce is {whose}.", expected=case.nonce.hex(), got=got[:80])


CATALOGUE: Final[tuple[Mistake[MbCase], ...]] = (
    Mistake("base64_applied_twice", _base64, "Encode the text in base64 once."),
    Mistake(
        "envelope",
        _cannot("envelope", expected="MBPAC-1-FK-<key set>--TDEA-<hex>"),
        "Write MBPAC, 1, FK, the key set, nothing, TDEA and the hex, between dashes.",
    ),
    Mistake("unsupported_algorithm", _cannot("unsupported_algorithm", expected="TDEA"), "Encrypt with two-key TDEA, and name it TDEA."),
    Mistake("odd_hex_length", _cannot("odd_hex_length", expected="an even number"), "Send the whole hex: a digit is missing."),
    Mistake("not_hex", _cannot("not_hex", expected="hex digits"), "Write the encrypted block in upper-case hex."),
    Mistake(
        "not_multiple_of_8",
        _cannot("not_multiple_of_8", expected="a multiple of 8 bytes"),
        "Send all the blocks: the ciphertext was cut, or not filled up before encryption.",
    ),
    Mistake("unknown_key_set", _unknown_key_set, "Name a key set that is configured: the BIN, a dot and the key's index."),
    Mistake("ecb_mode", _ecb, "Encrypt in CBC mode with 8 zero bytes as vector."),
    Mistake("iv_not_zero", _vector, "Use 8 zero bytes as vector."),
    Mistake(
        "no_control_block", _no_block, "Put two blanks, four printable characters and the two-digit length in front, and fill up with !."
    ),
    Mistake("wrong_key_for_key_set", _other_key, "Encrypt with the 16 bytes of the key set that you name."),
    Mistake(
        "filler_not_exclamation_mark",
        _cannot("filler_not_exclamation_mark", expected="exclamation marks"),
        "Fill the last block up with exclamation marks, or with nothing when it is full.",
    ),
    Mistake(
        "length_field_wrong",
        _cannot("length_field_wrong", expected="the length of the text"),
        "Write the length of the text, without head and filler, as two digits.",
    ),
    Mistake(
        "member_missing",
        _cannot("member_missing", expected="nonce=<hex>;authcode=<6>"),
        "Write nonce and authcode (MBPAC), or pan, expiry and datetime (MBPAD), as name=value between semicolons.",
    ),
    Mistake("other_kind", _other_kind, "Send MBPAC as activation data, and MBPAD as encrypted card number."),
    Mistake("nonce_mismatch", _nonce, "Write the hex of the nonce of this very add-card request; make new data for each request."),
)
