"""The other program's description of itself."""

from emulator.contracts.issuer_app import openapi


def test_the_document_is_the_same_every_time() -> None:
    assert openapi() == openapi()
