"""How Digital Enablement says no."""

import json

import pytest

from emulator.bootstrap import assemble
from emulator.config import Auth, Settings
from emulator.core.context import House
from emulator.core.dispatch import dispatch
from emulator.core.message import Request
from emulator.domain.errors import DomainError, Unavailable, UnknownToken
from emulator.providers.mdes.digital_enablement import API
from emulator.providers.mdes.digital_enablement.schemas import ErrorBody
from tests.providers.mdes.caller import DIGITIZATION, Caller


def request(path: str, body: bytes = b'{"requestId": "r-1"}') -> Request:
    return Request("POST", f"http://127.0.0.1{path}", path, "", {}, body)


async def test_a_refusal_has_the_form_that_is_seen_in_use(mdes: Caller) -> None:
    answer = await mdes.tokenize("5204731601950473")

    assert (answer.status, answer.body) == (
        200,
        {
            "errorCode": "INVALID_PAN",
            "errorDescription": "Invalid Pan",
            "errors": [{"source": "INPUT", "reasonCode": "INVALID_PAN", "description": "Invalid Pan"}],
            "responseId": "123456",
            "supportsAuthentication": False,
        },
    )


async def test_every_fault_of_a_message_is_told(mdes: Caller) -> None:
    message = {"requestId": "1", "tokenUniqueReferences": ["x"], "causedBy": "NOBODY"}

    answer = await mdes.post(f"{DIGITIZATION}/suspend", message)

    assert [(error["reasonCode"], error["description"]) for error in answer.body["errors"]] == [
        ("INVALID_FIELD_LENGTH", "Invalid Field Length - tokenUniqueReferences"),
        ("INVALID_FIELD_VALUE", "Invalid Field Value - causedBy"),
    ]


@pytest.mark.parametrize(("error", "status"), [(UnknownToken("x"), 200), (Unavailable("the disk is full"), 500)])
def test_only_the_emulators_own_failure_has_another_status(house: House, error: DomainError, status: int) -> None:
    response = API.wire.render(house.context(house.home), request(f"{DIGITIZATION}/getToken"), error)

    body = json.loads(response.body)
    assert (response.status, body["responseId"]) == (status, "r-1")
    assert "the disk" not in response.body.decode()
    assert ErrorBody.model_validate(body).errorCode == body["errors"][0]["reasonCode"]


async def test_under_a_seed_the_same_request_gets_the_same_bytes(mdes: Caller) -> None:
    body = json.dumps(mdes.sealed(mdes.tokenize_message())).encode()

    answers = [await _fresh_answer(f"{DIGITIZATION}/tokenize", body) for _ in range(2)]

    assert answers[0] == answers[1]
    assert b"tokenUniqueReference" in answers[0]


async def _fresh_answer(path: str, body: bytes) -> bytes:
    """What a house of its own answers to a request without a signature."""
    house = await assemble(Settings(database="sqlite://", seed=7, auth=Auth.OFF))
    (operation,) = (row for row in API.operations if row.name == "tokenize")
    response = await dispatch(house, API, operation=operation, request=request(path, body))
    await house.close()
    return response.body


class TestTheDescription:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", seed=1, mdes_error_status="spec", mdes_error_shape="object")

    async def test_a_refusal_has_the_status_and_the_form_that_are_described(self, mdes: Caller) -> None:
        answer = await mdes.tokenize("5204731601950473")

        assert (answer.status, answer.body) == (
            500,
            {
                "responseHost": f"127.0.0.1:{mdes.door.make_url('/').port}",
                "responseId": "123456",
                "Errors": {"source": "INPUT", "reasonCode": "INVALID_PAN", "description": "Invalid Pan"},
            },
        )

    async def test_an_answer_that_is_none_of_refusal_stays_as_it_is(self, mdes: Caller) -> None:
        assert (await mdes.tokenize()).status == 200


class TestStrictness:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", seed=1, mdes_unknown_fields="refuse")

    async def test_a_member_that_no_message_knows_is_refused_by_name(self, mdes: Caller) -> None:
        answer = await mdes.tokenize(fundingAcountInfo={})

        assert (answer.body["errorCode"], answer.body["errorDescription"]) == (
            "UNRECOGNIZED_FIELD",
            "Unrecognized Field - fundingAcountInfo",
        )

    async def test_what_is_known_passes(self, mdes: Caller) -> None:
        assert (await mdes.tokenize()).body["decision"] == "APPROVED"


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("site.1.example.com:8443/root", None),
        ("site 1 example", "INVALID_RESPONSE_HOST"),
        ("https://site.example.com", "INVALID_RESPONSE_HOST"),
        ("site", "INVALID_FIELD_LENGTH"),
    ],
)
async def test_a_response_host_that_is_none_is_refused(mdes: Caller, host: str, code: str | None) -> None:
    assert (await mdes.tokenize(responseHost=host)).body.get("errorCode") == code


@pytest.mark.parametrize(("operation", "told"), [("tokenize", True), ("getToken", False)])
def test_only_tokenize_speaks_of_authentication(house: House, operation: str, *, told: bool) -> None:
    response = API.wire.render(house.context(house.home), request(f"{DIGITIZATION}/{operation}"), UnknownToken("x"))

    assert ("supportsAuthentication" in json.loads(response.body)) is told


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"requestId": 5}'])
def test_a_refusal_is_rendered_whatever_the_body_was(house: House, body: bytes) -> None:
    response = API.wire.render(house.context(house.home), request(f"{DIGITIZATION}/tokenize", body), UnknownToken("x"))

    assert "responseId" not in json.loads(response.body)


def test_every_row_says_where_its_facts_are_published() -> None:
    assert all(
        source.startswith("https://developer.mastercard.com/")
        for source in [*(row.source for row in API.operations), *(row.source for row in API.notices)]
    )
