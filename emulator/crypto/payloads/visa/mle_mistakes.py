"""What goes wrong in message-level encryption: the envelope, the key ids, the certificate, the token."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from emulator.crypto.diagnosis import Evidence, Finding, Mistake, recognise
from emulator.crypto.jose import jwe
from emulator.crypto.payloads.visa import mle
from emulator.crypto.payloads.visa.mle import Envelope, MleError, Opened

CHECK: Final = "encryption"
CLIENT: Final = "client"
"""The key pair with which answers are encrypted to the client, by the name that it has among `others`."""

SECONDS_BELOW: Final = 100_000_000_000
"""Unix time in seconds stays below this until the year 5138, in milliseconds it passed it in 1973."""

Recognise = Callable[["MleCase"], Evidence | None]


@dataclass(frozen=True)
class MleCase:
    """A body, the header `keyId`, the keys that open bodies, and private keys of other roles by name."""

    body: bytes = field(repr=False)
    key_id: str | None
    keys: Mapping[str, RSAPrivateKey] = field(repr=False)
    others: Mapping[str, RSAPrivateKey] = field(repr=False)

    @cached_property
    def outcome(self) -> Opened | MleError:
        """What opening gives."""
        try:
            return mle.open_sealed(self.body, self.key_id, self.keys)
        except MleError as error:
            return error

    @cached_property
    def envelope(self) -> Envelope | None:
        """The envelope, if it can be taken apart."""
        try:
            return mle.read(self.body)
        except MleError:
            return None

    def fails_with(self, cause: str) -> bool:
        """Tell whether the body does not open for this reason."""
        return isinstance(self.outcome, MleError) and self.outcome.cause == cause

    @cached_property
    def opening(self) -> str | None:
        """The name of another key that opens the token."""
        return None if self.envelope is None else next((name for name, key in self.others.items() if self._opens(key)), None)

    def _opens(self, key: RSAPrivateKey) -> bool:
        try:
            jwe.open_sealed(self.envelope.token if self.envelope else "", lambda _: key, allowed={mle.ALGORITHM})
        except jwe.JweError:
            return False
        return True


def explain(
    body: bytes, key_id: str | None, keys: Mapping[str, RSAPrivateKey], *, others: Mapping[str, RSAPrivateKey] | None = None
) -> Finding | None:
    """Name the first mistake in an enveloped body, or return None when it opens and holds JSON.

    A finding `iat_in_seconds` is about a body that opens all the same. The finding shows neither plaintext nor key.
    """
    return recognise(MleCase(body, key_id, keys, others or {}), CATALOGUE, check=CHECK)


def _fails(cause: str, *, expected: str) -> Recognise:
    def recognise_it(case: MleCase) -> Evidence | None:
        return Evidence(f"The body does not open: {case.outcome}.", expected=expected) if case.fails_with(cause) else None

    return recognise_it


def _no_key_id(case: MleCase) -> Evidence | None:
    found = not case.key_id and case.fails_with("unknown_key_id")
    return Evidence("There is no header keyId.", expected=" or ".join(case.keys)[:200]) if found else None


def _unknown(case: MleCase) -> Evidence | None:
    if not case.fails_with("unknown_key_id"):
        return None
    return Evidence("The header keyId names no key that is known here.", expected=" or ".join(case.keys)[:200], got=str(case.key_id)[:100])


def _differs(case: MleCase) -> Evidence | None:
    if case.envelope is None or not case.fails_with("keyid_header_differs_from_kid"):
        return None
    return Evidence("The header keyId is not the kid of the token.", expected=str(case.envelope.header.get("kid"))[:100], got=case.key_id)


def _client_certificate(case: MleCase) -> Evidence | None:
    found = case.fails_with(jwe.WrongKey.cause) and case.opening == CLIENT
    return Evidence("The body was encrypted to the client's own certificate.", expected="the server certificate") if found else None


def _other_key(case: MleCase) -> Evidence | None:
    if not case.fails_with(jwe.WrongKey.cause) or case.opening is None:
        return None
    return Evidence(f"The body was encrypted to the key pair {case.opening}.", expected="the server certificate", got=case.opening)


def _not_json(case: MleCase) -> Evidence | None:
    if isinstance(case.outcome, MleError):
        return None
    try:
        json.loads(case.outcome.plaintext)
    except (ValueError, RecursionError):
        return Evidence("The body opens, but what it holds is not JSON.", expected="JSON in UTF-8")
    return None


def _seconds(case: MleCase) -> Evidence | None:
    issued = case.outcome.header.get("iat") if isinstance(case.outcome, Opened) else None
    found = isinstance(issued, int) and 0 < issued < SECONDS_BELOW
    return Evidence("iat is in seconds.", expected="milliseconds", got=str(issued)) if found else None


CATALOGUE: Final[tuple[Mistake[MleCase], ...]] = (
    Mistake(
        "encData_missing", _fails("encData_missing", expected='{"encData":"<compact JWE>"}'), "Send the JWE as the only member encData."
    ),
    Mistake(
        jwe.MalformedToken.cause,
        _fails(jwe.MalformedToken.cause, expected="a compact JWE"),
        "Send header, wrapped key, vector, ciphertext and tag in base64url without padding, joined by dots.",
    ),
    Mistake(
        jwe.UnsupportedAlgorithm.cause,
        _fails(jwe.UnsupportedAlgorithm.cause, expected="RSA-OAEP-256 with A128GCM or A256GCM"),
        "Use alg RSA-OAEP-256 with enc A128GCM or A256GCM.",
    ),
    Mistake("keyId_header_missing", _no_key_id, "Send the key id in the header keyId, the same as kid in the token."),
    Mistake("unknown_key_id", _unknown, "Use a key id of the emulator (tsp-emulator keys), or register yours."),
    Mistake("keyid_header_differs_from_kid", _differs, "Send the same text as header keyId and as kid in the token."),
    Mistake(
        "encrypted_with_client_certificate", _client_certificate, "Encrypt requests to the server certificate: the client's is for answers."
    ),
    Mistake("encrypted_with_another_of_our_keys", _other_key, "Encrypt requests to the server certificate of the key id."),
    Mistake(
        jwe.WrongKey.cause,
        _fails(jwe.WrongKey.cause, expected="the server certificate"),
        "Encrypt the content key with RSA-OAEP, SHA-256 for hash and mask, to the server certificate of the key id.",
    ),
    Mistake(
        jwe.TamperedToken.cause,
        _fails(jwe.TamperedToken.cause, expected="an untouched token"),
        "Authenticate the very header text that is sent, and send ciphertext and tag unchanged.",
    ),
    Mistake("plaintext_not_json", _not_json, "Encrypt the JSON text of the body, once."),
    Mistake("iat_in_seconds", _seconds, "Write iat in milliseconds."),
)
