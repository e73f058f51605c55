"""A Visa token from enrolment to its end, in two processes: requestor, Visa and issuer each see their side of it."""

import base64
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Final

import pytest
import requests

from tests.flows.conftest import Pair
from tests.flows.test_main_job import activate, card_ids, get, payload
from tests.flows.visa_client import API_KEY, OUTBOUND_SECRET, SECRET, TOKENS, VisaClient, mac, opened, sealed

PAN: Final = "4761120010011002"
WALLET: Final = "50123456789"


class Hooks:
    """A requestor's ear: every hint with what is needed to verify it."""

    def __init__(self) -> None:
        heard = self.heard = list[tuple[str, str, bytes]]()

        class Take(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                heard.append((self.path, self.headers["x-pay-token"], body))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_said: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Take)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def hooks() -> Iterator[Hooks]:
    listening = Hooks()
    yield listening
    listening.close()


@pytest.fixture
def visa(pair: Pair, hooks: Hooks) -> VisaClient:
    """A requestor whose hints go to its hooks."""
    client = VisaClient(pair.emulator.url)
    known = client.admin("GET", f"parties/requestors/{WALLET}")
    client.admin("PUT", f"parties/requestors/{WALLET}", {**known, "callback_url": hooks.url})
    return client


def year_of(pair: Pair, card: int) -> dict[str, str]:
    """The card's expiry as its issuer knows it."""
    told = get(pair, f"/api/v1/cards/{card}").json()
    return {"month": f"{told['exp_month']:02d}", "year": str(told["exp_year"])}


def issuers_view(pair: Pair, card: int) -> list[Any]:
    """What the issuer app knows of the card's tokens."""
    found: list[Any] = get(pair, f"/api/v1/cards/{card}").json()["tokens"]
    return found


def provisioned(visa: VisaClient, expiry: dict[str, str], **card: str) -> dict[str, Any]:
    """Enrol the card, and make a token of it in a second step; without its security code the issuer wants its owner verified."""
    instrument = {"accountNumber": PAN, "name": "Test User2", "expirationDate": expiry, **card}
    message = {"clientAppID": "app-1", "panSource": "ONFILE", "encPaymentInstrument": sealed(instrument)}
    enrolled = visa.done("POST", "/vts/panEnrollments", message)
    path = f"/vts/panEnrollments/{enrolled['vPanEnrollmentID']}/provisionedTokens"
    return visa.done("POST", path, {"clientAppID": "app-1", "panSource": "ONFILE", "presentationType": ["ECOM"]})


def verified(visa: VisaClient, pair: Pair, token: str) -> None:
    """Choose the code by e-mail, read it in the issuer's inbox, and give it back, a wrong one first."""
    ways = visa.done("GET", f"{TOKENS}/{token}/stepUpOptions")["stepUpRequest"]
    way = next(one for one in ways if one["method"] == "OTPEMAIL")
    limits = visa.done("PUT", f"{TOKENS}/{token}/stepUpOptions/method", {"stepUpRequestID": way["identifier"], "date": "1700000000"})
    (code,) = get(pair, "/api/v1/inbox").json()["codes"]
    wrong = visa.call("POST", f"{TOKENS}/{token}/stepUpOptions/validateOTP", {"otpValue": "x"})
    right = visa.call("POST", f"{TOKENS}/{token}/stepUpOptions/validateOTP", {"otpValue": code["code"], "date": 1_700_000_000})

    assert limits["maxOTPVerificationAllowed"] == 5
    assert code["made_by"] == "visa"
    assert (wrong.status_code, wrong.json()["errorResponse"]["reason"]) == (400, "invalidParameter")
    assert (right.status_code, right.json()) == (200, {})


def test_a_token_lives_its_life_and_both_sides_follow_it(pair: Pair, visa: VisaClient, hooks: Hooks) -> None:
    card = card_ids(activate(pair))[1]
    made = provisioned(visa, year_of(pair, card))
    token, reference = made["vProvisionedTokenID"], made["tokenInfo"]["tokenReferenceID"]
    seen = [visa.status(token)]

    verified(visa, pair, token)
    paid = visa.done("POST", f"{TOKENS}/{token}/paymentData", {"clientPaymentDataID": "p-1", "paymentRequest": {"transactionType": "ECOM"}})
    seen.append(visa.status(token))
    visa.change_as_issuer(reference, "SUSPEND")
    seen.append(visa.status(token))
    refused = visa.change(token, "resume")
    visa.change_as_issuer(reference, "RESUME")
    seen.append(visa.status(token))
    deleted = visa.change(token, "delete")
    visa.admin("POST", "outbox/deliver")

    assert seen == ["INACTIVE", "ACTIVE", "SUSPENDED", "ACTIVE"]
    assert (refused, deleted, visa.status(token)) == (409, 200, "DELETED")
    assert len(base64.b64decode(paid["cryptogramInfo"]["cryptogram"])) == 20
    assert opened(paid["tokenInfo"]["encTokenInfo"]) == opened(made["tokenInfo"]["encTokenInfo"])
    (known,) = issuers_view(pair, card)
    assert (known["token_reference"], known["status"], known["reason_code"]) == (reference, "DEACTIVATED", "3701")
    assert len(hooks.heard) == 4
    for path, header, body in hooks.heard:
        version, at, signature = header.split(":")
        resource, _, query = path.lstrip("/").partition("?")
        assert (version, query, json.loads(body)["vProvisionedTokenID"]) == ("xv2", f"apiKey={API_KEY}", token)
        assert signature == mac(OUTBOUND_SECRET, at, resource=resource, query=query, body=body)


def test_the_second_card_has_a_payload_that_visa_made_and_that_becomes_a_token(pair: Pair, visa: VisaClient) -> None:
    card = card_ids(activate(pair))[1]

    told = payload(pair, card)

    made = visa.call(
        "POST",
        TOKENS,
        {"panSource": "ISSUER_PUSH_PROVISION", "clientAppID": "app-1", "encPaymentInstrument": told["payload"]["opaquePaymentCard"]},
    )
    assert (told["provider"], told["network"], told["wallet"], told["last4"]) == ("visa", "visa", "google_pay", "1002")
    assert told["provisioning_token"].startswith("v-123-")
    # It was made for Google's wallet on one phone, and nobody else can use it.
    assert (made.status_code, made.json()["errorResponse"]["reason"]) == (403, "declined")


def test_a_notice_that_the_issuer_missed_is_told_again(pair: Pair, visa: VisaClient) -> None:
    card = card_ids(activate(pair))[1]
    expiry = year_of(pair, card)
    provisioned(visa, expiry)
    visa.admin("POST", "outbox/deliver")
    notices = visa.admin("GET", "outbox")["notices"]
    created = next(notice for notice in notices if notice["name"] == "token_created")

    visa.admin("POST", f"outbox/{created['id']}/redeliver")

    assert len(issuers_view(pair, card)) == 1


def test_without_an_answer_of_its_issuer_a_card_is_tokenized_by_the_networks_rules(pair: Pair, visa: VisaClient) -> None:
    pair.issuer_app.kill()

    made = provisioned(visa, {"month": "12", "year": "2049"})

    assert made["tokenInfo"]["tokenStatus"] == "ACTIVE"


def test_the_credentials_kit_holds_what_visas_clients_read(pair: Pair) -> None:
    kit = requests.get(f"{pair.emulator.url}/_emulator/keys", timeout=20).text

    assert API_KEY in kit
    assert SECRET in kit
