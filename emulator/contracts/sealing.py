"""What a message looks like while its sealed members are sealed."""

from collections.abc import Mapping
from typing import Any, Final

from emulator.contracts.schema import Schema, definition_name, pruned, references, rewritten

MARK: Final = "x-sealed"
"""Models of sealed members carry this keyword; their member `encryptedData` is the opened payload.

Where its value is the name of a form, the form stands in place of the whole model or member.
"""

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
FORMS: Final[tuple[Schema, ...]] = (
    {
        "title": "Field-level encryption",
        "properties": {PAYLOAD: {"pattern": _BYTES}},
        "required": ["encryptedKey", "publicKeyFingerprint"],
    },
    {"title": "JWE", "properties": {PAYLOAD: {"pattern": _COMPACT}}},
)
# One API of Mastercard writes the names otherwise.
PASCAL: Final = {name: name[0].upper() + name[1:] for name in MEMBERS}
_SIGNED: Final = "^[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+){2}$"
_TOKEN: Final[Schema] = {"type": "string", "maxLength": 262_144, "pattern": _COMPACT}
# What a member, or a whole message, looks like while it travels.
IN_PLACE: Final[Mapping[str, Schema]] = {
    "compact": {"description": "encrypted: a compact JWE (RFC 7516) of the JSON text", **_TOKEN},
    "signed": {"description": "encrypted, then signed: a compact JWS (RFC 7515) of a compact JWE", **_TOKEN, "pattern": _SIGNED},
    "envelope": {
        "description": "the whole message, encrypted",
        "type": "object",
        "properties": {"encData": {"description": "a compact JWE (RFC 7516) of the JSON text", **_TOKEN}},
        "required": ["encData"],
    },
    "pascal": {
        "description": "encrypted: the members of field-level encryption in Pascal case, or a compact JWE (RFC 7516) in the first",
        "type": "object",
        "properties": {PASCAL[name]: schema for name, schema in MEMBERS.items()},
        "required": [PASCAL[PAYLOAD]],
        "anyOf": [
            {
                "title": form["title"],
                "properties": {PASCAL[name]: schema for name, schema in form["properties"].items()},
                **({"required": [PASCAL[name] for name in form["required"]]} if "required" in form else {}),
            }
            for form in FORMS
        ],
    },
}
KEPT: Final = ("title", "examples", "$defs")
# Stands for ciphertext in examples, which have to hold against the schema and open for nobody.
SAMPLE: Final = {
    PAYLOAD: "0f" * 32,
    "encryptedKey": "0f" * 32,
    "iv": "0f" * 16,
    "oaepHashingAlgorithm": "SHA256",
    "publicKeyFingerprint": "0f" * 32,
}
_JWE: Final = ".".join(("eyJhbGciOiJub25lIn0", *["0f0f"] * 4))
SAMPLES: Final = {
    "compact": _JWE,
    "signed": ".".join(("eyJhbGciOiJub25lIn0", *["0f0f"] * 2)),
    "envelope": {"encData": _JWE},
    "pascal": {PASCAL[name]: value for name, value in SAMPLE.items()},
}


def is_sealed(schema: Schema) -> bool:
    """Say whether anything in the message is sealed."""
    return any(_holds_mark(inner) for inner in (schema, *schema.get("$defs", {}).values()))


def travelling(schema: Schema, paths: tuple[str, ...]) -> Schema:
    """Return the schema of the message on the wire; `paths` are its sealed members (`a.b`, `a.*.b` for each of a list)."""
    opened_only = _names_that_lead_to_sealed(schema)
    definitions = {name: _without_examples(inner) if name in opened_only else inner for name, inner in schema.get("$defs", {}).items()}
    examples = [_sealed_example(schema, example, paths) for example in schema.get("examples", [])]
    shown = {**schema, **({"$defs": definitions} if definitions else {}), **({"examples": examples} if examples else {})}
    return pruned(rewritten(shown, _sealed))


def _sealed(schema: Schema) -> Schema:
    if MARK not in schema:
        return schema
    if schema[MARK] in IN_PLACE:
        kept: Schema = {name: schema[name] for name in KEPT if name in schema}
        return {**kept, **IN_PLACE[schema[MARK]]}
    beside = {name: member for name, member in schema["properties"].items() if name not in MEMBERS}
    required = [name for name in schema.get("required", []) if name in beside]
    rest = {keyword: value for keyword, value in schema.items() if keyword not in {MARK, "examples"}}
    return {**rest, "properties": {**beside, **MEMBERS}, "required": [*required, PAYLOAD], "anyOf": list(FORMS)}


def _names_that_lead_to_sealed(schema: Schema) -> set[str]:
    definitions = schema.get("$defs", {})
    found = {name for name, inner in definitions.items() if _holds_mark(inner)}
    while grown := {name for name, inner in definitions.items() if name not in found and references(inner) & found}:
        found |= grown
    return found


def _without_examples(schema: Schema) -> Schema:
    return {keyword: value for keyword, value in schema.items() if keyword != "examples"}


def _holds_mark(schema: Schema) -> bool:
    """Say whether the mark stands anywhere in a schema, its definitions not looked into."""
    found: list[Schema] = []

    def note(inner: Schema) -> Schema:
        if MARK in inner:
            found.append(inner)
        return inner

    rewritten({keyword: value for keyword, value in schema.items() if keyword != "$defs"}, note)
    return bool(found)


def _sealed_example(schema: Schema, example: Any, paths: tuple[str, ...]) -> Any:
    if schema.get(MARK) in SAMPLES:
        return SAMPLES[schema[MARK]]
    return sealed_example(example, paths, forms={path: _form_at(schema, path.split(".")) for path in paths})


def _form_at(schema: Schema, path: list[str]) -> Any:
    """Return the mark of the member at a path."""
    found = schema
    for name in path:
        while "$ref" in found and "properties" not in found:
            found = schema["$defs"][definition_name(found)]
        found = found.get("items", {}) if name == "*" else found.get("properties", {}).get(name, {})
    return found.get(MARK)


def sealed_example(example: Any, paths: tuple[str, ...], *, forms: Mapping[str, Any] | None = None) -> Any:
    """Return an example of the opened message with sample ciphertext in place of what travels sealed.

    `forms` are the marks of the members at the paths, where they are known.
    """
    for path in paths:
        example = _sealed_at(example, path.split("."), SAMPLES.get(f"{(forms or {}).get(path)}"))
    return example


def _sealed_at(value: Any, path: list[str], sample: Any) -> Any:
    if not path:
        return {**value, **SAMPLE} if sample is None else sample
    if path[0] == "*":
        return [_sealed_at(item, path[1:], sample) for item in value]
    if path[0] not in value:
        return value
    return {**value, path[0]: _sealed_at(value[path[0]], path[1:], sample)}
