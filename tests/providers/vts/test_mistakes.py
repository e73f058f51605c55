"""The catalogues of Visa cover every part of a request that can be refused."""

import pytest

from emulator.core.provider import Catalogue
from emulator.providers.vts import mistakes


@pytest.mark.parametrize("catalogue", [mistakes.TOKEN, mistakes.FIELDS, mistakes.CARD, mistakes.MESSAGES], ids=lambda one: one.check)
def test_every_part_has_mistakes_with_something_to_do(catalogue: Catalogue) -> None:
    assert len(catalogue.rows) > 3
    assert all(row.fix.strip() and callable(row.recognise) for row in catalogue.rows)
