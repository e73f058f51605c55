"""Contracts by name."""

import pytest

from emulator.contracts.checks.library import Library, UnknownContract


def test_contracts_are_known_by_folder_operation_and_kind(library: Library) -> None:
    assert "mdes/digital_enablement/tokenize.request.opened" in library.names
    assert not [name for name in library.names if name.endswith(("index", "openapi"))]
    assert library.schema("mdes/token_connect/push_account.response")["$id"].endswith("/mdes/token_connect/push_account.response.json")


def test_an_unknown_name_is_told_with_those_that_are_alike(library: Library) -> None:
    with pytest.raises(UnknownContract, match=r"perhaps mdes/digital_enablement/tokenize\.request"):
        library.schema("mdes/tokenize.request".replace("mdes/", "visa/"))
    with pytest.raises(UnknownContract, match="see `contracts list`"):
        library.schema("nothing.like.it")


def test_rows_come_from_the_indexes(library: Library) -> None:
    rows = {(kind, contract) for kind, contract, _ in library.rows()}

    assert ("operations", "mdes/digital_enablement/tokenize") in rows
    assert ("notices", "mdes/issuer/notify_token_updated") in rows
    assert ("questions", "mdes/issuer/authorize_service") in rows
