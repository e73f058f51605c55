"""How Customer Service says no."""

import json

import pytest

from emulator.core.context import House
from emulator.core.message import Request
from emulator.core.wire import NotBuilt, ProtocolError
from emulator.crypto.diagnosis import Finding
from emulator.domain.errors import DomainError, InvalidField, IssuerSilent, StaleData, Unavailable
from emulator.providers.mdes.customer_service import API
from emulator.providers.mdes.customer_service.schemas import ErrorBody
from emulator.providers.mdes.customer_service.wire.refusals import REFUSALS, Refused
from emulator.providers.mdes.reasons import Refusal
from tests.providers.mdes.caller import Caller, gateway_code
from tests.providers.mdes.customer_service.desk import SERVICE, Desk

REQUEST = Request("POST", f"http://x{SERVICE}/search", f"{SERVICE}/search", "", {}, b"{}")
NOTHING = "D" * 48


async def test_a_refusal_has_the_documented_form(desk: Desk) -> None:
    answer = await desk.ask("token/comments", TokenUniqueReference=NOTHING)

    # Mastercard's own sample, with its empty lists.
    assert (answer.status, answer.body) == (
        400,
        {
            "Errors": {
                "Error": [
                    {
                        "Source": "INPUT",
                        "ReasonCode": "EMPTY_RESULT",
                        "ErrorCode": [],
                        "Description": "Empty result for the given request.",
                        "Recoverable": [],
                    }
                ]
            }
        },
    )


async def test_every_fault_of_a_message_is_told_with_its_field(desk: Desk) -> None:
    answer = await desk.ask("token/suspend", TokenUniqueReference="x y", ReasonCode="L", AuditInfo={"UserId": "u"})

    told = {(error["Source"], error["ReasonCode"], error["Description"]) for error in answer.body["Errors"]["Error"]}
    assert ("AuditInfo.UserName", "MISSING_REQUIRED_FIELD", "Missing Required Field - AuditInfo.UserName") in told
    assert ("AuditInfo.Organization", "MISSING_REQUIRED_FIELD", "Missing Required Field - AuditInfo.Organization") in told
    assert {source for source, _, _ in told} == {"AuditInfo.UserName", "AuditInfo.Organization", "TokenUniqueReference"}


@pytest.mark.parametrize(
    "error", [Unavailable("the disk is full"), IssuerSilent("x"), RuntimeError("x"), ProtocolError(Finding("a", "b", "c", "d"))]
)
def test_only_the_emulators_own_failure_has_status_500(house: House, error: Exception) -> None:
    response = API.wire.render(house.context(house.home), REQUEST, error)

    (entry,) = ErrorBody.model_validate(json.loads(response.body)).Errors.Error
    assert (response.status, entry.ReasonCode, entry.Source) == (500, "INTERNAL_SERVICE_FAILURE", "System")
    assert "the disk" not in response.body.decode()


def test_every_other_refusal_has_status_400() -> None:
    failures = {kind for kind, answer in REFUSALS.items() if isinstance(answer, Refused) and answer.status != 400}

    assert failures == {Unavailable, IssuerSilent}


@pytest.mark.parametrize("error", [Refusal("NOT_SUPPORTED"), InvalidField("AccountPan"), StaleData("dataValidUntilTimestamp")])
def test_a_refusal_that_names_its_reason_has_status_400(house: House, error: DomainError) -> None:
    response = API.wire.render(house.context(house.home), REQUEST, error)

    assert response.status == 400


def test_what_is_not_built_is_not_supported(house: House) -> None:
    response = API.wire.render(house.context(house.home), REQUEST, NotBuilt(Finding("a", "b", "c", "d")))

    assert (response.status, b"NOT_SUPPORTED" in response.body) == (400, True)


@pytest.mark.parametrize("kind", [Refusal, InvalidField])
def test_a_row_answers_no_other_error_than_its_own(kind: type[DomainError]) -> None:
    answer = REFUSALS[kind]

    assert callable(answer)
    with pytest.raises(TypeError):
        answer(Unavailable("x"))


@pytest.mark.parametrize("path", ["/mdes/csapi/v2/token/paint", "/mdes/csapi/mtf/v2/x", "/mtf/mdes/csapi/x", "/mdes/csapi/v1/search"])
async def test_an_unknown_path_below_customer_service_is_refused_by_the_gateway(mdes: Caller, path: str) -> None:
    answer = await mdes.get(path)

    assert (answer.status, gateway_code(answer)) == (404, "NOT_FOUND")


async def test_another_method_is_refused_by_the_gateway(mdes: Caller) -> None:
    answer = await mdes.get(f"{SERVICE}/search")

    assert (answer.status, answer.headers["Allow"]) == (405, "POST")


async def test_a_request_without_a_signature_is_refused_by_the_gateway(mdes: Caller) -> None:
    async with mdes.door.session.get(mdes.door.make_url(f"{SERVICE}/systemstatus")) as answer:
        body = await answer.json()

    assert (answer.status, body["Errors"]["Error"][0]["Source"]) == (400, "Gateway")


def test_every_row_says_where_its_facts_are_published() -> None:
    assert all(row.source.startswith("https://developer.mastercard.com/") and row.summary for row in API.operations)
