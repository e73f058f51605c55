"""How our own API speaks: query and JSON in, JSON and problems out."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulator.admin.wire import REFUSALS, problem_of
from emulator.core.wire import AccessDenied, NotBuilt
from emulator.crypto.diagnosis import Finding
from emulator.domain.errors import IllegalTransition
from tests.admin.conftest import Call, Client

NUMBER = "5204731600014784"
FINDING = Finding(check="admin", cause="foreign_host_or_origin", message="not you", fix="be somebody else")


async def test_what_a_body_says_wins_over_the_query(client: Client) -> None:
    await client.post("/_emulator/namespaces", json={"name": "other"})

    answer = await client.post("/_emulator/clock/freeze?namespace=nowhere", json={"namespace": "other"})

    assert (await answer.json())["namespace"] == "other"


async def test_a_request_without_a_body_is_fine(client: Client) -> None:
    answer = await client.post("/_emulator/clock/freeze?namespace=default")

    assert (answer.status, answer.content_type) == (200, "application/json")


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"{", "not_json"), (b"[]", "not_an_object"), (b'"x"', "not_an_object"), (b"\xff", "not_json"), (b"[" * 5_000, "not_json")],
)
async def test_a_body_that_is_no_object_is_refused(refused: Call, body: bytes, code: str) -> None:
    assert await refused("POST", "reset", data=body) == (400, code)


async def test_a_problem_names_the_members_that_are_wrong_and_no_values(client: Client) -> None:
    answer = await client.post("/_emulator/clock/advance", json={"seconds": f"{NUMBER}x", "pan": NUMBER})

    problem = await answer.json()
    assert (answer.status, problem["title"], problem["code"]) == (422, "Unprocessable Entity", "invalid_request")
    assert sorted(row["field"] for row in problem["errors"]) == ["pan", "seconds"]
    assert NUMBER not in str(problem)


@pytest.mark.parametrize(("method", "path"), [("GET", "nothing"), ("DELETE", "live"), ("GET", "reset"), ("POST", "tokens/x/y/z")])
async def test_a_path_that_leads_nowhere_is_said_to(refused: Call, method: str, path: str) -> None:
    assert await refused(method, path) == (404, "no_such_operation")


async def test_a_page_from_elsewhere_may_not_use_this_api(refused: Call) -> None:
    assert await refused("GET", "keys", headers={"Origin": "http://evil.example"}) == (403, "foreign_host_or_origin")
    assert await refused("GET", "keys", headers={"Host": "evil.example"}) == (403, "foreign_host_or_origin")


def test_a_missing_token_is_answered_with_the_status_for_it() -> None:
    missing = Finding(check="admin", cause="admin_token_missing", message="no token", fix="send one")

    assert [problem_of(AccessDenied(finding)).status for finding in (missing, FINDING)] == [401, 403]


def test_a_problem_says_what_to_do_where_that_is_known() -> None:
    problem = problem_of(NotBuilt(FINDING))

    assert (problem.status, problem.code, problem.detail, problem.fix) == (501, FINDING.cause, FINDING.message, FINDING.fix)


def test_a_refusal_of_the_domain_has_its_own_word() -> None:
    problem = problem_of(IllegalTransition("deleted", "resume"))

    assert (problem.status, problem.code, problem.detail) == (409, "illegal_transition", "a token that is deleted cannot resume")


def test_every_refusal_has_a_word_of_its_own() -> None:
    codes = [refusal.code for refusal in REFUSALS.values()]

    assert len(set(codes)) == len(codes)


PATHS = st.sampled_from(
    ["reset", "namespaces", "clock/freeze", "clock/advance", "clock/resume", "outbox/deliver", "outbox/x/redeliver", "exchanges", "tokens"]
) | st.sampled_from(
    ["parties", "parties/issuers/x", "parties/requestors/50999999999", "parties/credentials/a!b", "scenarios", "otp", "explain"]
)
NAMES = (
    st.sampled_from(["namespace", "name", "at", "to", "seconds", "cursor", "limit", "keys", "issuer_url", "reveal", "issuers", "cards"])
    | st.sampled_from(["credentials", "ranges", "number", "signing", "response", "networks", "delay", "error", "answer", "remaining"])
    | st.text(max_size=5)
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=PATHS, body=st.dictionaries(NAMES, VALUES, max_size=4), method=st.sampled_from(["GET", "POST", "PUT"]))
async def test_hostile_messages_are_answered_or_refused_and_never_break_it(
    client: Client, path: str, body: dict[str, Any], method: str
) -> None:
    answer = await client.request(method, f"/_emulator/{path}", json=body)

    assert answer.status in {200, 201, 400, 404, 409, 422}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=PATHS, body=st.binary(max_size=50), query=st.dictionaries(NAMES, st.text(max_size=10), max_size=3))
async def test_hostile_bytes_are_answered_or_refused_and_never_break_it(
    client: Client, path: str, body: bytes, query: dict[str, str]
) -> None:
    answer = await client.post(f"/_emulator/{path}", data=body, params=query)

    assert answer.status in {200, 201, 400, 404, 409, 422}
