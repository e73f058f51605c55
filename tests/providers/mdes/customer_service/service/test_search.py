"""Looking for tokens."""

import json
from copy import deepcopy
from typing import Any

import pytest
from client_encryption.field_level_encryption import encrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig

from emulator.config import Settings
from tests.providers.mdes.bank import Bank, sealed_to_mdes
from tests.providers.mdes.caller import KEYS, MERCHANT, SAMPLE_MERCHANT, WALLET, Caller
from tests.providers.mdes.customer_service.desk import APP, OPERATOR, OTHER_PAN, PAN, SERVICE, Desk, digitized, refusal, tokenized
from tests.providers.observer import Observer

EMPTY = (400, "EMPTY_RESULT", "INPUT")
SEALED = "SearchRequest.EncryptedAccountInformation"
# The official library with this API's names for the five members.
PASCAL = FieldLevelEncryptionConfig(
    {
        "paths": {"$": {"toEncrypt": {f"{SEALED}.EncryptedData": SEALED}, "toDecrypt": {}}},
        "ivFieldName": "Iv",
        "encryptedKeyFieldName": "EncryptedKey",
        "encryptedValueFieldName": "EncryptedData",
        "dataEncoding": "hex",
        "oaepPaddingDigestAlgorithm": "SHA-512",
        "oaepPaddingDigestAlgorithmFieldName": "OaepHashingAlgorithm",
        "encryptionCertificateFingerprintFieldName": "PublicKeyFingerprint",
        "encryptionCertificate": str(KEYS / "request.crt"),
    }
)


def sealed(**account: Any) -> dict[str, Any]:
    """A search for an account, encrypted by the official library."""
    plain = {"SearchRequest": {"EncryptedAccountInformation": {"EncryptedData": {"CurrentAccount": account}}, "AuditInfo": OPERATOR}}
    return dict(encrypt_payload(deepcopy(plain), PASCAL))


async def test_a_card_leads_to_all_its_tokens_oldest_first(mdes: Caller, desk: Desk) -> None:
    tokens = [await tokenized(mdes), await tokenized(mdes, tokenRequestorId=MERCHANT), await digitized(mdes)]
    await tokenized(mdes, OTHER_PAN)

    assert await desk.found(AccountPan=PAN) == tokens


async def test_tokens_are_grouped_by_their_cards(mdes: Caller, desk: Desk) -> None:
    first, second = await digitized(mdes), await digitized(mdes, OTHER_PAN)

    accounts = (await desk.told("search", PaymentAppInstanceId=APP))["Accounts"]["Account"]

    shown = [(one["AccountPanSuffix"], one["ExpirationDate"], one["Tokens"]["Token"][0]["TokenUniqueReference"]) for one in accounts]
    assert shown == [(PAN[-4:], "0945", first), (OTHER_PAN[-4:], "0945", second)]


async def test_a_token_is_found_by_its_reference_its_number_its_app_and_its_comment(mdes: Caller, desk: Desk) -> None:
    reference = await digitized(mdes)
    number = (await mdes.token(reference, includeTokenDetail="true")).opened["tokenDetail"]["encryptedData"]["tokenNumber"]
    comment = (await desk.about("token/suspend", reference, ReasonCode="L", CommentText="lost"))["Token"]["CommentId"]

    found = [
        await desk.found(TokenUniqueReference=reference),
        await desk.found(Token=number),
        await desk.found(PaymentAppInstanceId=APP),
        await desk.found(CommentId=comment),
    ]

    assert found == [[reference]] * 4


class TestWithABank:
    """The bank has another name for the account."""

    @pytest.fixture
    def settings(self, with_bank: Settings) -> Settings:
        return with_bank

    async def test_a_token_is_found_by_the_issuers_other_name_for_the_account(self, mdes: Caller, desk: Desk, bank: Bank) -> None:
        bank.will_decide("APPROVED", **sealed_to_mdes({"alternateAccountIdentifier": "NL00BANK0123454300"}))
        reference = await tokenized(mdes)

        (account,) = (await desk.told("search", AlternateAccountIdentifier="NL00BANK0123454300"))["Accounts"]["Account"]

        assert account["Tokens"]["Token"][0]["TokenUniqueReference"] == reference
        assert account["AlternateAccountIdentifierSuffix"] == "4300"


@pytest.mark.parametrize(
    "named",
    [
        {"AccountPan": OTHER_PAN},
        {"TokenUniqueReference": "D" * 48},
        {"Token": "5480900000000004"},
        {"PaymentAppInstanceId": "nobody"},
        {"CommentId": "1234"},
        {"AlternateAccountIdentifier": "nobody"},
    ],
)
async def test_what_leads_nowhere_is_an_empty_result(mdes: Caller, desk: Desk, named: dict[str, str]) -> None:
    await tokenized(mdes)

    assert refusal(await desk.ask("search", **named)) == EMPTY


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ({}, "MISSING_CONDITIONAL_FIELD"),
        ({"AccountPan": PAN, "TokenUniqueReference": "D" * 48}, "INVALID_CONDITIONAL_FIELD"),
        ({"CommentId": "1234", "Token": PAN}, "INVALID_CONDITIONAL_FIELD"),
    ],
)
async def test_exactly_one_thing_is_looked_for(desk: Desk, named: dict[str, str], code: str) -> None:
    assert refusal(await desk.ask("search", **named))[:2] == (400, code)


@pytest.mark.parametrize("indicator", ["true", "TRUE", True])
async def test_deleted_tokens_are_found_unless_they_are_left_out(mdes: Caller, desk: Desk, indicator: Any) -> None:
    kept, deleted = await tokenized(mdes), await tokenized(mdes)
    await desk.about("token/delete", deleted, ReasonCode="C")

    found = [await desk.found(AccountPan=PAN), await desk.found(AccountPan=PAN, ExcludeDeletedIndicator=indicator)]

    assert found == [[kept, deleted], [kept]]


async def test_filters_leave_tokens_out(mdes: Caller, desk: Desk) -> None:
    merchants = await tokenized(mdes, tokenRequestorId=MERCHANT)
    suspended = await tokenized(mdes)
    wallets = await digitized(mdes, tokenType="EMBEDDED_SE")
    deleted = await digitized(mdes)
    await desk.about("token/suspend", suspended, ReasonCode="L")
    await mdes.change("delete", deleted, by="CARDHOLDER")

    async def found(**filters: Any) -> list[str]:
        return await desk.found(AccountPan=PAN, **filters)

    assert await found(TokenRequestorId=MERCHANT) == [merchants]
    assert await found(TokenRequestorId=SAMPLE_MERCHANT) == [suspended]
    assert await found(TokenRequestorId=WALLET) == [wallets, deleted]
    assert await found(TokenStatusCodes=["S", "D"]) == [suspended, deleted]
    assert await found(TokenTypes=["S"]) == [wallets]
    assert await found(IncludeDeviceTokensOnly="true") == [wallets, deleted]
    assert await found(ExcludeTokensDeletedFromConsumerApp="true") == [merchants, suspended, wallets]


async def test_a_page_is_a_part_of_what_is_found(mdes: Caller, desk: Desk) -> None:
    tokens = [await tokenized(mdes) for _ in range(3)]

    assert await desk.found(AccountPan=PAN, PageInfo={"Limit": "1", "Offset": 1}) == [tokens[1]]
    assert refusal(await desk.ask("search", AccountPan=PAN, PageInfo={"Limit": "2", "Offset": "3"})) == EMPTY


async def test_the_old_number_of_a_replaced_card_finds_nothing(mdes: Caller, desk: Desk) -> None:
    reference = await tokenized(mdes)
    await desk.told("token/update", CurrentAccountPan=PAN, NewAccountPan=OTHER_PAN)

    assert refusal(await desk.ask("search", AccountPan=PAN)) == EMPTY
    assert await desk.found(AccountPan=OTHER_PAN) == [reference]


@pytest.mark.exercises("mdes.customer_service.search")
async def test_an_account_is_found_that_the_official_library_encrypted(mdes: Caller, behind: Observer) -> None:
    reference = await tokenized(mdes)

    answer = await mdes.send("POST", f"{SERVICE}/search", json.dumps(sealed(AccountPan=PAN)).encode())

    (account,) = answer.body["SearchResponse"]["Accounts"]["Account"]
    assert account["Tokens"]["Token"][0]["TokenUniqueReference"] == reference
    opened = json.loads(behind.exchange.opened_request)["SearchRequest"]["EncryptedAccountInformation"]
    assert opened == {"EncryptedData": {"CurrentAccount": {"AccountPan": PAN}}}


@pytest.mark.parametrize(
    ("account", "code"),
    [
        ({"FinancialAccountId": "NL00BANK0123454300"}, "EMPTY_RESULT"),
        ({"VirtualCardNumber": PAN}, "EMPTY_RESULT"),
        ({"AlternateAccountIdentifier": "nobody"}, "EMPTY_RESULT"),
        ({"Token": PAN}, "EMPTY_RESULT"),
        ({"AccountPan": PAN, "Token": PAN}, "INVALID_CONDITIONAL_FIELD"),
        ({}, "MISSING_CONDITIONAL_FIELD"),
    ],
)
async def test_an_encrypted_account_is_named_in_exactly_one_way(mdes: Caller, account: dict[str, str], code: str) -> None:
    answer = await mdes.send("POST", f"{SERVICE}/search", json.dumps(sealed(**account)).encode())

    assert refusal(answer)[:2] == (400, code)


async def test_an_account_is_not_named_in_clear_and_encrypted(mdes: Caller) -> None:
    message = sealed(AccountPan=PAN)
    message["SearchRequest"]["AccountPan"] = PAN

    answer = await mdes.send("POST", f"{SERVICE}/search", json.dumps(message).encode())

    assert refusal(answer)[:2] == (400, "INVALID_CONDITIONAL_FIELD")


async def test_an_encrypted_part_without_the_account_is_refused(mdes: Caller) -> None:
    plain = {
        "SearchRequest": {"EncryptedAccountInformation": {"EncryptedData": {"NewAccount": {"AccountPan": PAN}}}, "AuditInfo": OPERATOR}
    }

    answer = await mdes.send("POST", f"{SERVICE}/search", json.dumps(encrypt_payload(plain, PASCAL)).encode())

    assert refusal(answer)[:2] == (400, "MISSING_CONDITIONAL_FIELD")
