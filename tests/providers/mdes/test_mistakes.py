"""The catalogues of MDES cover every part of a request that can be refused."""

from emulator.providers.mdes.mistakes import CATALOGUES


def test_every_part_has_mistakes_with_something_to_do() -> None:
    parts = {catalogue.check for catalogue in CATALOGUES}

    assert {"Authorization header", "body hash", "signature", "encryption", "tokenization authentication value"} <= parts
    for catalogue in CATALOGUES:
        for row in catalogue.rows:
            assert row.fix.endswith((".", "!")), row.cause
            assert callable(row.recognise)
