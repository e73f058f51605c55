"""An issuer's service desk at the front door of a running house."""

import pytest

from tests.providers.mdes.caller import Caller
from tests.providers.mdes.customer_service.desk import Desk


@pytest.fixture
def desk(mdes: Caller) -> Desk:
    """A desk that does everything right."""
    return Desk(mdes)
