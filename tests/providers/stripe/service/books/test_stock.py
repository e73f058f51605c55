"""What every account has from the beginning is what Stripe's types say."""

from emulator.providers.stripe.service.books.stock import STOCK
from tests.witness.stripe_objects import breaches


def test_it_has_the_shape_of_its_objects() -> None:
    assert [breaches(body) for body in STOCK.values()] == [[] for _ in STOCK]
