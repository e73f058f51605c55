"""Bodies in parts (RFC 7578), as real clients write them and as they should not."""

import pytest
from aiohttp import FormData, MultipartWriter, web
from aiohttp.test_utils import TestClient

from tests.providers.stripe.sdk import SECRET_KEY

Client = TestClient[web.BaseRequest, web.Application]
BEARER = {"Authorization": f"Bearer {SECRET_KEY}"}


@pytest.mark.parametrize("content", [b"", b"plain", b"--boundary\r\n\r\nnot the end", bytes(range(256)), b"x" * 100_000])
async def test_a_file_is_as_long_as_it_was(client: Client, content: bytes) -> None:
    form = FormData({"purpose": "dispute_evidence"})
    form.add_field("file", content, filename="a & b.pdf")

    answer = await client.post("/v1/files", data=form, headers=BEARER)

    assert answer.status == 200, await answer.text()
    assert (await answer.json())["size"] == len(content)


async def test_fields_are_nested_as_in_forms(client: Client) -> None:
    form = FormData({"purpose": "dispute_evidence", "file_link_data[create]": "perhaps"})
    form.add_field("file", b"x", filename="a.pdf")

    answer = await client.post("/v1/files", data=form, headers=BEARER)

    error = (await answer.json())["error"]
    assert (answer.status, error["param"], error["message"]) == (400, "file_link_data[create]", "Invalid boolean: perhaps")


async def test_a_value_may_hold_what_forms_escape(client: Client) -> None:
    form = FormData({"purpose": "a=b&c+d%41"})
    form.add_field("file", b"x", filename="a.pdf")

    answer = await client.post("/v1/files", data=form, headers=BEARER)

    assert (await answer.json())["error"]["param"] == "purpose"


@pytest.mark.parametrize(
    ("body", "media_type", "why"),
    [
        (b"x", "multipart/form-data", "names no boundary"),
        (b"--b\r\n\r\nx", "multipart/form-data; boundary=b", "not closed"),
        (b"--b\r\n\r\nx\r\n--b--\r\n", "multipart/form-data; boundary=b", "has no name"),
    ],
)
async def test_parts_that_cannot_be_told_apart_are_refused(client: Client, body: bytes, media_type: str, why: str) -> None:
    answer = await client.post("/v1/files", data=body, headers={**BEARER, "Content-Type": media_type})

    assert answer.status == 400
    assert why in (await answer.json())["error"]["message"]


async def test_a_part_without_a_disposition_is_refused(client: Client) -> None:
    with MultipartWriter("form-data") as writer:
        writer.append(b"x")

    answer = await client.post("/v1/files", data=writer, headers=BEARER)

    assert answer.status == 400
