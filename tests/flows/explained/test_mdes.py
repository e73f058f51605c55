"""What a live refusal names, `explain` names too, of the same bytes, and without a trace in the world."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest

from emulator.core.context import House
from emulator.core.message import Request
from emulator.crypto.signatures.oauth1 import SignedRequest
from emulator.domain.worlds import Credential
from tests.crypto.payloads.mastercard_fle_mistakes import test_content, test_form, test_key
from tests.crypto.payloads.mastercard_fle_mistakes.sealing import node
from tests.crypto.signatures import test_oauth1_body_hash_mistakes as hashes
from tests.crypto.signatures import test_oauth1_header_mistakes as headers
from tests.crypto.signatures import test_oauth1_mistakes as signatures
from tests.crypto.signatures.signing import BODY, CONSUMER_KEY, URL, header, items, joined, parameters, signed
from tests.flows.explained.front_door import Client, cases, explained, named_by_both
from tests.providers.mdes.caller import DIGITIZATION, Caller, card_info


def request_of(sent: SignedRequest) -> Request:
    parts = urlsplit(sent.url)
    told = {"host": parts.netloc, **({"authorization": sent.authorization} if sent.authorization is not None else {})}
    return Request(sent.method, sent.url, parts.path, parts.query, told, sent.body)


def signatures_made_wrong() -> list[Any]:
    built = [(cause, signed(text, **differs)) for cause, text, differs in signatures.BUILT]
    spelt = [(cause, signatures.sent(text)) for cause, text in cases(signatures.test_a_signature_that_was_written_wrong_is_named)]
    return [pytest.param(cause, sent, id=f"{cause}-{place}") for place, (cause, sent) in enumerate(built + spelt) if reaches_us(sent)]


def reaches_us(sent: SignedRequest) -> bool:
    """Whether it is plain HTTP to a path of MDES, in a header that HTTP can carry."""
    return sent.url.startswith("http://") and urlsplit(sent.url).path.startswith("/mdes") and (sent.authorization or "").isascii()


def headers_made_wrong() -> list[Any]:
    rows = cases(headers.test_a_header_that_is_no_list_of_parameters_is_named)
    return [pytest.param(cause, SignedRequest("POST", URL, text, BODY), id=f"{cause}-{place}") for place, (text, cause) in enumerate(rows)]


def hashes_made_wrong() -> list[Any]:
    rows = [row for row in cases(hashes.test_a_wrong_hash_is_named) if row[0]]
    made = [(cause, header({**parameters(oauth_body_hash=sent), "oauth_signature": "x"}), body) for sent, body, cause in rows]
    return [pytest.param(cause, SignedRequest("POST", URL, text, body), id=f"{cause}-{n}") for n, (cause, text, body) in enumerate(made)]


@pytest.fixture
async def known_client(house: House) -> None:
    """The consumer key that the engine's tests sign with."""
    credential = Credential("mdes", CONSUMER_KEY, "default", {"signing": "demo:mdes/signing", "response": "demo:mdes/response"})
    await house.unit(house.context(house.home, cause="test"), lambda unit: unit.worlds.add_credential(credential))


@pytest.mark.usefixtures("known_client")
@pytest.mark.parametrize(("cause", "sent"), [*signatures_made_wrong(), *headers_made_wrong(), *hashes_made_wrong()])
async def test_a_mistake_at_the_gate_is_named_live_and_by_explain(house: House, client: Client, cause: str, sent: SignedRequest) -> None:
    assert await named_by_both(house, client, request_of(sent)) == [cause]


def nodes_made_wrong() -> list[Any]:
    rows: list[tuple[dict[str, Any], str]] = []
    for module in (test_form, test_key, test_content):
        for test in vars(module).values():
            if hasattr(test, "pytestmark"):
                rows += [row[:2] for row in cases(test) if len(row) == 2 and isinstance(row[0], dict) and isinstance(row[1], str)]
    keys = cases(test_key.test_a_fingerprint_that_names_no_request_key_is_explained)
    rows += [({"publicKeyFingerprint": fingerprint}, cause) for fingerprint, cause in keys]
    return [pytest.param(changes, cause, id=f"{cause}-{place}") for place, (changes, cause) in enumerate(rows)]


@pytest.mark.parametrize(("changes", "cause"), nodes_made_wrong())
async def test_a_mistake_in_what_is_encrypted_is_named_live_and_by_explain(
    house: House, client: Client, changes: dict[str, Any], cause: str
) -> None:
    mdes = Caller(client)
    sealed = node(**changes)
    message = mdes.tokenize_message() | {"fundingAccountInfo": {"encryptedPayload": sealed}}

    answer = await mdes.send("POST", f"{DIGITIZATION}/tokenize", orjson.dumps(message))
    live = next(one for one in house.journal.newest_first("default") if one.direction == "inbound")
    said = await explained(client, live.request) if isinstance(live.request, Request) else None

    assert answer.status == 200
    assert said
    assert [one["cause"] for one in said["findings"]] == [finding.cause for finding in live.findings]
    if live.findings:
        assert cause in [one["cause"] for one in said["findings"]]


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


def test_the_bases_of_these_tests_are_right() -> None:
    makers: tuple[Callable[[], list[Any]], ...] = (signatures_made_wrong, headers_made_wrong, hashes_made_wrong, nodes_made_wrong)

    assert [len(make()) > 8 for make in makers] == [True] * 4
    assert joined("POST", URL, *items(parameters()))
    assert card_info("5123456789012345")
