"""Every wire that asks who calls says what it checks, each check once."""

import pytest

from emulator.bootstrap import APIS
from emulator.core.provider import Api


@pytest.mark.parametrize("api", [api for api in APIS if api.wire.kind and api.operations], ids=lambda api: api.name)
def test_whoever_asks_for_a_credential_says_what_it_checks(api: Api) -> None:
    names = [check.name for check in (*api.wire.checks.refusing, *api.wire.checks.remarking)]

    assert names
    assert len(names) == len(set(names))
    assert all(check.what for check in api.wire.checks.refusing)
