"""Stripe's words for parameters that are refused: one table from what pydantic finds wrong to what Stripe says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from emulator.providers.stripe.wire.parameters import OURS


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is said of one parameter; `param` is empty where no single one is at fault."""

    message: str
    param: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A text with the places {param}, {text}, {words} and those of pydantic's own context."""

    text: str
    code: str = ""


# docs.stripe.com/error-codes names the codes; the texts are those that developers report.
SAID: Final[Mapping[str, Said]] = {
    "missing": Said("Missing required param: {param}.", "parameter_missing"),
    "extra_forbidden": Said("Received unknown parameter: {param}", "parameter_unknown"),
    "string_type": Said("Invalid string: {text}"),
    "string_too_long": Said("Invalid string: {text}; must be at most {max_length} characters"),
    "string_pattern_mismatch": Said("Invalid decimal: {text}"),
    "literal_error": Said("Invalid {param}: must be one of {words}"),
    "int_type": Said("Invalid integer: {text}", "parameter_invalid_integer"),
    "bool_type": Said("Invalid boolean: {text}"),
    "float_type": Said("Invalid decimal: {text}"),
    "list_type": Said("Invalid array"),
    "dict_type": Said("Invalid object"),
    "model_type": Said("Invalid object"),
    "greater_than_equal": Said("This value must be greater than or equal to {ge}.", "parameter_invalid_integer"),
    "less_than_equal": Said("This value must be less than or equal to {le}.", "parameter_invalid_integer"),
}
EMPTY: Final = Said(
    "You passed an empty string for '{param}'. We assume empty values are an attempt to unset a parameter; however "
    "'{param}' cannot be unset. You should remove '{param}' from your request or supply a non-empty value.",
    "parameter_invalid_empty",
)
OTHERWISE: Final = Said("Invalid value for {param}")


def wrong(error: ValidationError) -> Wrong:
    """Return what Stripe would say: of unknown parameters first, then of the first parameter that is wrong."""
    found = error.errors(include_url=False)
    return _wrong(next((row for row in found if row["type"] == "extra_forbidden"), found[0]))


def name_of(place: Sequence[str | int]) -> str:
    """Return a parameter's name as forms write it: `spending_limits[0][amount]`."""
    first, *rest = place or ("",)
    return f"{first}{''.join(f'[{part}]' for part in rest)}"


def listed(words: Sequence[str]) -> str:
    """Return words as a sentence lists them: `a or b`, `a, b, or c`."""
    if len(words) <= 2:
        return " or ".join(words)
    return f"{', '.join(words[:-1])}, or {words[-1]}"


def _wrong(row: ErrorDetails) -> Wrong:
    param = name_of(row["loc"])
    context = row.get("ctx", {})
    if row["type"] == OURS:
        return Wrong(str(context["message"]), param, str(context["code"]))
    said = EMPTY if row["input"] == "" and row["type"] != "extra_forbidden" else SAID.get(row["type"], OTHERWISE)
    places: dict[str, Any] = {**context, "param": param, "text": _shortened(row["input"]), "words": _words(context)}
    return Wrong(said.text.format_map(places), param, said.code)


def _words(context: Mapping[str, Any]) -> str:
    expected = str(context.get("expected", ""))
    return listed([part.strip().strip("'") for part in expected.replace(" or ", ", ").split(", ")])


def _shortened(value: Any) -> str:
    text = value if isinstance(value, str) else "{...}"
    return text if len(text) <= 40 else f"{text[:4]}...{text[-4:]}"
