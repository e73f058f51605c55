"""Paying with tokens: what comes back, how it counts, and who may."""

import base64
import re
from typing import Any

import pytest

from emulator.config import Settings
from emulator.core.context import House
from emulator.crypto.payloads import mastercard_ucaf
from emulator.providers.mdes.digital_enablement.service.transact import CRYPTOGRAM_KEY
from emulator.providers.mdes.records import transactions
from tests.providers.mdes.bank import Bank, sealed_to_mdes
from tests.providers.mdes.caller import Caller, FrontDoor, codes, fle, jwe
from tests.providers.mdes.digital_enablement.service.test_tokenize import YELLOW
from tests.providers.observer import NAMESPACE, Observer

pytestmark = pytest.mark.exercises("mdes.digital_enablement.transact", "mdes.issuer.get_account_information")

UNPREDICTABLE = "0A1B2C3D"


@pytest.fixture
def settings(with_bank: Settings) -> Settings:
    return with_bank


async def a_token(mdes: Caller, pan: str = "5123456789012345") -> str:
    return str((await mdes.tokenize(pan)).body["tokenUniqueReference"])


def paid(answer: Any) -> dict[str, str]:
    opened: dict[str, str] = answer.opened.get("opened") or answer.opened["encryptedPayload"]["encryptedData"]
    return opened


@pytest.mark.parametrize("sealing", [fle(), fle("SHA-512")], ids=["SHA-256", "SHA-512"])
async def test_what_pays_is_opened_by_the_official_library(client: FrontDoor, sealing: Any) -> None:
    mdes = Caller(client, sealing)
    made = await mdes.tokenize()
    detail = made.opened["tokenDetail"]["encryptedData"]

    answer = await mdes.transact(made.body["tokenUniqueReference"], unpredictableNumber=UNPREDICTABLE)

    told = paid(answer)
    yymm = detail["expiryYear"] + detail["expiryMonth"]
    assert (told["accountNumber"], told["panSequenceNumber"]) == (detail["tokenNumber"], "01")
    assert re.fullmatch(yymm + "(28|29|30|31)", told["applicationExpiryDate"])
    assert re.fullmatch(f"{detail['tokenNumber']}D{yymm}201[0-9]{{13}}F", told["track2Equivalent"])
    assert (len(told["de48se43Data"]), len(base64.b64decode(told["de48se43Data"]))) == (28, 20)


async def test_a_client_that_reads_jwes_gets_one(client: FrontDoor, house: House, behind: Observer) -> None:
    mdes = Caller(client, jwe())
    reference = await a_token(mdes)
    await _now_reads_jwes(house, behind)

    answer = await mdes.transact(reference)

    assert paid(answer)["accountNumber"].isdigit()


async def _now_reads_jwes(house: House, behind: Observer) -> None:
    async def work(unit: Any) -> None:
        (credential, *_) = [one for one in await unit.worlds.credentials(NAMESPACE) if one.kind == "mdes"]
        await unit.worlds.remove_credential(credential.kind, credential.name)
        await unit.worlds.add_credential(
            type(credential)(credential.kind, credential.name, NAMESPACE, {**credential.secrets, "encryption": "jwe"})
        )

    await house.unit(behind.context(), work)


async def test_the_counter_rises_with_every_payment_and_makes_another_cryptogram(mdes: Caller) -> None:
    reference = await a_token(mdes)

    told = [paid(await mdes.transact(reference, unpredictableNumber=UNPREDICTABLE)) for _ in range(3)]

    checked = [mastercard_ucaf.verify(one["de48se43Data"], number=one["accountNumber"], key=CRYPTOGRAM_KEY) for one in told]
    assert [(payment.atc, payment.unpredictable.hex().upper()) for payment in checked] == [(atc, UNPREDICTABLE) for atc in (1, 2, 3)]
    assert len({one["de48se43Data"] for one in told}) == 3


async def test_each_token_counts_for_itself(mdes: Caller) -> None:
    one, other = await a_token(mdes), await a_token(mdes)
    await mdes.transact(one)

    told = paid(await mdes.transact(other))

    assert mastercard_ucaf.read(told["de48se43Data"], number=told["accountNumber"])[0].atc == 1


async def test_an_unpredictable_number_is_drawn_where_none_is_given(mdes: Caller) -> None:
    reference = await a_token(mdes)

    told = [paid(await mdes.transact(reference)) for _ in range(2)]

    numbers = {mastercard_ucaf.read(one["de48se43Data"], number="0")[0].unpredictable for one in told}
    assert len(numbers) == 2


@pytest.mark.parametrize(
    ("moves", "status"), [(("suspend",), "SUSPENDED"), (("delete",), "DEACTIVATED"), (("suspend", "unsuspend"), "ACTIVE")]
)
async def test_only_an_active_token_pays(mdes: Caller, moves: tuple[str, ...], status: str) -> None:
    reference = await a_token(mdes)
    for move in moves:
        await mdes.change(move, reference)

    answer = await mdes.transact(reference)

    assert ("errors" in answer.body) is (status != "ACTIVE")
    assert answer.body.get("errorCode") == (None if status == "ACTIVE" else "INVALID_TOKEN_STATUS")


async def test_a_token_that_waits_does_not_pay(mdes: Caller) -> None:
    answer = await mdes.transact(await a_token(mdes, YELLOW))

    assert (answer.status, codes(answer)) == (200, ["INVALID_TOKEN_STATUS"])


async def test_an_unknown_token_does_not_pay(mdes: Caller) -> None:
    answer = await mdes.transact("D" * 48)

    assert codes(answer) == ["INVALID_TOKEN_UNIQUE_REFERENCE"]


@pytest.mark.parametrize(
    ("changes", "code", "member"),
    [
        ({"dsrpType": "M_CHIP"}, "INVALID_FIELD_VALUE", "dsrpType"),
        ({"unpredictableNumber": "0A1B"}, "INVALID_FIELD_LENGTH", "unpredictableNumber"),
        ({"unpredictableNumber": "GGGGGGGG"}, "INVALID_FIELD_FORMAT", "unpredictableNumber"),
    ],
)
async def test_what_does_not_describe_a_payment_is_refused(mdes: Caller, changes: Any, code: str, member: str) -> None:
    answer = await mdes.transact(await a_token(mdes), **changes)

    assert (codes(answer), answer.body["errorDescription"].endswith(member)) == ([code], True)


async def test_a_refused_payment_counts_for_nothing(mdes: Caller, house: House) -> None:
    reference = await a_token(mdes)
    await mdes.transact(reference)
    await mdes.change("suspend", reference)

    await mdes.transact(reference)

    token = await house.store.read(NAMESPACE, lambda unit: unit.tokens.get(reference))
    assert token is not None
    assert token.atc == 1


async def test_a_payment_is_written_down_as_customer_service_shows_it(mdes: Caller, house: House, behind: Observer) -> None:
    reference = await a_token(mdes)
    await mdes.transact(reference)

    long_ago = behind.context().now.replace(year=2020)
    (written,) = await house.store.read(NAMESPACE, lambda unit: transactions.of_token(unit, reference, since=long_ago))
    assert (written["MerchantName"], written["TransactionTypeCode"], written["CurrencyCode"]) == (
        "Emulated Sample Merchant",
        "PURCH",
        "USD",
    )


@pytest.mark.parametrize(
    ("status", "code"), [("ACTIVE", None), ("UNKNOWN", "PAN_INELIGIBLE"), ("CANCELLED", "PAN_INELIGIBLE"), ("EXPIRED", "PAN_INELIGIBLE")]
)
async def test_the_issuer_says_how_an_account_stands_before_a_bus_is_paid(mdes: Caller, bank: Bank, status: str, code: str | None) -> None:
    bank.will_decide("APPROVED", tcis=["LONDON"])
    reference = await a_token(mdes)
    bank.will_answer("getAccountInformation", **sealed_to_mdes({"accountStatus": status}))

    answer = await mdes.transact(reference)

    (asked,) = bank.of("getAccountInformation")
    card = asked["fundingAccountInfo"]["encryptedPayload"]["encryptedData"]["cardAccountData"]
    assert (card["accountNumber"], asked["fundingAccountInfo"]["tokenUniqueReference"]) == ("5123456789012345", reference)
    assert answer.body.get("errorCode") == code


@pytest.mark.parametrize("told", ["oops", '{"responseId": "x", "encryptedPayload": {"encryptedData": "00", "encryptedKey": "00"}}', "{}"])
async def test_an_issuer_that_does_not_say_counts_as_content(mdes: Caller, bank: Bank, behind: Observer, told: str) -> None:
    bank.will_decide("APPROVED", tcis=["LONDON"])
    reference = await a_token(mdes)
    bank.will_say("getAccountInformation", told)

    answer = await mdes.transact(reference)

    taken = [exchange for exchange in behind.outbound if exchange.operation == "get_account_information"]
    assert "errors" not in answer.body
    assert "counts as active" in taken[0].findings[-1].message


async def test_nobody_is_asked_about_an_ordinary_payment(mdes: Caller, bank: Bank) -> None:
    await mdes.transact(await a_token(mdes))

    assert bank.of("getAccountInformation") == []
