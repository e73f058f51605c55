"""Cards that are replaced, and tokens that look otherwise."""

import json
from copy import deepcopy
from typing import Any, Final

import pytest
from client_encryption.field_level_encryption import encrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig

from emulator.config import Settings
from emulator.core.context import House
from emulator.domain.pan import Network
from emulator.domain.parties import AccountRange
from tests.providers.mdes.bank import Bank
from tests.providers.mdes.caller import KEYS, SAMPLE_MERCHANT, Answer, Caller
from tests.providers.mdes.customer_service.desk import (
    OPERATOR,
    OTHER_PAN,
    PAN,
    SERVICE,
    YELLOW,
    Desk,
    change_issuer,
    change_requestor,
    refusal,
    tokenized,
)
from tests.providers.observer import NAMESPACE, Observer

NEW_PAN: Final = "5123456789012352"
SEALED: Final = "TokenUpdateRequest.EncryptedAccountInformation"
PASCAL: Final = FieldLevelEncryptionConfig(
    {
        "paths": {"$": {"toEncrypt": {f"{SEALED}.EncryptedData": SEALED}, "toDecrypt": {}}},
        "ivFieldName": "Iv",
        "encryptedKeyFieldName": "EncryptedKey",
        "encryptedValueFieldName": "EncryptedData",
        "dataEncoding": "hex",
        "oaepPaddingDigestAlgorithm": "SHA-256",
        "oaepPaddingDigestAlgorithmFieldName": "OaepHashingAlgorithm",
        "encryptionCertificateFingerprintFieldName": "PublicKeyFingerprint",
        "encryptionCertificate": str(KEYS / "request.crt"),
    }
)


async def shown(mdes: Caller, reference: str) -> Any:
    return (await mdes.token(reference)).body["token"]


async def par_of(mdes: Caller, reference: str) -> str:
    opened = (await mdes.token(reference, includeTokenDetail="true")).opened
    return str(opened["tokenDetail"]["encryptedData"]["paymentAccountReference"])


async def test_a_replaced_card_keeps_its_tokens_and_its_par(mdes: Caller, desk: Desk) -> None:
    tokens = [await tokenized(mdes), await tokenized(mdes)]
    par = await par_of(mdes, tokens[0])

    told = await desk.told("token/update", CurrentAccountPan=PAN, NewAccountPan=NEW_PAN, ExpirationDate="0347", CommentText="Lost card")

    assert [token["TokenUniqueReference"] for token in told["Tokens"]["Token"]] == tokens
    assert len({token["CommentId"] for token in told["Tokens"]["Token"]}) == 2
    infos = [(await shown(mdes, reference))["tokenInfo"] for reference in tokens]
    assert [(info["accountPanSuffix"], info["accountPanExpiry"]) for info in infos] == [("2352", "0347")] * 2
    assert [await par_of(mdes, reference) for reference in tokens] == [par] * 2


async def test_one_token_is_put_on_another_number_alone(mdes: Caller, desk: Desk) -> None:
    moved, stays = await tokenized(mdes), await tokenized(mdes)

    told = await desk.about("token/update", moved, NewAccountPan=NEW_PAN)

    assert told["Tokens"]["Token"] == [{"TokenUniqueReference": moved}]
    assert [await desk.found(AccountPan=pan) for pan in (PAN, NEW_PAN)] == [[stays], [moved]]
    assert await par_of(mdes, moved) == await par_of(mdes, stays)


async def test_a_new_expiry_is_that_of_the_whole_card(mdes: Caller, desk: Desk) -> None:
    tokens = [await tokenized(mdes), await tokenized(mdes)]

    told = await desk.about("token/update", tokens[0], ExpirationDate="0347")

    assert [token["TokenUniqueReference"] for token in told["Tokens"]["Token"]] == tokens
    assert [(await shown(mdes, reference))["tokenInfo"]["accountPanExpiry"] for reference in tokens] == ["0347"] * 2


async def test_a_sequence_number_is_shown(mdes: Caller, desk: Desk) -> None:
    moved, stays = await tokenized(mdes), await tokenized(mdes)

    await desk.about("token/update", moved, AccountPanSequenceNumber="02")

    assert (await desk.token(moved))["AccountPanSequenceNumber"] == "02"
    assert "AccountPanSequenceNumber" not in await desk.token(stays)


async def test_another_look_is_shown_to_who_holds_the_token(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)

    await desk.told("token/update", CurrentAccountPan=PAN, IssuerProductConfigurationId="GOLD")

    assert (await shown(mdes, reference))["productConfig"]["issuerProductConfigCode"] == "GOLD"


@pytest.mark.parametrize(
    "change", [{"NewAccountPan": NEW_PAN}, {"AccountPanSequenceNumber": "02"}, {"IssuerProductConfigurationId": "GOLD"}]
)
@pytest.mark.parametrize(("indicator", "told"), [("0", True), (0, True), ("1", False), (None, False)])
async def test_the_wallet_is_told_only_when_the_issuer_says_so(
    mdes: Caller, desk: Desk, house: House, behind: Observer, *, change: dict[str, str], indicator: Any, told: bool
) -> None:
    reference = await tokenized(mdes)
    await change_requestor(house, SAMPLE_MERCHANT, callback_url="http://127.0.0.1:9")
    before = len(await behind.notices())

    await desk.about("token/update", reference, UpdateWalletProviderIndicator=indicator, **change)

    receivers = [notice.receiver for notice in (await behind.notices())[before:]]
    assert (f"requestor:{SAMPLE_MERCHANT}" in receivers) is told


class TestWithABank:
    """The bank hears what becomes of its cards."""

    @pytest.fixture
    def settings(self, with_bank: Settings) -> Settings:
        return with_bank

    async def test_the_issuer_hears_of_a_replaced_card(self, mdes: Caller, desk: Desk, house: House, bank: Bank) -> None:
        reference = await tokenized(mdes)

        await desk.told("token/update", CurrentAccountPan=PAN, NewAccountPan=NEW_PAN)

        assert house.courier is not None
        await house.courier.deliver(NAMESPACE)
        told = bank.of("notifyTokenUpdated")[-1]
        card = told["tokens"][0]["fundingAccountInfo"]["encryptedPayload"]["encryptedData"]["cardAccountData"]
        assert (told["reasonCode"], told["tokens"][0]["tokenUniqueReference"]) == ("FUNDING_ACCOUNT_UPDATE", reference)
        assert card["accountNumber"] == NEW_PAN


async def test_a_suspended_token_is_updated_and_stays_suspended(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)
    await desk.about("token/suspend", reference, ReasonCode="L")

    await desk.about("token/update", reference, NewAccountPan=NEW_PAN)

    assert (await shown(mdes, reference))["status"] == "SUSPENDED"


async def test_tokens_that_wait_or_have_ended_are_not_updated(mdes: Caller, desk: Desk) -> None:
    ended, waiting = await tokenized(mdes), await tokenized(mdes, YELLOW)
    await desk.about("token/delete", ended, ReasonCode="Z")
    refused = (400, "INVALID_TOKEN_STATUS", "TokenUniqueReference")

    assert await desk.refused("token/update", ended, NewAccountPan=NEW_PAN) == refused
    assert await desk.refused("token/update", waiting, NewAccountPan=NEW_PAN) == refused
    assert await desk.refused("token/update", CurrentAccountPan=PAN, NewAccountPan=NEW_PAN) == refused


async def test_a_number_in_another_account_range_is_refused(mdes: Caller, desk: Desk, house: House) -> None:
    ranges = (AccountRange("5123450000000000000", "5123459999999999999", Network.MASTERCARD),)
    await change_issuer(house, ranges=ranges)
    reference = await tokenized(mdes)

    refused = await desk.refused("token/update", reference, NewAccountPan=OTHER_PAN)

    assert refused == (400, "INVALID_FIELD_VALUE", "NewAccountPan")
    assert (await shown(mdes, reference))["tokenInfo"]["accountPanSuffix"] == PAN[-4:]


async def test_a_number_of_another_card_is_refused(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)
    await tokenized(mdes, OTHER_PAN)

    refused = await desk.refused("token/update", reference, NewAccountPan=OTHER_PAN)

    assert refused == (400, "INVALID_FIELD_VALUE", "NewAccountPan")


@pytest.mark.parametrize(
    ("members", "code", "source"),
    [
        ({"NewAccountPan": NEW_PAN}, "MISSING_CONDITIONAL_FIELD", "TokenUniqueReference"),
        ({"CurrentAccountPan": PAN}, "MISSING_CONDITIONAL_FIELD", "NewAccountPan"),
        (
            {"TokenUniqueReference": "D" * 48, "CurrentAccountPan": PAN, "NewAccountPan": NEW_PAN},
            "INVALID_CONDITIONAL_FIELD",
            "CurrentAccountPan",
        ),
        (
            {"CurrentAccountPan": PAN, "NewAccountPan": NEW_PAN, "IssuerProductConfigurationId": "GOLD"},
            "INVALID_CONDITIONAL_FIELD",
            "IssuerProductConfigurationId",
        ),
        ({"CurrentAccountPan": PAN, "ExpirationDate": "0120"}, "INVALID_FIELD_VALUE", "ExpirationDate"),
        ({"CurrentAccountPan": PAN, "ExpirationDate": "1330"}, "INVALID_FIELD_FORMAT", "ExpirationDate"),
        ({"CurrentAccountPan": OTHER_PAN, "NewAccountPan": NEW_PAN}, "EMPTY_RESULT", "INPUT"),
        ({"CurrentAccountPan": "1234", "NewAccountPan": NEW_PAN}, "INVALID_FIELD_LENGTH", "CurrentAccountPan"),
        ({"CurrentAccountPan": PAN, "NewAccountPan": NEW_PAN, "UpdateWalletProviderIndicator": "2"}, "INVALID_FIELD_VALUE", None),
    ],
)
async def test_what_is_meant_and_what_is_new_is_said_once(
    mdes: Caller, desk: Desk, members: dict[str, str], code: str, source: str | None
) -> None:
    await tokenized(mdes)

    status, told, at = refusal(await desk.ask("token/update", **members))

    assert (status, told, at) == (400, code, source or "UpdateWalletProviderIndicator")


async def encrypted(mdes: Caller, account: dict[str, Any], **beside: str) -> Answer:
    """An update whose account the official library encrypted."""
    plain = {"TokenUpdateRequest": {"EncryptedAccountInformation": {"EncryptedData": account}, "AuditInfo": OPERATOR, **beside}}
    body = json.dumps(encrypt_payload(deepcopy(plain), PASCAL)).encode()
    return await mdes.send("POST", f"{SERVICE}/token/update", body)


@pytest.mark.exercises("mdes.customer_service.token_update")
async def test_a_card_is_replaced_whose_numbers_the_official_library_encrypted(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)

    answer = await encrypted(mdes, {"CurrentAccount": {"AccountPan": PAN}, "NewAccount": {"AccountPan": NEW_PAN}})

    assert (answer.status, await desk.found(AccountPan=NEW_PAN)) == (200, [reference])


async def test_a_number_is_not_given_in_clear_and_encrypted(mdes: Caller) -> None:
    answer = await encrypted(mdes, {"CurrentAccount": {"AccountPan": PAN}, "NewAccount": {"AccountPan": NEW_PAN}}, NewAccountPan=NEW_PAN)

    assert refusal(answer) == (400, "INVALID_CONDITIONAL_FIELD", "NewAccountPan")
