"""Assets through the front door."""

import base64
import json

import pytest
from joserfc.jwk import RSAKey

from emulator.core.context import House
from emulator.providers.mdes.assets import shelf
from tests.providers.mdes.caller import Caller, codes

pytestmark = pytest.mark.exercises("mdes.digital_enablement.get_asset", "mdes.token_connect.get_token_requestor_asset")

PATHS = ("/mdes/assets/1/0/asset", "/mdes/assets/static/1/0/asset", "/mdes/issuer-assets/1/0/asset/tokenrequestor")


@pytest.mark.parametrize("path", PATHS)
async def test_a_logo_comes_as_a_scalable_and_as_a_square_picture(mdes: Caller, path: str) -> None:
    answer = await mdes.get(f"{path}/{shelf.id_of(shelf.REQUESTOR_LOGO)}")

    vector, square = answer.body["mediaContents"]
    assert (vector["type"], vector.keys() & {"height", "width"}) == ("image/svg+xml", set())
    assert (square["type"], square["height"], square["width"]) == ("image/png", "64", "64")
    assert base64.b64decode(square["data"], validate=True).startswith(b"\x89PNG")


@pytest.mark.parametrize("path", PATHS)
async def test_the_signing_key_is_a_key_for_an_independent_library(mdes: Caller, house: House, path: str) -> None:
    kid = shelf.key_id(house.keys.pair(shelf.SIGNING_KEY))

    answer = await mdes.get(f"{path}/{kid}")

    (content,) = answer.body["mediaContents"]
    key = RSAKey.import_key(json.loads(base64.b64decode(content["data"])))
    assert (content["type"], key.kid, key.get("use"), key.get("alg")) == ("application/jwk+json", kid, "sig", "RS256")


@pytest.mark.parametrize("path", PATHS)
async def test_an_unknown_asset_is_refused(mdes: Caller, path: str) -> None:
    answer = await mdes.get(f"{path}/nothing")

    assert (answer.status, codes(answer)) == (200, ["INVALID_FIELD_VALUE"])
