"""Assets by id."""

import uuid

import pytest

from emulator.core.context import House
from emulator.core.pictures import Picture
from emulator.domain.errors import UnknownAsset
from emulator.providers.mdes.assets import shelf


def test_an_id_changes_with_the_contents() -> None:
    one, other = (shelf.id_of((Picture("text/plain", data),)) for data in (b"a", b"b"))

    assert one != other
    assert uuid.UUID(one).version == 5


def test_every_asset_is_found_by_its_id(house: House) -> None:
    found = {asset_id: shelf.asset_with(asset_id, house.keys) for asset_id in shelf.SHELF}

    assert found == dict(shelf.SHELF)


def test_the_ids_that_were_given_out_still_lead_to_their_assets() -> None:
    assert sorted(shelf.SHELF) == [
        "17e0e300-2a70-5516-9cf0-3c048319e194",
        "1e50eeaf-d85b-578d-9b87-c0c8c938b31e",
        "38f89e39-9531-5419-824c-9b4a1a743b2c",
        "a5bd0afb-3a2f-5753-9969-ce5f83fa5d51",
        "d5cb1c75-08d7-5fde-b719-5bcadfbfa1ca",
        "fec7d9f5-bded-5e4f-a125-67d98b23f756",
    ]


def test_an_unknown_asset_is_refused(house: House) -> None:
    with pytest.raises(UnknownAsset):
        shelf.asset_with("00000000-0000-0000-0000-000000000000", house.keys)


def test_the_signing_key_is_an_asset_under_its_kid(house: House) -> None:
    pair = house.keys.pair(shelf.SIGNING_KEY)

    (key,) = shelf.asset_with(shelf.key_id(pair), house.keys)

    assert (key.type, len(shelf.key_id(pair)) <= 64) == ("application/jwk+json", True)
