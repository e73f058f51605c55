"""A message held against its contract, by an independent validator (package jsonschema)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from emulator.contracts.checks.library import Library
from emulator.logs import mask

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

HINT: Final = "contracts are checked by package jsonschema: install tsp-emulator[contracts]"


class NoValidator(RuntimeError):
    """Package jsonschema is not installed; the text says what to install."""


@dataclass(frozen=True)
class Breach:
    """One place of a message (a JSON pointer) that is not as its contract says, and why."""

    pointer: str
    problem: str

    def __str__(self) -> str:
        return f"{self.pointer or '/'}: {self.problem}"


class Validator:
    """Holds messages against contracts; each contract is compiled once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._compiled: dict[str, Draft202012Validator] = {}

    def knows(self, name: str) -> bool:
        """Say whether there is a contract of this name."""
        return self._library.has(name)

    def breaches(self, name: str, message: Any) -> list[Breach]:
        """Return what is wrong with a message, by place.

        Raises:
            UnknownContract: there is none of this name.
            NoValidator: package jsonschema is not installed.
        """
        found = sorted(self._for(name).iter_errors(message), key=lambda error: list(map(str, error.absolute_path)))
        return [Breach(_pointer(error.absolute_path), mask(_told(error))) for error in found]

    def _for(self, name: str) -> "Draft202012Validator":
        if name not in self._compiled:
            self._compiled[name] = compiled(self._library.schema(name))
        return self._compiled[name]


def compiled(schema: dict[str, Any]) -> "Draft202012Validator":
    """Return the validator of a schema. Raises `NoValidator`."""
    try:
        from jsonschema import Draft202012Validator
    except ImportError:
        raise NoValidator(HINT) from None
    return Draft202012Validator(schema)


def _pointer(path: Any) -> str:
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def _told(error: Any) -> str:
    if error.validator in {"anyOf", "oneOf"} and error.context:
        nearest = max(error.context, key=lambda inner: len(inner.absolute_path))
        return f"none of the forms it may have; of the nearest: {nearest.message}"
    return str(error.message)
