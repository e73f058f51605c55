"""What a message looks like while its sealed members are sealed."""

from collections.abc import Mapping
from typing import Any, Final

from emulator.contracts.schema import Schema, pruned, references, rewritten

MARK: Final = "x-sealed"
"""Models of sealed members carry this keyword; their member `encryptedData` is the opened payload."""

PAYLOAD: Final = "encryptedData"
_BYTES: Final = "^(?:[0-9A-Fa-f]{2})+$"
_COMPACT: Final = "^[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+){4}$"

# Names, lengths and alphabets as the API descriptions on developer.mastercard.com have them.
MEMBERS: Final[Mapping[str, Schema]] = {
    PAYLOAD: {
        "description": "the payload, encrypted: AES-CBC in hexadecimal digits, or a compact JWE (RFC 7516)",
        "type": "string",
        "maxLength": 262_144,
    },
    "encryptedKey": {
        "description": "the AES key, wrapped with the receiver's RSA key",
        "type": "string",
        "pattern": _BYTES,
        "minLength": 32,
        "maxLength": 512,
    },
    "iv": {"description": "initialisation vector; zeros when it is left out", "type": "string", "pattern": "^[0-9A-Fa-f]{32}$"},
    "oaepHashingAlgorithm": {
        "description": "digest of RSA-OAEP; PKCS#1 v1.5 when it is left out",
        "type": "string",
        "enum": ["SHA256", "SHA512"],
    },
    "publicKeyFingerprint": {
        "description": "names the receiver's key: a hash of its certificate or of the key itself",
        "type": "string",
        "pattern": "^[0-9A-Fa-f]{32,64}$",
    },
}
FORMS: Final = (
    {
        "title": "Field-level encryption",
        "properties": {PAYLOAD: {"pattern": _BYTES}},
        "required": ["encryptedKey", "publicKeyFingerprint"],
    },
    {"title": "JWE", "properties": {PAYLOAD: {"pattern": _COMPACT}}},
)
# Stands for ciphertext in examples, which have to hold against the schema and open for nobody.
SAMPLE: Final = {
    PAYLOAD: "0f" * 32,
    "encryptedKey": "0f" * 32,
    "iv": "0f" * 16,
    "oaepHashingAlgorithm": "SHA256",
    "publicKeyFingerprint": "0f" * 32,
}


def is_sealed(schema: Schema) -> bool:
    """Say whether anything in the message is sealed."""
    marks = [schema, *schema.get("$defs", {}).values()]
    return any(MARK in inner for inner in marks)


def travelling(schema: Schema, paths: tuple[str, ...]) -> Schema:
    """Return the schema of the message on the wire; `paths` are its sealed members (`a.b`, `a.*.b` for each of a list)."""
    opened_only = _names_that_lead_to_sealed(schema)
    definitions = {name: _without_examples(inner) if name in opened_only else inner for name, inner in schema.get("$defs", {}).items()}
    examples = [sealed_example(example, paths) for example in schema.get("examples", [])]
    shown = {**schema, **({"$defs": definitions} if definitions else {}), **({"examples": examples} if examples else {})}
    return pruned(rewritten(shown, _sealed))


def _sealed(schema: Schema) -> Schema:
    if MARK not in schema:
        return schema
    beside = {name: member for name, member in schema["properties"].items() if name not in MEMBERS}
    required = [name for name in schema.get("required", []) if name in beside]
    rest = {keyword: value for keyword, value in schema.items() if keyword not in {MARK, "examples"}}
    return {**rest, "properties": {**beside, **MEMBERS}, "required": [*required, PAYLOAD], "anyOf": list(FORMS)}


def _names_that_lead_to_sealed(schema: Schema) -> set[str]:
    definitions = schema.get("$defs", {})
    found = {name for name, inner in definitions.items() if MARK in inner}
    while grown := {name for name, inner in definitions.items() if name not in found and references(inner) & found}:
        found |= grown
    return found


def _without_examples(schema: Schema) -> Schema:
    return {keyword: value for keyword, value in schema.items() if keyword != "examples"}


def sealed_example(example: Any, paths: tuple[str, ...]) -> Any:
    """Return an example of the opened message with sample ciphertext in place of what travels sealed."""
    for path in paths:
        example = _sealed_at(example, path.split("."))
    return example


def _sealed_at(value: Any, path: list[str]) -> Any:
    if not path:
        return {**value, **SAMPLE}
    if path[0] == "*":
        return [_sealed_at(item, path[1:]) for item in value]
    if path[0] not in value:
        return value
    return {**value, path[0]: _sealed_at(value[path[0]], path[1:])}
