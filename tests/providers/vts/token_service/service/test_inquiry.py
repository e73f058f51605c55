"""Looking at cards, tokens and pictures."""

import base64
import hashlib
import struct

import pytest

from tests.providers.vts.caller import TOKENS, Caller


@pytest.mark.exercises("vts.token_service.get_card_metadata", "vts.token_service.get_content")
async def test_a_card_shows_its_tokens_and_pictures_that_are_pictures(visa: Caller) -> None:
    made = (await visa.provision()).body
    seen = (await visa.get(f"/vts/panEnrollments/{made['vPanEnrollmentID']}")).body

    art = next(one for one in seen["cardMetaData"]["cardData"] if one["contentType"] == "digitalCardArt")
    content = (await visa.get(f"/vts/cps/getContent/{art['guid']}")).body

    picture = base64.b64decode(content["content"][0]["encodedData"])
    assert seen["tokens"] == [{"vProvisionedTokenID": made["vProvisionedTokenID"], "tokenStatus": "ACTIVE"}]
    assert seen["paymentInstrument"] == made["paymentInstrument"]
    assert content["contentType"] == "digitalCardArt"
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", picture[16:24]) == (art["content"][0]["width"], art["content"][0]["height"])
    assert art["guid"] == hashlib.sha256(picture).hexdigest()[:32]


async def test_terms_can_be_read(visa: Caller) -> None:
    made = (await visa.enroll()).body

    answer = await visa.get(f"/vts/cps/getContent/{made['cardMetaData']['termsAndConditionsID']}")

    assert (answer.body["contentType"], answer.body["content"][0]["mimeType"]) == ("termsAndConditions", "text/plain")


@pytest.mark.parametrize("path", [f"/vts/panEnrollments/{'0' * 32}", f"{TOKENS}/{'0' * 32}", "/vts/cps/getContent/nothing"])
async def test_what_is_not_there_is_not_found(visa: Caller, path: str) -> None:
    answer = await visa.get(path)

    assert (answer.status, answer.reason) == (404, "notFound")


@pytest.mark.exercises("vts.token_service.get_token")
async def test_a_token_shows_its_status_and_its_end(visa: Caller) -> None:
    made = (await visa.provision()).body

    seen = await visa.get(f"{TOKENS}/{made['vProvisionedTokenID']}")

    assert seen.body == {"tokenInfo": {"tokenStatus": "ACTIVE", "expirationDate": made["tokenInfo"]["expirationDate"]}}
