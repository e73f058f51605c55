"""Every spelling under which clients call."""

import pytest

from emulator.providers.mdes.digital_enablement import API
from emulator.providers.mdes.paths import methods_at, spellings
from tests.providers.mdes.caller import Caller, codes


@pytest.mark.parametrize(
    "path",
    [
        "/mdes/digitization/1/0/getToken",
        "/mdes/digitization/static/1/0/getToken",
        "/mdes/digitization/mtf/1/0/getToken",
        "/mdes/digitization/itf/1/0/getToken",
        "/mtf/mdes/digitization/1/0/getToken",
        "/mdes/mtf/digitization/1/0/getToken",
        "/mdes/digitization/static/1%2F0/getToken",
    ],
)
async def test_digital_enablement_answers_at_every_spelling(mdes: Caller, path: str) -> None:
    answer = await mdes.post(path, {"requestId": "1", "tokenUniqueReference": "D" * 48})

    assert codes(answer) == ["INVALID_TOKEN_UNIQUE_REFERENCE"]


@pytest.mark.parametrize(
    "path",
    [
        "/mdes/connect/1/0/getEligibleTokenRequestors",
        "/mdes/connect/1%2F0/getEligibleTokenRequestors",
        "/mdes/connect/1%2f0/getEligibleTokenRequestors",
        "/mdes/mtf/connect/1/0/getEligibleTokenRequestors",
        "/mdes/connect/mtf/1/0/getEligibleTokenRequestors",
        "/mdes/connect/static/1/0/getEligibleTokenRequestors",
        "/mtf/mdes/connect/1/0/getEligibleTokenRequestors",
    ],
)
async def test_token_connect_answers_at_every_spelling(mdes: Caller, path: str) -> None:
    answer = await mdes.post(path, {"requestId": "1", "accountRanges": ["5100000000"]})

    assert answer.body["responseId"] == "1"
    assert answer.body["tokenRequestors"]


def test_no_spelling_is_given_twice() -> None:
    given = list(spellings("/mdes/issuer-assets/1/0/asset/tokenrequestor/{AssetId}"))

    assert len(given) == len(set(given))
    assert "/mdes/issuer-assets/mtf/1%2F0/asset/tokenrequestor/{AssetId}" in given


def test_customer_service_has_a_version_without_a_slash_in_it() -> None:
    given = list(spellings("/mdes/csapi/v2/token/suspend"))

    assert len(given) == len(set(given))
    assert {"/mdes/csapi/v2/token/suspend", "/mdes/csapi/static/v2/token/suspend", "/mtf/mdes/csapi/v2/token/suspend"} < set(given)


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/mdes/digitization/itf/1/0/tokenize", ["POST"]),
        ("/mdes/assets/1/0/asset/abc-def", ["GET"]),
        ("/mdes/assets/1/0/asset/abc/def", []),
        ("/mdes/digitization/2/0/tokenize", []),
    ],
)
def test_the_methods_of_a_path_are_known(path: str, methods: list[str]) -> None:
    assert methods_at(API.operations, path) == methods
