"""Recorded tapes of Stripe, judged by others: jsonschema against contracts/, and the types of Stripe's own SDKs."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl

import jsonschema
import pytest

from tests.witness.stripe_objects import breaches

ROOT: Final = Path(__file__).resolve().parents[2]
TAPES: Final = sorted((ROOT / "fixtures" / "stripe").rglob("*.json"))
# Forms have text alone: a number is a text that says one, and so is a truth value.
SPELT: Final = {"integer": re.compile(r"-?[0-9]+"), "boolean": re.compile("true|false")}
SECRET: Final = re.compile(r"\b[rse]k_test_\w{8}|\bwhsec_\w{8}")

Json = Any

every_tape = pytest.mark.parametrize(
    "tape", [json.loads(path.read_text()) for path in TAPES], ids=["/".join(path.parts[-2:]) for path in TAPES]
)


def says(kind: str) -> Any:
    usual = jsonschema.Draft202012Validator.TYPE_CHECKER

    def check(_checker: Any, value: Any) -> bool:
        return usual.is_type(value, kind) or (isinstance(value, str) and SPELT[kind].fullmatch(value) is not None)

    return check


FormValidator: Final = jsonschema.validators.extend(
    jsonschema.Draft202012Validator,
    type_checker=jsonschema.Draft202012Validator.TYPE_CHECKER.redefine_many({kind: says(kind) for kind in SPELT}),
)


def contract(name: str) -> Json:
    return json.loads((ROOT / "contracts" / f"{name}.json").read_text())


def of_stripe(tape: Json) -> Iterator[Json]:
    return (exchange for exchange in tape["exchanges"] if exchange["contract"].startswith("stripe/"))


def flat(value: Json, name: str = "") -> Iterator[tuple[str, str]]:
    """The pairs of a form, written down from the shape of its fields."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not isinstance(value, dict | list):
        yield name, value
    for key, one in inner:
        yield from flat(one, f"{name}[{key}]" if name else str(key))


@every_tape
def test_a_tape_ends_with_what_it_is_about(tape: Json) -> None:
    assert (tape["format"], tape["provider"], tape["origin"]) == (1, "stripe", "recorded")
    assert tape["exchanges"][-1]["contract"].endswith(f"/{tape['operation']}")


@every_tape
def test_every_answer_is_an_object_that_the_official_sdks_know(tape: Json) -> None:
    answered = [exchange["response"]["body"] for exchange in of_stripe(tape) if exchange["direction"] == "inbound"]

    assert [breach for body in answered for breach in breaches(body)] == []


@every_tape
def test_answers_and_notices_hold_against_the_contracts(tape: Json) -> None:
    for exchange in of_stripe(tape):
        if exchange["direction"] == "outbound":
            jsonschema.Draft202012Validator(contract(f"{exchange['contract']}.notice")).validate(exchange["request"]["body"])
        else:
            name = "stripe/errors" if exchange.get("refused") else f"{exchange['contract']}.response"
            jsonschema.Draft202012Validator(contract(name)).validate(exchange["response"]["body"])


@every_tape
def test_the_parameters_of_what_was_not_refused_hold_against_the_contracts(tape: Json) -> None:
    for exchange in of_stripe(tape):
        if "opened" in exchange["request"] and not exchange.get("refused"):
            FormValidator(contract(f"{exchange['contract']}.request")).validate(exchange["request"]["opened"])


@every_tape
def test_a_form_reads_as_it_is_shown_when_it_is_opened(tape: Json) -> None:
    forms = [exchange["request"] for exchange in of_stripe(tape) if "opened" in exchange["request"]]

    assert [parse_qsl(request["text"], keep_blank_values=True) for request in forms] == [list(flat(form["opened"])) for form in forms]


@every_tape
def test_a_tape_holds_no_key_and_no_secret(tape: Json) -> None:
    assert SECRET.search(json.dumps(tape)) is None
    assert all("authorization" not in map(str.lower, exchange["request"]["headers"]) for exchange in tape["exchanges"])
