"""Status codes and the shape of refusals."""

import json
from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from emulator.issuer_app import errors
from emulator.issuer_app.mdes.schemas import IssuerReply, NotifyTokenUpdated
from emulator.issuer_app.server.schemas import Health, PayloadWish
from emulator.issuer_app.server.wire import OWN, PROVIDER, STATUS, expected, refused
from emulator.issuer_app.visa.refusals import MessageRefused

# Raised only while the program starts, or answered in another API's words.
ELSEWHERE = {errors.BadSetting, errors.UnreadableCard, errors.NoticeRefused, MessageRefused}

# What a caller is promised, written down independently of the table.
PROMISED = {
    errors.WebhookRefused: 400,
    errors.CardNotFound: 404,
    errors.AccountNotFound: 404,
    errors.CardNotActive: 409,
    errors.UnknownWallet: 422,
    errors.BadWalletSession: 422,
    errors.UntrustedChain: 422,
    errors.ProviderUnreachable: 502,
    errors.ProviderRefused: 502,
    errors.DatabaseSilent: 503,
    errors.ProviderSilent: 504,
}


def leaves(kind: type[errors.IssuerAppError]) -> Iterator[type[errors.IssuerAppError]]:
    """Every refusal that is raised: the classes without children."""
    for child in kind.__subclasses__():
        if child.__subclasses__():
            yield from leaves(child)
        else:
            yield child


def invalid(body: bytes) -> ValidationError:
    with pytest.raises(ValidationError) as error:
        PayloadWish.model_validate_json(body)
    return error.value


@pytest.mark.parametrize("kind", [kind for kind in leaves(errors.IssuerAppError) if kind not in ELSEWHERE])
def test_every_refusal_has_the_promised_status(kind: type[errors.IssuerAppError]) -> None:
    error = kind.__new__(kind)
    Exception.__init__(error, "Because.")

    reply = OWN.refuse(error, b"")

    assert (reply.status, json.loads(reply.body)) == (PROMISED[kind], {"error": "Because."})


def test_the_table_promises_no_success() -> None:
    assert all(status >= 400 for status in STATUS.values())


@pytest.mark.parametrize("error", [RuntimeError("secret"), KeyError("secret"), errors.UnreadableCard()])
def test_our_own_failure_tells_nothing(error: Exception) -> None:
    reply = OWN.refuse(error, b"")

    assert (reply.status, json.loads(reply.body)) == (500, {"error": "Internal error"})


def test_a_body_that_is_no_json_is_400_and_a_bad_value_is_422() -> None:
    broken, bad = OWN.refuse(invalid(b"{"), b"{"), OWN.refuse(invalid(b'{"token_requestor_id":"5204731620001001"}'), b"")

    assert (broken.status, bad.status) == (400, 422)
    assert b"5204731620001001" not in bad.body


def test_an_answer_of_ours_has_every_field_and_one_to_mdes_only_what_is_set() -> None:
    assert json.loads(OWN.answer(Health(emulator="http://x")).body) == {"status": "ok", "database": "ok", "emulator": "http://x"}
    assert json.loads(PROVIDER.answer(IssuerReply(responseId="1")).body) == {"responseId": "1"}


@pytest.mark.parametrize(
    ("body", "response_id"),
    [
        (b'{"requestId":"abc"}', "abc"),
        (b'{"requestId":7}', "unknown"),
        (b'{"requestId":""}', "unknown"),
        (b'{"requestId":"' + b"a" * 65 + b'"}', "unknown"),
        (b"[]", "unknown"),
        (b"null", "unknown"),
        (b"{", "unknown"),
        (b"\xff", "unknown"),
        (b"[" * 100_000, "unknown"),
        (b'{"requestId":"\\ud800"}', "unknown"),
    ],
)
def test_a_refusal_to_mdes_is_200_with_the_requests_id(body: bytes, response_id: str) -> None:
    reply = PROVIDER.refuse(errors.NoticeRefused.bad_value("accountNumber"), body)

    assert (reply.status, json.loads(reply.body)) == (
        200,
        {"responseId": response_id, "errorCode": "INVALID_FIELD_VALUE", "errorDescription": "Invalid Field Value - accountNumber"},
    )


def test_bad_json_is_refused_to_mdes_in_its_words() -> None:
    with pytest.raises(ValidationError) as error:
        NotifyTokenUpdated.model_validate_json(b"{")

    assert json.loads(PROVIDER.refuse(error.value, b"{").body)["errorCode"] == "INVALID_JSON"


def test_our_own_failure_is_mdes_internal_service_failure() -> None:
    assert json.loads(PROVIDER.refuse(RuntimeError("secret"), b"{}").body) == {
        "responseId": "unknown",
        "errorCode": "INTERNAL_SERVICE_FAILURE",
        "errorDescription": "Internal Service Failure",
    }


def test_only_refusals_are_expected() -> None:
    assert (expected(errors.CardNotFound()), expected(invalid(b"{")), expected(RuntimeError())) == (True, True, False)


def test_a_refusal_has_one_member() -> None:
    assert json.loads(refused(404, "Not found").body) == {"error": "Not found"}
