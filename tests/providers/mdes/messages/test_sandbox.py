"""Answers with the types of the sandbox, and with those that are described."""

import pytest

from emulator.config import Settings
from emulator.providers.mdes.messages.sandbox import spoken
from tests.providers.mdes.caller import DIGITIZATION, Caller
from tests.providers.mdes.digital_enablement.service.test_tokenize import YELLOW


class TestTheSandbox:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", seed=1, mdes_types="sandbox")

    async def test_flags_are_booleans_ids_are_numbers_and_some_members_are_missing(self, mdes: Caller) -> None:
        answer = await mdes.tokenize(YELLOW)

        assert answer.body["tokenInfo"]["dsrpCapable"] is True
        assert [method["id"] for method in answer.body["authenticationMethods"]] == [1, 2, 3]
        assert not {"issuerLogoAssetId", "isCoBranded", "iconAssetId"} & answer.body["productConfig"].keys()
        assert "brandLogoAssetId" in answer.body["productConfig"]

    async def test_tokens_in_lists_are_no_exception(self, mdes: Caller) -> None:
        await mdes.tokenize()

        found = await mdes.post(f"{DIGITIZATION}/searchTokens", {"requestId": "s", "tokenRequestorId": "98765432101"})

        assert found.body["tokens"][0]["tokenInfo"]["dsrpCapable"] is True

    async def test_what_is_encrypted_still_opens(self, mdes: Caller) -> None:
        answer = await mdes.tokenize()

        assert answer.opened["tokenDetail"]["encryptedData"]["tokenNumber"].isdigit()


async def test_types_are_as_described_unless_a_setting_says_otherwise(mdes: Caller) -> None:
    answer = await mdes.tokenize(YELLOW)

    assert answer.body["tokenInfo"]["dsrpCapable"] == "true"
    assert [method["id"] for method in answer.body["authenticationMethods"]] == ["1", "2", "3"]
    assert answer.body["productConfig"]["isCoBranded"] is False


def test_what_is_no_object_stays_as_it_is() -> None:
    assert spoken([1, "x", None, {"a": [{"tokenInfo": {}}]}]) == [1, "x", None, {"a": [{"tokenInfo": {}}]}]
