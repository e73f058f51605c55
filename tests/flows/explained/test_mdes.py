"""What a live refusal names, `explain` names too, of the same bytes, and without a trace in the world."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest

from emulator.core.context import House
from emulator.core.message import Request
from emulator.crypto.signatures.oauth1 import SignedRequest
from emulator.domain.worlds import Credential
from tests.crypto.payloads.mastercard_fle_mistakes.sealing import node
from tests.crypto.signatures.signing import CONSUMER_KEY
from tests.flows.explained import gate, nodes
from tests.flows.explained.front_door import Client, explained, named_by_both, remarked_by_both
from tests.providers.mdes.caller import DIGITIZATION, Caller, Message


def request_of(sent: SignedRequest) -> Request:
    parts = urlsplit(sent.url)
    told = {"host": parts.netloc, **({"authorization": sent.authorization} if sent.authorization is not None else {})}
    return Request(sent.method, sent.url, parts.path, parts.query, told, sent.body)


def sealed_request(client: Client, message: Message, *, signed: bytes | None = None) -> Request:
    """A request to tokenize, under the official signature over its body, or over other bytes."""
    body = orjson.dumps(message)
    url = f"{client.make_url('/')}".rstrip("/") + f"{DIGITIZATION}/tokenize"
    authorization = Caller(client).authorization(url, "POST", body if signed is None else signed)
    told = {"host": url.split("/")[2], "content-type": "application/json", "authorization": authorization}
    return Request("POST", url, f"{DIGITIZATION}/tokenize", "", told, body)


def rows(made: Iterable[tuple[Any, ...]]) -> list[Any]:
    """The rows of a table, each under the name of its mistake."""
    return [pytest.param(*row, id=f"{row[0]}-{place}") for place, row in enumerate(made)]


@pytest.fixture
async def known_client(house: House) -> None:
    """The consumer key that the engine's tests sign with."""
    credential = Credential("mdes", CONSUMER_KEY, "default", {"signing": "demo:mdes/signing", "response": "demo:mdes/response"})
    await house.unit(house.context(house.home, cause="test"), lambda unit: unit.worlds.add_credential(credential))


@pytest.mark.usefixtures("known_client")
@pytest.mark.parametrize(("cause", "sent"), rows(row for make in gate.REFUSED.values() for row in make()))
async def test_a_mistake_at_the_gate_is_named_live_and_by_explain(house: House, client: Client, cause: str, sent: SignedRequest) -> None:
    assert await named_by_both(house, client, request_of(sent)) == [cause]


@pytest.mark.usefixtures("known_client")
@pytest.mark.parametrize("cause", [cause for cause, _ in gate.in_timestamp()])
async def test_a_time_that_is_off_is_remarked_on_live_and_by_explain(house: House, client: Client, cause: str) -> None:
    # Made now, not when the tests were gathered: that may be minutes ago.
    sent = dict(gate.in_timestamp())[cause]

    assert await remarked_by_both(house, client, request_of(sent)) == [cause]


@pytest.mark.parametrize(("cause", "changes"), rows(nodes.MADE))
async def test_a_mistake_in_what_is_encrypted_is_named_live_and_by_explain(
    house: House, client: Client, cause: str, changes: dict[str, Any]
) -> None:
    sent = sealed_request(client, Caller(client).tokenize_message() | {"fundingAccountInfo": {"encryptedPayload": node(**changes)}})

    assert await named_by_both(house, client, sent) == [cause]


async def test_a_hash_of_the_plaintext_is_named_live_and_by_explain(house: House, client: Client) -> None:
    mdes = Caller(client)
    message = mdes.tokenize_message()
    plaintext = orjson.dumps(message)

    sent = sealed_request(client, mdes.sealed(message), signed=plaintext)

    assert await named_by_both(house, client, sent) == ["body_hash_of_plaintext"]


async def test_a_right_request_would_be_accepted_and_nothing_of_it_is_kept(house: House, client: Client) -> None:
    mdes = Caller(client)
    body = orjson.dumps(mdes.sealed(mdes.tokenize_message()))
    url = f"{client.make_url('/')}".rstrip("/") + f"{DIGITIZATION}/tokenize"
    told = {
        "host": url.split("/")[2],
        "content-type": "application/json",
        "authorization": mdes.authorization(url, "POST", body),
        "content-length": str(len(body)),
    }
    request = Request("POST", url, f"{DIGITIZATION}/tokenize", "", told, body + b"\n")

    said = await explained(client, request)

    assert (said["accepted"], said["api"], said["operation"]) == (True, "mdes.digital_enablement", "tokenize")
    assert "5123456789012345" not in str(said)
    assert "************2345" in said["opened"]["text"]
    assert orjson.loads(said["answer"]["opened"]["text"])["decision"] == "APPROVED"
    assert list(house.journal.newest_first("default")) == []
    assert await house.store.read("default", lambda unit: unit.notices.newest(most=1)) == []
    assert (await mdes.tokenize()).opened["decision"] == "APPROVED"


async def test_a_message_that_does_not_hold_is_explained_member_by_member(client: Client) -> None:
    mdes = Caller(client)
    body = orjson.dumps(mdes.sealed(mdes.tokenize_message(tokenType="PAPER")))
    url = f"{client.make_url('/')}".rstrip("/") + f"{DIGITIZATION}/tokenize"
    told = {"host": url.split("/")[2], "content-type": "application/json", "authorization": mdes.authorization(url, "POST", body)}

    said = await explained(client, Request("POST", url, f"{DIGITIZATION}/tokenize", "", told, body))

    assert (said["accepted"], said["error"]) == (False, "ValidationError")
    assert [one["member"] for one in said["problems"]] == ["tokenType"]


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "hello",
        "GET / HTTP/1.1\r\nno colon here\r\n\r\n",
        "GET /_emulator/live HTTP/1.1\r\nHost: h\r\n\r\n",
        "POST /_emulator/inbox/a HTTP/1.1\nHost: h\n\n",
    ],
)
async def test_what_is_no_request_to_a_provider_is_refused(client: Client, raw: str) -> None:
    answer = await client.post("/_emulator/explain", json={"request": raw})

    assert (answer.status, (await answer.json())["code"]) == (422, "invalid_field")
