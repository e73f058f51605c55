"""What the documentation promises of each reason code is true: each is met, by the official libraries, in the way that is told."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

import pytest

from emulator.config import Settings
from emulator.crypto.payloads.mastercard_tav import DUMMY
from emulator.providers.mdes.digital_enablement import API
from emulator.providers.mdes.digital_enablement.provocations import ELSEWHERE
from tests.providers.mdes.caller import DIGITIZATION, KEYS, MERCHANT, Answer, Caller, card_info, codes, fle, gateway_code
from tests.providers.mdes.digital_enablement.service.test_tokenize import YELLOW
from tests.providers.observer import Observer

Way = Callable[[Caller, Observer], Awaitable[Answer]]
MISSING: Final = "DWSPMC0000000001" + "0" * 32


def magic(code: str) -> Way:
    """Tokenize the card that stands for an outcome."""
    numbers = {
        "101": "5555555577771018",
        "102": "5555555577771026",
        "103": "5555555577771034",
        "104": "5555555577771042",
        "107": "5555555577771075",
        "191": "5555555577771919",
    }
    return lambda mdes, _behind: mdes.tokenize(numbers[code])


async def token(mdes: Caller, pan: str = "5123456789012345") -> str:
    return str((await mdes.tokenize(pan)).body["tokenUniqueReference"])


async def no_header(mdes: Caller, _behind: Observer) -> Answer:
    return await mdes.send("POST", f"{DIGITIZATION}/getToken", b"{}", headers={"Authorization": "Basic x"})


async def stranger(mdes: Caller, _behind: Observer) -> Answer:
    mdes.consumer_key = "a" * 48 + "!" + "b" * 48
    return await mdes.tokenize()


async def changed_body(mdes: Caller, _behind: Observer) -> Answer:
    return await mdes.send("POST", f"{DIGITIZATION}/getToken", b"{ }", signed=b"{}")


async def wrong_key(mdes: Caller, _behind: Observer) -> Answer:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    mdes.signing_key = load_pem_private_key((KEYS / "response.key").read_bytes(), None)
    return await mdes.tokenize()


async def wrong_type(mdes: Caller, _behind: Observer) -> Answer:
    return await mdes.send("POST", f"{DIGITIZATION}/getToken", b"{}", headers={"Content-Type": "text/plain"})


async def no_json(mdes: Caller, _behind: Observer) -> Answer:
    return await mdes.send("POST", f"{DIGITIZATION}/getToken", b"[]")


async def foreign_certificate(mdes: Caller, _behind: Observer) -> Answer:
    mdes.sealing = fle(certificate="issuer")
    return await mdes.tokenize()


async def suspended(mdes: Caller, _behind: Observer) -> Answer:
    reference = await token(mdes)
    await mdes.change("suspend", reference)
    return await mdes.transact(reference)


async def late_code(mdes: Caller, behind: Observer) -> Answer:
    reference = await token(mdes, YELLOW)
    await mdes.send_code(reference)
    await behind.advance(timedelta(minutes=30))
    return await mdes.send_code(reference)


async def used_receipt(mdes: Caller, _behind: Observer) -> Answer:
    eligible = await mdes.check_eligibility()
    await mdes.digitize(eligible)
    return await mdes.digitize(eligible)


async def not_agreed(mdes: Caller, _behind: Observer) -> Answer:
    return await mdes.digitize(await mdes.check_eligibility(), termsAndConditionsAcceptedTimestamp=None)


async def other_way(mdes: Caller, _behind: Observer) -> Answer:
    return await mdes.send_code(await token(mdes, YELLOW), "99")


async def too_early(mdes: Caller, _behind: Observer) -> Answer:
    return await mdes.activate(await token(mdes, YELLOW), authenticationCode="123456")


async def twice(mdes: Caller, _behind: Observer) -> Answer:
    await mdes.tokenize(taskId="the same")
    return await mdes.tokenize(taskId="the same")


WITHOUT_EXPIRY: Final = card_info("5123456789012345", cardAccountData={"accountNumber": "5123456789012345"})


AT_THE_GATE: Final[dict[str, Way]] = {
    "INVALID_OAUTH_SBS": no_header,
    "INVALID_CLIENT_ID": stranger,
    "INVALID_BODY_HASH": changed_body,
    "AUTHENTICATION_FAILED": wrong_key,
    "UNSUPPORTED_MEDIA_TYPE": wrong_type,
    "NOT_FOUND": lambda mdes, _behind: mdes.get("/mdes/nowhere"),
    "METHOD_NOT_ALLOWED": lambda mdes, _behind: mdes.get(f"{DIGITIZATION}/tokenize"),
}
WAYS: Final[dict[str, Way]] = {
    "INVALID_JSON": no_json,
    "AUTHORIZATION_FAILED": lambda mdes, _behind: mdes.tokenize(tokenRequestorId="00000000000"),
    "MISSING_REQUIRED_FIELD": lambda mdes, _behind: mdes.tokenize(taskId=None),
    "INVALID_FIELD_FORMAT": lambda mdes, _behind: mdes.tokenize(tokenRequestorId="A" * 11),
    "INVALID_FIELD_LENGTH": lambda mdes, _behind: mdes.change("suspend", *[MISSING] * 11),
    "INVALID_FIELD_VALUE": lambda mdes, _behind: mdes.tokenize(tokenType="STATIC"),
    "INVALID_RESPONSE_HOST": lambda mdes, _behind: mdes.tokenize(responseHost="https://shop.example"),
    "NO_RESPONSE_FROM_ISSUER": magic("191"),
    "CRYPTOGRAPHY_ERROR": foreign_certificate,
    "INTERNAL_SERVICE_FAILURE": magic("107"),
    "INVALID_PAN": magic("102"),
    "MISSING_EXPIRY_DATE": lambda mdes, _behind: mdes.tokenize(fundingAccountInfo=WITHOUT_EXPIRY),
    "PAN_INELIGIBLE": magic("101"),
    "DEVICE_INELIGIBLE": lambda mdes, _behind: mdes.check_eligibility("5555555577771059"),
    "PAN_INELIGIBLE_FOR_DEVICE": lambda mdes, _behind: mdes.check_eligibility("5555555577771067"),
    "PAN_PROVISIONING_COUNT_EXCEEDED": magic("103"),
    "PROVISION_FAILED": magic("104"),
    "INVALID_ELIGIBILITY_RECEIPT": used_receipt,
    "INVALID_TASK_ID": lambda mdes, _behind: mdes.post(
        f"{DIGITIZATION}/getTaskStatus", {"requestId": "t", "tokenRequestorId": MERCHANT, "taskId": "never"}
    ),
    "INVALID_TERMS_AND_CONDITIONS": not_agreed,
    "INVALID_TOKEN_UNIQUE_REFERENCE": lambda mdes, _behind: mdes.token(MISSING),
    "INVALID_PAN_UNIQUE_REFERENCE": lambda mdes, _behind: mdes.tokenize(fundingAccountInfo={"panUniqueReference": f"F{MISSING[1:]}"}),
    "INVALID_TOKEN_STATUS": suspended,
    "INCORRECT_TAV": lambda mdes, _behind: mdes.tokenize(tokenizationAuthenticationValue=DUMMY),
    "EXPIRED_CODE": late_code,
    "INVALID_AUTHENTICATION_METHOD": other_way,
    "INVALID_WORKFLOW": too_early,
    "DUPLICATE_REQUEST": twice,
}


@pytest.mark.parametrize(("code", "way"), AT_THE_GATE.items(), ids=AT_THE_GATE)
async def test_the_gateway_is_met_as_is_told(mdes: Caller, behind: Observer, code: str, way: Way) -> None:
    answer = await way(mdes, behind)

    assert gateway_code(answer) == code


@pytest.mark.parametrize(("code", "way"), WAYS.items(), ids=WAYS)
async def test_a_reason_is_met_as_is_told(mdes: Caller, behind: Observer, code: str, way: Way) -> None:
    answer = await way(mdes, behind)

    assert codes(answer)[0] == code


class TestStrictness:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", seed=1, mdes_unknown_fields="refuse", body_limit=4_096)

    async def test_an_unknown_member_is_met_as_is_told(self, mdes: Caller) -> None:
        assert codes(await mdes.tokenize(fundingAcount={})) == ["UNRECOGNIZED_FIELD"]

    async def test_a_body_that_is_too_large_is_met_as_is_told(self, mdes: Caller) -> None:
        assert gateway_code(await mdes.send("POST", f"{DIGITIZATION}/getToken", b" " * 4_097)) == "PAYLOAD_TOO_LARGE"


@pytest.mark.parametrize("code", ELSEWHERE)
async def test_a_reason_that_nothing_leads_to_is_armed(mdes: Caller, code: str) -> None:
    refusal = {"errors": [{"source": "MDES", "reasonCode": code, "description": code}]}
    await mdes.arm(api="mdes.digital_enablement", operation="tokenize", answer={"body": refusal})

    assert codes(await mdes.tokenize()) == [code]


def test_every_promise_is_kept_and_none_is_forgotten() -> None:
    kept = [*AT_THE_GATE, *WAYS, *ELSEWHERE, "UNRECOGNIZED_FIELD", "PAYLOAD_TOO_LARGE"]

    assert sorted(row.code for row in API.provocations) == sorted(kept)
