"""Committed tapes as others read them: which there are, and which contract describes each side of an exchange."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import jsonschema

ROOT: Final = Path(__file__).resolve().parents[2]
CONTRACTS: Final = ROOT / "contracts"
FLOWS: Final = sorted((ROOT / "fixtures" / "flows").rglob("*.json"))

Json = Any


def tapes_of(provider: str) -> list[Path]:
    """The tapes of one provider."""
    return sorted((ROOT / "fixtures" / provider).rglob("*.json"))


def spoken_in(provider: str) -> list[Path]:
    """The tapes of a provider, and the whole stories in which it speaks."""
    return [*tapes_of(provider), *(path for path in FLOWS if f'"contract": "{provider}/' in path.read_text())]


def speaks_for_itself(tape: Json) -> bool:
    """Whether a tape names where it comes from: it was recorded, or it ends with what is published on a page that it names."""
    *before, last = (exchange.get("origin", "recorded") for exchange in tape["exchanges"])
    if tape["origin"] == "recorded":
        return {*before, last} == {"recorded"} and "source" not in tape
    is_published = tape["case"].startswith("published") and tape["source"].startswith("https://")
    return is_published and tape["origin"] == last == "reference" and {*before} <= {"recorded"}


def own(tape: Json, *names: str) -> list[Json]:
    """The exchanges of a tape that belong to APIs of these names."""
    return [exchange for exchange in tape["exchanges"] if exchange["contract"].partition("/")[0] in names]


def sides(tape: Json, *names: str) -> Iterator[tuple[str, Json]]:
    """Every request and answer that a contract describes, with the contract's name; refused requests need not hold."""
    for exchange in own(tape, *names):
        contract, kinds = exchange["contract"], ("request", "response")
        if exchange["direction"] == "outbound":
            is_asked = (CONTRACTS / f"{contract}.question.json").is_file()
            kinds = ("question", "answer") if is_asked else ("notice", "")
        elif exchange.get("refused"):
            yield f"{contract.rpartition('/')[0]}/errors", exchange["response"]
            continue
        yield f"{contract}.{kinds[0]}", exchange["request"]
        if kinds[1]:
            yield f"{contract}.{kinds[1]}", exchange["response"]


def validator(name: str) -> jsonschema.Draft202012Validator:
    """What judges a message by its contract."""
    return jsonschema.Draft202012Validator(json.loads((CONTRACTS / f"{name}.json").read_text()))
