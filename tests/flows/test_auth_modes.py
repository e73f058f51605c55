"""What the setting `--auth` makes of a request whose signature does not hold, and what `--public-url` makes of its URL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from oauth1.oauth import OAuth

from tests.flows.customer import CONSUMER_KEY, TIMEOUT, Customer
from tests.flows.processes import Program, running

BODY = b'{"requestId": "1", "tokenUniqueReference": "DWSPMC000000000132d72d4fcb2f4136a0532d3093ff1a45"}'


@pytest.fixture
def lenient(tmp_path: Path) -> Iterator[Program]:
    with running("emulator", "--data-dir", str(tmp_path), "--auth", "lenient", folder=tmp_path) as program:
        yield program


@pytest.fixture
def off(tmp_path: Path) -> Iterator[Program]:
    with running("emulator", "--data-dir", str(tmp_path), "--auth", "off", folder=tmp_path) as program:
        yield program


def unsigned(program: Program) -> requests.Response:
    url = f"{program.url}/mdes/digitization/1/0/getToken"
    return requests.post(url, data=BODY, headers={"Content-Type": "application/json"}, timeout=TIMEOUT)


def signed_for_another_body(program: Program) -> requests.Response:
    url = f"{program.url}/mdes/digitization/1/0/getToken"
    key = Customer(program.url).auth.signing_key
    header = OAuth.get_authorization_header(url, "POST", b"{}", CONSUMER_KEY, key)
    return requests.post(url, data=BODY, headers={"Content-Type": "application/json", "Authorization": header}, timeout=TIMEOUT)


@pytest.mark.one_process("the journal is that of one worker")
def test_lenient_answers_and_warns(lenient: Program) -> None:
    customer = Customer(lenient.url)

    answer = signed_for_another_body(lenient)

    assert answer.json()["errorCode"] == "INVALID_TOKEN_UNIQUE_REFERENCE"
    finding = customer.explanation(answer)
    assert (finding["check"], finding["severity"]) == ("body_hash", "tolerated")
    assert unsigned(lenient).json()["errorCode"] == "INVALID_TOKEN_UNIQUE_REFERENCE"


def test_lenient_has_nothing_to_say_about_what_is_right(lenient: Program) -> None:
    assert Customer(lenient.url).tokenize("5123456789012345")["decision"] == "APPROVED"


def test_off_answers_and_looks_at_nothing(off: Program) -> None:
    answer = unsigned(off)

    assert answer.json()["errorCode"] == "INVALID_TOKEN_UNIQUE_REFERENCE"
    assert "X-Emulator-Explanation" not in answer.headers


def test_off_still_enters_the_world_of_the_consumer_key(off: Program) -> None:
    owner = Customer(off.url)
    world = owner.admin("POST", "namespaces")

    Customer(off.url, world["mdes"]["consumer_key"]).tokenize("5123456789012345")

    assert len(owner.admin("GET", "tokens", namespace=world["namespace"])["tokens"]) == 1
    assert owner.admin("GET", "tokens")["tokens"] == []


def test_signatures_cover_the_public_url(tmp_path: Path) -> None:
    public = "https://mdes.test:8443"
    with running("emulator", "--data-dir", str(tmp_path), "--public-url", public, folder=tmp_path) as program:
        key = Customer(program.url).auth.signing_key
        path = "/mdes/digitization/1/0/getToken"
        told = []
        for base in (public, program.url):
            header = OAuth.get_authorization_header(f"{base}{path}", "POST", BODY, CONSUMER_KEY, key)
            headers = {"Content-Type": "application/json", "Authorization": header}
            told.append(requests.post(f"{program.url}{path}", data=BODY, headers=headers, timeout=TIMEOUT))

    assert [answer.status_code for answer in told] == [200, 401]
    assert told[1].headers["X-Emulator-Explanation"].startswith(f"{public}/_emulator/exchanges/")
