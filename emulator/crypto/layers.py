"""A payload taken apart layer by layer: what each is, which key opens it, and by which recipe it was made."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from emulator.crypto.diagnosis import Finding
from emulator.crypto.jose import base64url, jwe
from emulator.crypto.jose.key_management import KEY_MANAGEMENT, OpeningKey
from emulator.crypto.keys.keyring import KeyPair, Keyring
from emulator.crypto.payloads import base64_json, mastercard_fle, mastercard_fle_mistakes
from emulator.crypto.payloads.visa.fields import wrapping_key

Form = Literal["jwe", "jws", "field_level_encryption", "base64_json", "json_text"]

_FLE: Final = frozenset({"encryptedData", "encryptedKey", "publicKeyFingerprint"})
# No honest payload is wrapped more often; one that is would keep us busy.
DEEPEST: Final = 8
CHECK: Final = "payload"


@dataclass(frozen=True)
class Layer:
    """One wrapping; `key` and `recipe` are None where it could not be opened, and `problem` then says why."""

    at: str
    form: Form
    header: Mapping[str, Any] | None = None
    key: str | None = None
    recipe: str | None = None
    problem: Finding | None = None


@dataclass(frozen=True)
class Candidates:
    """What may open a payload: key pairs, and the texts of shared secrets by name."""

    pairs: tuple[KeyPair, ...] = ()
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)

    def keys(self) -> Iterator[tuple[str, OpeningKey]]:
        """Give every key by name: private keys, then what shared secrets make."""
        for pair in self.pairs:
            if pair.private_key:
                yield pair.name, pair.private_key
        for name, secret in self.secrets.items():
            yield name, wrapping_key(secret)


@dataclass
class Peeled:
    """The layers found, from the outermost on; `insides` are the JSON values that were encrypted or signed."""

    candidates: Candidates
    layers: list[Layer] = field(default_factory=list)
    insides: list[Any] = field(default_factory=list)

    def open(self, value: Any, at: str = "", depth: int = 0) -> Any:
        """Return what is inside a value; what cannot be opened stays as it is, and its layer says why."""
        if depth >= DEEPEST:
            return value
        if isinstance(value, str):
            return self._text(value, at, depth)
        if isinstance(value, list):
            return [self.open(item, f"{at}.{place}".strip("."), depth + 1) for place, item in enumerate(value)]
        return self._object(value, at, depth) if isinstance(value, dict) else value

    def _object(self, value: dict[str, Any], at: str, depth: int) -> Any:
        if set(value) >= _FLE and isinstance(value["encryptedData"], str):
            return self._field_level(value, at, depth)
        return {name: self.open(member, f"{at}.{name}".strip("."), depth + 1) for name, member in value.items()}

    def _text(self, text: str, at: str, depth: int) -> Any:
        parts = text.split(".")
        if text.startswith("eyJ") and len(parts) in (3, 5):
            return self._jwe(text, at, depth) if len(parts) == 5 else self._jws(text, at, depth)
        for form, read in (("json_text", json.loads), ("base64_json", base64_json.read)):
            try:
                inside = read(text)
            except (ValueError, RecursionError):
                continue
            if isinstance(inside, dict):
                self.layers.append(Layer(at, form, recipe=form.replace("_", " ")))  # type: ignore[arg-type]  # one of the two above
                return self.open(inside, at, depth + 1)
        return text

    def _field_level(self, node: dict[str, Any], at: str, depth: int) -> Any:
        pairs = self.candidates.pairs
        ring = Keyring(pairs)
        try:
            plaintext = mastercard_fle.open_sealed(node, ring)
            inside = json.loads(plaintext)
        except ValueError:
            self.layers.append(Layer(at, "field_level_encryption", problem=mastercard_fle_mistakes.explain(node, ring)))
            return node
        pair = ring.find(str(node["publicKeyFingerprint"]))
        digest = node.get("oaepHashingAlgorithm")
        recipe = f"AES-CBC, the key wrapped with {f'RSA-OAEP and {digest}' if digest else 'RSA PKCS#1 v1.5'}, in hex"
        self.layers.append(Layer(at, "field_level_encryption", key=pair.name if pair else None, recipe=recipe))
        return self._kept(inside, at, depth)

    def _jwe(self, token: str, at: str, depth: int) -> Any:
        try:
            header = jwe.read_header(token)
        except jwe.JweError as error:
            self.layers.append(Layer(at, "jwe", problem=_finding(error.cause, str(error), "send a compact JWE (RFC 7516)")))
            return token
        found = _opened(token, self.candidates.keys())
        if isinstance(found, Finding):
            self.layers.append(Layer(at, "jwe", dict(header), problem=found))
            return token
        name, plaintext = found
        self.layers.append(Layer(at, "jwe", dict(header), name, f"{header.get('alg')} around {header.get('enc')}"))
        return self._inside(plaintext, at, depth)

    def _jws(self, token: str, at: str, depth: int) -> Any:
        try:
            header = jwe.read_header(token)
            payload = base64url.decode(token.split(".")[1])
        except ValueError as error:
            self.layers.append(Layer(at, "jws", problem=_finding("jws_malformed", str(error), "send a compact JWS (RFC 7515)")))
            return token
        self.layers.append(Layer(at, "jws", dict(header), recipe=f"signed with {header.get('alg')}; the signature is not checked here"))
        return self._inside(payload, at, depth)

    def _inside(self, plaintext: bytes, at: str, depth: int) -> Any:
        text = plaintext.decode(errors="replace")
        try:
            return self._kept(json.loads(text), at, depth)
        except ValueError:
            return self.open(text, at, depth + 1)

    def _kept(self, inside: Any, at: str, depth: int) -> Any:
        opened = self.open(inside, at, depth + 1)
        self.insides.append(opened)
        return opened


def _opened(token: str, keys: Iterable[tuple[str, OpeningKey]]) -> tuple[str, bytes] | Finding:
    """Return the name of the key that opens a token, and what is inside; or why none does."""
    worst: jwe.JweError | None = None
    for name, key in keys:
        try:
            return name, _plaintext(token, key)
        except jwe.TamperedToken:
            return _finding(
                "jwe_tag_mismatch",
                f"the key {name} unwraps the content key, but the authentication tag does not hold",
                "send the token unchanged: header, vector, ciphertext and tag belong together",
            )
        except jwe.JweError as error:
            worst = error
        except ValueError:
            # A key of another kind than the algorithm wants.
            continue
    cause = worst.cause if worst else "jwe_wrong_key"
    message = "no key that is known here opens it" if cause == "jwe_wrong_key" else str(worst)
    return _finding(cause, message, "seal it to a key that `tsp-emulator keys` shows, or register yours")


def _plaintext(token: str, key: OpeningKey) -> bytes:
    return jwe.open_sealed(token, lambda _header: key, allowed=set(KEY_MANAGEMENT)).plaintext


def _finding(cause: str, message: str, fix: str) -> Finding:
    return Finding(check=CHECK, cause=cause, message=message, fix=fix)
