"""Schemas of many messages under names of their own in one document, shared where two messages hold the same."""

import json
from typing import Final

from emulator.contracts.schema import Schema, definition_name, rewritten

PLACE: Final = "#/components/schemas/"


class Components:
    """Collects schemas; `schemas` is what an OpenAPI document keeps under `components`."""

    def __init__(self) -> None:
        self.schemas: dict[str, Schema] = {}
        self._meanings: dict[str, str] = {}

    def add(self, schema: Schema, *, name: str, owner: str) -> Schema:
        """Take in a message with its definitions, and return the reference to it.

        `owner` goes in front of a name that means something else already.
        """
        definitions = schema.get("$defs", {})
        names = {local: self._named(local, meaning(inner, definitions), owner) for local, inner in definitions.items()}
        for local, inner in definitions.items():
            self._keep(names[local], _renamed(inner, names))
        message = {keyword: value for keyword, value in schema.items() if keyword != "$defs"}
        own_name = self._named(name, meaning(message, definitions), owner)
        self._keep(own_name, _renamed(message, names))
        return {"$ref": PLACE + own_name}

    def _keep(self, name: str, schema: Schema) -> None:
        # One message may come with examples here and without them there: they add nothing to its meaning, only to its use.
        if name not in self.schemas or "examples" in schema:
            self.schemas[name] = schema

    def _named(self, name: str, meant: str, owner: str) -> str:
        candidates = [name, owner + name, *(f"{owner}{name}{number}" for number in range(2, 10))]
        chosen = next(candidate for candidate in candidates if self._meanings.get(candidate, meant) == meant)
        self._meanings[chosen] = meant
        return chosen


def meaning(schema: Schema, definitions: dict[str, Schema]) -> str:
    """Return the schema as one text with its definitions put in place, without examples: equal texts mean equal messages."""
    return json.dumps(_expanded(schema, definitions, frozenset()), sort_keys=True)


def _expanded(schema: Schema, definitions: dict[str, Schema], inside: frozenset[str]) -> Schema:
    def expand(inner: Schema) -> Schema:
        name = definition_name(inner) if "$ref" in inner else ""
        # A definition that contains itself is named, not written out again.
        if not name or name in inside:
            return {keyword: value for keyword, value in inner.items() if keyword != "examples"}
        return {**inner, "$ref": _expanded(definitions[name], definitions, inside | {name})}

    return rewritten(schema, expand)


def _renamed(schema: Schema, names: dict[str, str]) -> Schema:
    def rename(inner: Schema) -> Schema:
        return {**inner, "$ref": PLACE + names[definition_name(inner)]} if "$ref" in inner else inner

    return rewritten(schema, rename)
