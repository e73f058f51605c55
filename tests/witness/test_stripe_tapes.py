"""Recorded tapes of Stripe, judged by others: jsonschema against contracts/, and the types of Stripe's own SDKs."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl

import jsonschema
import pytest

from tests.witness import vectors
from tests.witness.stripe_objects import breaches
from tests.witness.tapes import own, sides, speaks_for_itself, spoken_in, validator

EVERY: Final = spoken_in("stripe")
# Forms have text alone: a number is a text that says one, and so is a truth value.
SPELT: Final = {"integer": re.compile(r"-?[0-9]+"), "boolean": re.compile("true|false")}
PUBLISHED: Final = [path for path in EVERY if path.stem.startswith("published")]
SECRET: Final = re.compile(r"\b[rse]k_test_\w{8}|\bwhsec_\w{8}")

Json = Any

every_tape = pytest.mark.parametrize(
    "tape", [json.loads(path.read_text()) for path in EVERY], ids=["/".join(path.parts[-2:]) for path in EVERY]
)


def places(value: Json, place: str = "") -> set[str]:
    """The members of a body, at whatever depth; of metadata and of items no more than that there are any."""
    inner = value.items() if isinstance(value, dict) else (("", item) for item in value) if isinstance(value, list) else ()
    return {place}.union(*(places(one, f"{place}.{name}") for name, one in inner if not place.endswith(".metadata")))


def says(kind: str) -> Any:
    usual = jsonschema.Draft202012Validator.TYPE_CHECKER

    def check(_checker: Any, value: Any) -> bool:
        return usual.is_type(value, kind) or (isinstance(value, str) and SPELT[kind].fullmatch(value) is not None)

    return check


SAMPLES: Final = [places(sample["body"]) for kind in ("samples", "errors") for sample in vectors("stripe_samples")[kind].values()]

FormValidator: Final = jsonschema.validators.extend(
    jsonschema.Draft202012Validator,
    type_checker=jsonschema.Draft202012Validator.TYPE_CHECKER.redefine_many({kind: says(kind) for kind in SPELT}),
)


def flat(value: Json, name: str = "") -> Iterator[tuple[str, str]]:
    """The pairs of a form, written down from the shape of its fields."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not isinstance(value, dict | list):
        yield name, value
    for key, one in inner:
        yield from flat(one, f"{name}[{key}]" if name else str(key))


@every_tape
def test_a_tape_ends_with_what_it_is_about(tape: Json) -> None:
    assert tape["format"] == 1
    assert speaks_for_itself(tape)
    assert tape["provider"] == "flows" or tape["exchanges"][-1]["contract"].endswith(f"/{tape['operation']}")


@pytest.mark.parametrize("path", PUBLISHED, ids=["/".join(path.parts[-2:]) for path in PUBLISHED])
def test_what_is_written_down_has_the_members_of_a_sample(path: Path) -> None:
    last = json.loads(path.read_text())["exchanges"][-1]
    body = places(last["request" if last["direction"] == "outbound" else "response"]["body"])

    # The sample of an event is one of a connected account, which alone names it.
    assert body in SAMPLES or body | {".account"} in SAMPLES


@every_tape
def test_every_answer_is_an_object_that_the_official_sdks_know(tape: Json) -> None:
    answered = [exchange["response"]["body"] for exchange in own(tape, "stripe") if exchange["direction"] == "inbound"]

    assert [breach for body in answered for breach in breaches(body)] == []


@every_tape
def test_answers_notices_and_questions_hold_against_the_contracts(tape: Json) -> None:
    for name, side in sides(tape, "stripe"):
        if not name.endswith(".request"):
            validator(name).validate(side["body"])


@every_tape
def test_the_parameters_of_what_was_not_refused_hold_against_the_contracts(tape: Json) -> None:
    for exchange in own(tape, "stripe"):
        if "opened" in exchange["request"] and not exchange.get("refused"):
            FormValidator(validator(f"{exchange['contract']}.request").schema).validate(exchange["request"]["opened"])


@every_tape
def test_a_form_reads_as_it_is_shown_when_it_is_opened(tape: Json) -> None:
    forms = [exchange["request"] for exchange in own(tape, "stripe") if "opened" in exchange["request"]]

    assert [parse_qsl(request["text"], keep_blank_values=True) for request in forms] == [list(flat(form["opened"])) for form in forms]


@every_tape
def test_a_tape_holds_no_key_and_no_secret(tape: Json) -> None:
    assert SECRET.search(json.dumps(tape)) is None
    assert all("authorization" not in map(str.lower, exchange["request"]["headers"]) for exchange in tape["exchanges"])
