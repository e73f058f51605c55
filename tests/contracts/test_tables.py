"""The documentation's tables."""

from dataclasses import dataclass, replace
from http import HTTPStatus

import pytest

from emulator.config import Settings
from emulator.contracts.tables import described, meaning_of, numbers, refusals, table, tables
from emulator.core.provider import Catalogue, Provocation
from emulator.crypto.diagnosis import Mistake
from emulator.domain.decisions import MAGIC, PUBLISHED, magic_of
from emulator.domain.errors import DomainError, IllegalTransition, InvalidField, UnknownToken
from emulator.domain.pan import Pan, passes_luhn
from tests.contracts.sample import API, SampleWire


@dataclass(frozen=True)
class Answer:
    """A refusal as a wire may keep it."""

    status: int
    code: str
    detail: str | None = None


def rows(text: str) -> list[str]:
    return text.splitlines()[2:]


def test_the_coverage_table_has_a_row_for_everything_that_an_api_does() -> None:
    made = tables([API])

    assert [row.split(" | ")[0].strip("| ") for row in rows(made["coverage.pantry.shelves"])] == [
        "`POST /shelves/store`",
        "`GET /tins/{label}`",
        "`POST /tins/{label}`",
        "`POST /tins/paint`",
        "sends `POST .../filled`",
        "asks `POST .../which`",
    ]
    assert made["coverage"].startswith("### Pantry: shelves\n\n| path |")


def test_a_refusal_is_told_in_the_words_of_the_domain() -> None:
    made = tables([API])

    assert meaning_of(UnknownToken) == "No such token in this world"
    assert rows(made["refusals.pantry.shelves"]) == [
        "| No such card in this world | 404, `NO\\|CARD` |",
        "| No such token in this world | 404, `GONE` |",
    ]


def test_how_a_refusal_is_met_is_told_for_apis_that_say_so() -> None:
    telling = replace(API, provocations=(Provocation("GONE", "Throw a tin away."),))

    assert rows(tables([telling])["provocations.pantry.shelves"]) == ["| `GONE` | Throw a tin away. |"]
    assert "provocations.pantry.shelves" not in tables([API])


def test_mistakes_are_listed_for_every_api_that_names_them() -> None:
    rows_of_one = (Mistake[str]("torn", lambda _case: None, "Glue it."),)
    named = replace(API, name="pantry.paper", title="Pantry: paper", mistakes=(Catalogue("paper", rows_of_one),))

    made = tables([API, named])

    assert rows(made["mistakes.pantry.paper"]) == ["| paper | `torn` | Glue it. |"]
    assert made["mistakes"].startswith("### Pantry: paper\n\n| in |")
    assert "mistakes.pantry.shelves" not in made


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((404, "GONE"), "404, `GONE`"),
        (Answer(404, "GONE"), "404, code `GONE`"),
        (Answer(404, "GONE", "for ever"), "404, code `GONE`, detail `for ever`"),
        (Answer(HTTPStatus.GONE, ""), "410"),
    ],
)
def test_a_refusal_may_be_kept_as_a_tuple_or_as_a_row(answer: object, words: str) -> None:
    assert described(answer) == words


@pytest.mark.parametrize(
    ("error", "words"),
    [(InvalidField, "for example 400, code `BAD`, detail `name`"), (IllegalTransition, "it depends on what is wrong")],
)
def test_a_refusal_that_is_made_from_the_error_is_shown_by_an_example(error: type[DomainError], words: str) -> None:
    wire = SampleWire()
    wire.refusals = {error: lambda found: Answer(400, "BAD", found.name)}

    (row,) = rows(refusals(replace(API, wire=wire)))

    assert row.endswith(f"| {words} |")


@pytest.mark.parametrize("code", MAGIC)
def test_the_magic_numbers_shown_do_what_the_table_says(code: str) -> None:
    shown = numbers(code)

    assert len(shown) == 2
    assert all(passes_luhn(number) and magic_of(Pan(number)) is MAGIC[code] for number in shown)
    assert all(number in tables([])["magic_numbers"] for number in shown)


def test_every_published_number_has_its_outcome() -> None:
    shown = rows(tables([])["published_numbers"])

    assert len(shown) == len(PUBLISHED)
    assert all(f"`{number}`" in row and answer.meaning in row for row, (number, answer) in zip(shown, PUBLISHED.items(), strict=True))


def test_every_setting_has_a_flag_and_a_variable() -> None:
    text = tables([])["settings"]

    assert len(rows(text)) == len(Settings.model_fields)
    assert "| `--port` | `EMULATOR_PORT` | `8081` | port to listen on" in text
    assert "| `--port-file` | `EMULATOR_PORT_FILE` |  |" in text


def test_a_bar_in_a_cell_ends_no_cell() -> None:
    assert table(("a", "b"), [("x|y", "z")]).splitlines()[-1] == "| x\\|y | z |"
