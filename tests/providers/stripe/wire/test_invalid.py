"""What is wrong with parameters is said in Stripe's words, unknown ones first."""

import pytest
from pydantic import ValidationError

from emulator.providers.stripe.schemas.cardholders import CreateCardholder
from emulator.providers.stripe.schemas.cards import CreateCard, ListCards
from emulator.providers.stripe.wire.form import decode
from emulator.providers.stripe.wire.invalid import Wrong, listed, name_of, wrong
from emulator.providers.stripe.wire.parameters import Hash

CARD = "currency=usd&type=virtual"


@pytest.mark.parametrize(
    ("model", "form", "said"),
    [
        (CreateCard, "type=virtual", Wrong("Missing required param: currency.", "currency", "parameter_missing")),
        (CreateCard, "foo=1", Wrong("Received unknown parameter: foo", "foo", "parameter_unknown")),
        (
            CreateCard,
            f"{CARD}&spending_controls[x]=1",
            Wrong("Received unknown parameter: spending_controls[x]", "spending_controls[x]", "parameter_unknown"),
        ),
        (CreateCard, "currency=usd&type=robot", Wrong("Invalid type: must be one of physical or virtual", "type")),
        (CreateCard, f"{CARD}&status=on", Wrong("Invalid status: must be one of active or inactive", "status")),
        (
            CreateCard,
            f"{CARD}&shipping[name]=x&shipping[service]=fast",
            Wrong("Missing required param: shipping[address].", "shipping[address]", "parameter_missing"),
        ),
        (CreateCard, f"{CARD}&exp_year=abc", Wrong("Invalid integer: abc", "exp_year", "parameter_invalid_integer")),
        (
            CreateCard,
            f"{CARD}&exp_month=0",
            Wrong("This value must be greater than or equal to 1.", "exp_month", "parameter_invalid_integer"),
        ),
        (CreateCard, f"{CARD}&spending_controls=x", Wrong("Invalid object", "spending_controls")),
        (CreateCard, f"{CARD}&expand=x", Wrong("Invalid array", "expand")),
        (
            CreateCard,
            f"{CARD}&second_line={'x' * 60}",
            Wrong("Invalid string: xxxx...xxxx; must be at most 24 characters", "second_line"),
        ),
        (
            CreateCard,
            f"{CARD}&spending_controls[spending_limits][0][amount]=5",
            Wrong(
                "Missing required param: spending_controls[spending_limits][0][interval].",
                "spending_controls[spending_limits][0][interval]",
                "parameter_missing",
            ),
        ),
        (
            ListCards,
            "starting_after=ic_1&ending_before=ic_2",
            Wrong("Received both starting_after and ending_before parameters. Please pass in only one."),
        ),
        (
            CreateCard,
            f"{CARD}&metadata[{'k' * 41}]=x",
            Wrong(
                "Metadata keys can have up to 40 characters, but you passed in a key that is 41 characters. "
                f"Invalid key: {'k' * 41}",
                "metadata",
            ),
        ),
    ],
)  # fmt: skip
def test_each_fault_has_its_text(model: type[Hash], form: str, said: Wrong) -> None:
    with pytest.raises(ValidationError) as refused:
        model.model_validate(decode(form.encode()))

    assert wrong(refused.value) == said


def test_an_unknown_parameter_comes_before_a_missing_one() -> None:
    with pytest.raises(ValidationError) as refused:
        CreateCardholder.model_validate(decode(b"billing[address][city]=x&company[vat]=1"))

    assert wrong(refused.value).param == "company[vat]"


def test_an_empty_value_is_refused_where_nothing_can_be_unset() -> None:
    with pytest.raises(ValidationError) as refused:
        CreateCard.model_validate(decode(b"currency=usd&type="))

    assert wrong(refused.value).code == "parameter_invalid_empty"
    assert wrong(refused.value).message.startswith("You passed an empty string for 'type'. We assume empty values are an attempt to unset")


@pytest.mark.parametrize(
    ("words", "sentence"), [(["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b, or c"), ([], "")]
)  # fmt: skip
def test_words_are_listed_as_in_a_sentence(words: list[str], sentence: str) -> None:
    assert listed(words) == sentence


def test_a_place_is_named_as_forms_write_it() -> None:
    assert name_of(("a", "b", 0, "c")) == "a[b][0][c]"
    assert name_of(()) == ""
