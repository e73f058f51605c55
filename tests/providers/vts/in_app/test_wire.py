"""How In-App Provisioning speaks: its signed path leaves the first segment out, and nothing stands behind a deletion."""

import time

import pytest

from tests.providers.vts.caller import Caller, signed
from tests.providers.vts.conftest import Observer
from tests.providers.vts.in_app.clients import CARDS, enroll

UNKNOWN = f"{CARDS}/v-123-b25dd0af-2960-420b-8aaa-49b3e466c00f"


@pytest.mark.parametrize(("path", "status"), [(UNKNOWN.removeprefix("/universal/"), 404), (UNKNOWN.lstrip("/"), 401)])
async def test_the_signed_path_leaves_the_first_segment_out(visa: Caller, path: str, *, status: int) -> None:
    token = signed(f"{path}apiKey={visa.api_key}", visa.secret, at=int(time.time()))

    answer = await visa.send("GET", UNKNOWN, b"", token=token)

    assert answer.status == status


async def test_a_deletion_has_no_body(visa: Caller) -> None:
    card = (await enroll(visa)).body["vCardID"]

    answer = await visa.delete(f"{CARDS}/{card}")

    assert (answer.status, answer.body, answer.headers.get("Content-Length", "0")) == (204, {}, "0")


async def test_a_card_that_does_not_open_is_named(visa: Caller, behind: Observer) -> None:
    visa.field_secret = "another"

    answer = await enroll(visa)

    assert (answer.status, answer.reason, answer.locations, behind.causes) == (400, "invalidParameter", ["encCard"], ["wrong_key"])
