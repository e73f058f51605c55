"""Schemas of many messages under names of their own in one document, shared where two messages hold the same."""

import hashlib
import json
from typing import Final

from emulator.contracts.schema import Schema, definition_name, references, rewritten

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
        meant = Meanings(definitions)
        names = self._defined(meant, owner)
        message = {keyword: value for keyword, value in schema.items() if keyword != "$defs"}
        own_name = self._named(name, meant.of(message), owner)
        self._keep(own_name, _renamed(message, names))
        return {"$ref": PLACE + own_name}

    def members(self, schema: Schema, *, owner: str) -> dict[str, Schema]:
        """Take in the definitions of a message alone, and return its members by name, for a document's parameters."""
        names = self._defined(Meanings(schema.get("$defs", {})), owner)
        return {name: _renamed(inner, names) for name, inner in schema.get("properties", {}).items()}

    def _defined(self, meant: "Meanings", owner: str) -> dict[str, str]:
        names = {local: self._named(local, meant.of(inner), owner) for local, inner in meant.definitions.items()}
        for local, inner in meant.definitions.items():
            self._keep(names[local], _renamed(inner, names))
        return names

    def _keep(self, name: str, schema: Schema) -> None:
        # One message may come with examples here and without them there: they add nothing to its meaning, only to its use.
        if name not in self.schemas or "examples" in schema:
            self.schemas[name] = schema

    def _named(self, name: str, meant: str, owner: str) -> str:
        candidates = [name, owner + name, *(f"{owner}{name}{number}" for number in range(2, 10))]
        chosen = next(candidate for candidate in candidates if self._meanings.get(candidate, meant) == meant)
        self._meanings[chosen] = meant
        return chosen


class Meanings:
    """What schemas mean that share definitions: texts that are equal for equal messages, whatever their definitions are called."""

    def __init__(self, definitions: dict[str, Schema]) -> None:
        self.definitions = definitions
        self._within = {name: references(schema) for name, schema in definitions.items()}
        self._known: dict[str, str] = {}

    def of(self, schema: Schema) -> str:
        """Return the schema as one text with its definitions put in place, without examples."""
        return json.dumps(self._expanded(schema, frozenset()), sort_keys=True)

    def _expanded(self, schema: Schema, inside: frozenset[str]) -> Schema:
        def expand(inner: Schema) -> Schema:
            name = definition_name(inner) if "$ref" in inner else ""
            # A definition that contains itself is named, not written out again.
            if not name or name in inside:
                return {keyword: value for keyword, value in inner.items() if keyword != "examples"}
            if self._contains_itself(name):
                return {**inner, "$ref": self._expanded(self.definitions[name], inside | {name})}
            return {**inner, "$ref": self._digest(name)}

        return rewritten(schema, expand)

    def _digest(self, name: str) -> str:
        """Return what a definition means, worked out once and made short: it is put in place wherever it is referred to."""
        if name not in self._known:
            self._known[name] = hashlib.sha256(self.of(self.definitions[name]).encode()).hexdigest()
        return self._known[name]

    def _contains_itself(self, name: str) -> bool:
        seen: set[str] = set()
        ahead = set(self._within[name])
        while ahead:
            seen |= ahead
            ahead = {inner for outer in ahead for inner in self._within[outer]} - seen
        return name in seen


def _renamed(schema: Schema, names: dict[str, str]) -> Schema:
    def rename(inner: Schema) -> Schema:
        return {**inner, "$ref": PLACE + names[definition_name(inner)]} if "$ref" in inner else inner

    return rewritten(schema, rename)
