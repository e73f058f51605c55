"""A token's life, against a model written by hand from the life cycle that Visa's clients and processors describe."""

from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.providers.vts.caller import PAN, TOKENS, YELLOW, Caller
from tests.providers.vts.conftest import Observer

UPDATE: Final = "/rsrv_VNTSTokenUpdateService/LifeCycle/v1"

# (state, who holds it, who acts, what he does): what comes of it. Whatever is not here is refused, and changes nothing.
R, I = "requestor", "issuer"  # noqa: E741  # the two who act
MODEL: Final[dict[tuple[str, str, str, str], tuple[str, str]]] = {
    ("INACTIVE", "", I, "activate"): ("ACTIVE", ""),
    ("INACTIVE", "", R, "delete"): ("DELETED", ""),
    ("INACTIVE", "", I, "delete"): ("DELETED", ""),
    ("ACTIVE", "", R, "suspend"): ("SUSPENDED", "R"),
    ("ACTIVE", "", I, "suspend"): ("SUSPENDED", "I"),
    ("ACTIVE", "", R, "delete"): ("DELETED", ""),
    ("ACTIVE", "", I, "delete"): ("DELETED", ""),
    ("SUSPENDED", "R", R, "resume"): ("ACTIVE", ""),
    ("SUSPENDED", "I", I, "resume"): ("ACTIVE", ""),
    ("SUSPENDED", "R", I, "suspend"): ("SUSPENDED", "RI"),
    ("SUSPENDED", "I", R, "suspend"): ("SUSPENDED", "RI"),
    ("SUSPENDED", "RI", R, "resume"): ("SUSPENDED", "I"),
    ("SUSPENDED", "RI", I, "resume"): ("SUSPENDED", "R"),
    ("SUSPENDED", "R", R, "delete"): ("DELETED", ""),
    ("SUSPENDED", "R", I, "delete"): ("DELETED", ""),
    ("SUSPENDED", "I", R, "delete"): ("DELETED", ""),
    ("SUSPENDED", "I", I, "delete"): ("DELETED", ""),
    ("SUSPENDED", "RI", R, "delete"): ("DELETED", ""),
    ("SUSPENDED", "RI", I, "delete"): ("DELETED", ""),
}
BY_REQUESTOR: Final = st.sampled_from([(R, "suspend"), (R, "resume"), (R, "delete")])
BY_ISSUER: Final = st.sampled_from([(I, "activate"), (I, "suspend"), (I, "resume"), (I, "delete")])
AS_ISSUERS_SAY: Final = {"activate": "ACTIVATE", "suspend": "SUSPEND", "resume": "RESUME", "delete": "DEACTIVATE"}


async def act(visa: Caller, token: str, number: str, *, who: str, what: str) -> int:
    """Do it over HTTP, each by his own API; return the status."""
    if who == R:
        return (await visa.change(token, what)).status
    return (await visa.post(UPDATE, {"token": number, "operationType": AS_ISSUERS_SAY[what]})).status


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(starts_yellow=st.booleans(), steps=st.lists(st.one_of(BY_REQUESTOR, BY_ISSUER), max_size=8))
async def test_a_token_lives_as_the_model_says_whoever_acts(visa: Caller, starts_yellow: bool, steps: list[tuple[str, str]]) -> None:
    made = (await visa.provision(YELLOW if starts_yellow else PAN)).body
    token, number = made["vProvisionedTokenID"], visa.opened(made["tokenInfo"]["encTokenInfo"])["token"]
    state, holders = ("INACTIVE" if starts_yellow else "ACTIVE"), ""

    for who, what in steps:
        expected = MODEL.get((state, holders, who, what))
        status = await act(visa, token, number, who=who, what=what)
        state, holders = expected or (state, holders)
        assert (status, await visa.status(token)) == (200 if expected else 409, state)


@pytest.mark.exercises("vts.token_service.suspend", "vts.token_service.resume", "vts.token_service.delete")
async def test_every_move_is_answered_with_an_empty_object(visa: Caller) -> None:
    token = await visa.token()

    answers = [await visa.change(token, operation) for operation in ("suspend", "resume", "delete")]

    assert [(answer.status, answer.body) for answer in answers] == [(200, {})] * 3


async def test_a_reason_is_kept_in_the_tokens_history(visa: Caller, behind: Observer) -> None:
    token = await visa.token()

    await visa.put(f"{TOKENS}/{token}/suspend", {"updateReason": {"reasonCode": "FRAUD", "reasonDesc": "somebody else"}})

    last = (await behind.history(token))[-1]
    assert (last.cause.by, last.cause.code, last.cause.text) == (R, "FRAUD", "somebody else")


@pytest.mark.parametrize("message", [None, {}, {"vProvisionedTokenId": "a" * 32}])
async def test_a_reason_may_be_left_out(visa: Caller, message: Any) -> None:
    token = await visa.token()

    answer = await visa.put(f"{TOKENS}/{token}/suspend", message)

    assert answer.status == 200


async def test_a_body_that_contradicts_the_path_is_refused(visa: Caller) -> None:
    token = await visa.token()

    answer = await visa.put(f"{TOKENS}/{token}/suspend", {"vProvisionedTokenID": "a" * 32})

    assert (answer.status, answer.reason, answer.locations) == (400, "invalidParameter", ["vProvisionedTokenID"])
