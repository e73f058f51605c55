"""Every refusal of Stripe's has its answer."""

import pytest

from emulator.providers.stripe.service.books import refusals
from emulator.providers.stripe.wire.errors import REFUSALS

KINDS = [kind for kind in vars(refusals).values() if isinstance(kind, type) and issubclass(kind, refusals.Refused)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_it_is_answered_by_its_own_row_or_its_familys(kind: type) -> None:
    assert any(base in REFUSALS for base in kind.__mro__)


def test_a_missing_parameter_is_named_as_stripe_names_it() -> None:
    refused = refusals.MissingParameter("billing[address][city]")

    assert (str(refused), refused.param) == ("Missing required param: billing[address][city].", "billing[address][city]")


def test_a_missing_object_is_named_as_stripe_names_it() -> None:
    assert str(refusals.NoSuchObject("issuing card", "ic_nope", param="card")) == "No such issuing card: 'ic_nope'"
