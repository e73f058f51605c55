"""Files: what is kept of them."""

import io
from typing import Any

import pytest
import stripe
from aiohttp import FormData, web
from aiohttp.test_utils import TestClient

from tests.providers.stripe.sdk import ADA, PERSON, SECRET_KEY, WitnessedClient

pytestmark = pytest.mark.exercises("stripe.create_file", "stripe.list_files", "stripe.retrieve_file")


@pytest.fixture
def files(connection: tuple[stripe.StripeClient, WitnessedClient]) -> Any:
    """The files of the SDK."""
    return connection[0].v1.files


def named(name: str, content: bytes = b"a&b=c\r\n%41") -> io.BytesIO:
    """Return an open file of this name."""
    file = io.BytesIO(content)
    file.name = name
    return file


async def test_what_a_file_is_is_kept(files: Any) -> None:
    made = await files.create_async({"purpose": "dispute_evidence", "file": named("receipt.PDF")})

    assert await files.retrieve_async(made.id) == made
    assert (made.filename, made.size, made.type, made.purpose) == ("receipt.PDF", 10, "pdf", "dispute_evidence")


async def test_files_are_found_by_purpose(files: Any) -> None:
    for purpose in ("dispute_evidence", "identity_document"):
        await files.create_async({"purpose": purpose, "file": named("a.png")})

    assert [file.purpose for file in (await files.list_async({"purpose": "identity_document"})).data] == ["identity_document"]
    assert len((await files.list_async()).data) == 2


async def test_a_cardholders_document_is_a_file(files: Any, issuing: Any) -> None:
    front = await files.create_async({"purpose": "identity_document", "file": named("front.png")})
    person = {**PERSON, "verification": {"document": {"front": front.id}}}

    holder = await issuing.cardholders.create_async({**ADA, "individual": person, "expand": ["individual.verification.document.front"]})

    assert holder.individual.verification.document.front == front


async def test_a_logo_may_have_the_purpose_that_the_guide_names(client: TestClient[web.BaseRequest, web.Application]) -> None:
    form = FormData({"purpose": "issuing_logo"})
    form.add_field("file", b"\x89PNG", filename="logo", content_type="image/png")

    answer = await client.post("/v1/files", data=form, headers={"Authorization": f"Bearer {SECRET_KEY}"})

    file = await answer.json()
    assert (answer.status, file["purpose"], file["type"], file["size"]) == (200, "issuing_logo", "png", 4)


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"purpose": "fun", "file": named("a.png")}, "Invalid purpose: must be one of"),
        ({"purpose": "dispute_evidence"}, "Missing required param: file"),
    ],
)
async def test_a_file_that_cannot_be_is_refused(files: Any, params: dict[str, Any], message: str) -> None:
    with pytest.raises(stripe.InvalidRequestError, match=message):
        await files.create_async(params)
