"""Content by guid: made from what it stands for, so that it never changes."""

import hashlib

import pytest

from emulator.domain.errors import UnknownAsset
from emulator.providers.vts.content import shelf


def test_a_guid_is_a_hash_of_the_bytes() -> None:
    for guid, content in shelf.guids().items():
        assert guid == hashlib.sha256(content.draw().data).hexdigest()[:32]


def test_pictures_are_listed_and_terms_are_not() -> None:
    assert {content.kind for _, content in shelf.shown()} == {"digitalCardArt", "cardSymbol"}
    assert {content.kind for content in shelf.guids().values()} == {"digitalCardArt", "cardSymbol", "termsAndConditions"}


def test_what_is_not_on_the_shelf_is_unknown() -> None:
    with pytest.raises(UnknownAsset):
        shelf.content_with("0" * 32)
