"""Mastercard's own client of Customer Service, unchanged, calls every operation: as it was published, and on the newest of what it uses."""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from tests.flows.customer import CONSUMER_KEY, KEYS, Customer
from tests.flows.processes import TOP, Program, running
from tests.witness.environments import python_of

pytestmark = pytest.mark.exercises(
    "mdes.customer_service.search",
    "mdes.customer_service.token_activate",
    "mdes.customer_service.token_suspend",
    "mdes.customer_service.token_unsuspend",
    "mdes.customer_service.token_delete",
    "mdes.customer_service.token_update",
    "mdes.customer_service.token_activation_methods",
    "mdes.customer_service.token_resend_activation_code",
    "mdes.customer_service.token_comments",
    "mdes.customer_service.token_status_history",
    "mdes.customer_service.transactions",
    "mdes.customer_service.token_reset_mobile_pin",
    "mdes.customer_service.update_token_assurance",
    "mdes.customer_service.account_holder_messaging",
    "mdes.customer_service.system_status",
)

Message = dict[str, Any]

DOCUMENT: Final = TOP / "docs" / "providers" / "mdes.md"
SCRIPT: Final = Path(__file__).with_name("mdes_sdk.py")
PATIENCE: Final = 60
PAN: Final = "5123456789012345"
NEW_PAN: Final = "5123456789012352"
YELLOW: Final = "5555555577770853"
APP: Final = "645b532a245e4723d7a9c4f62b24f24a24ba98e27d43e34e"
OPERATOR: Final = {"UserId": "A1435477", "UserName": "John Smith", "Organization": "Any Bank", "Phone": "5555551234"}
UNTIL: Final = "2026-01-20T00:00:00.000Z"


@dataclass(frozen=True)
class Client:
    """Mastercard's client in one environment; `method` None lets it sign by itself."""

    environment: str
    method: str | None
    url: str
    folder: Path

    def calls(self, *calls: Message) -> list[Message]:
        """Make calls in one process; return what the client says of them."""
        told = {
            "url": self.url,
            "consumer_key": CONSUMER_KEY,
            "key_store": str(KEYS / "signing.p12"),
            "password": "keystorepassword",
            "method": self.method,
            "calls": calls,
        }
        asked = self.folder / "calls.json"
        asked.write_text(json.dumps(told))
        command = [str(python_of(self.environment)), str(SCRIPT), str(asked)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert done.returncode == 0, done.stderr
        answers: list[Message] = json.loads(done.stdout)
        return answers

    def told(self, *calls: Message) -> list[Any]:
        """Make calls that go well, and return what is under the roots of their answers."""
        answers = self.calls(*calls)
        assert all("answer" in answer for answer in answers), answers
        return [inner for answer in answers for inner in answer["answer"].values()]


def call(resource: str, **members: Any) -> Message:
    """One call of a class, with the operator."""
    wrapped = {} if resource == "SystemStatus" else {f"{root_of(resource)}Request": {**members, "AuditInfo": OPERATOR}}
    return {"resource": resource, "members": wrapped}


def root_of(resource: str) -> str:
    """The name under which a class's messages stand, without its ending; one class spells it otherwise."""
    return resource.replace("PIN", "Pin")


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("emulator")
    with running("emulator", "--data-dir", str(folder), "--issuer-url", "http://127.0.0.1:9", folder=folder) as program:
        yield program


@pytest.fixture(params=[("legacy-mdes-sdk", None), ("modern-mdes-sdk", "RSA_SHA256"), ("modern-mdes-sdk", "RSA_PSS_SHA256")], ids=str)
def client(request: pytest.FixtureRequest, emulator: Program, tmp_path: Path) -> Client:
    environment, method = request.param
    return Client(environment, method, emulator.url, tmp_path)


@pytest.fixture
def customer(emulator: Program) -> Iterator[Customer]:
    """A token requestor, in a world that begins afresh and stands still."""
    requestor = Customer(emulator.url)
    requestor.admin("POST", "reset", {})
    requestor.admin("POST", "clock/freeze", {"at": "2026-01-01T00:00:00Z"})
    yield requestor
    requestor.admin("POST", "clock/resume", {})


def digitized(customer: Customer, number: str) -> str:
    """Make a token for an app on a phone, and return its reference."""
    card = {"accountNumber": number, "expiryMonth": "09", "expiryYear": "30"}
    eligible = customer.call(
        "checkEligibility",
        {
            "tokenType": "CLOUD",
            "paymentAppInstanceId": APP,
            "fundingAccountInfo": {"encryptedPayload": {"encryptedData": {"source": "ACCOUNT_ADDED_MANUALLY", "cardAccountData": card}}},
            "deviceInfo": {"deviceName": "John's phone", "formFactor": "PHONE"},
        },
    )
    made = customer.call(
        "digitize",
        {
            "paymentAppInstanceId": APP,
            "eligibilityReceipt": eligible["eligibilityReceipt"],
            "taskId": f"task-{number}",
            "termsAndConditionsAssetId": eligible["termsAndConditionsAssetId"],
            "termsAndConditionsAcceptedTimestamp": "2026-01-01T00:00:00.000Z",
        },
    )
    return str(made["tokenUniqueReference"])


def test_the_client_searches_suspends_resumes_comments_and_deletes(client: Client, customer: Customer) -> None:
    reference = customer.tokenize(PAN)["tokenUniqueReference"]
    token = {"TokenUniqueReference": reference}

    suspended, found, comments, _, resumed, _, history = client.told(
        call("TokenSuspend", **token, ReasonCode="L", CommentText="Card reported lost"),
        call("Search", AccountPan=PAN),
        call("TokenComments", **token),
        call("TokenUnsuspend", **token, ReasonCode="F"),
        call("Search", **token),
        call("TokenDelete", **token, ReasonCode="C"),
        call("TokenStatusHistory", **token),
    )
    (by_comment,) = client.told(call("Search", CommentId=suspended["Token"]["CommentId"]))

    accounts = [told["Accounts"]["Account"][0] for told in (found, resumed, by_comment)]
    assert [account["Tokens"]["Token"][0]["CurrentStatusCode"] for account in accounts] == ["S", "A", "D"]
    assert (accounts[0]["AccountPanSuffix"], accounts[0]["Tokens"]["Token"][0]["Suspenders"]) == (PAN[-4:], {"Suspender": ["I"]})
    assert accounts[2]["Tokens"]["Token"][0]["TokenUniqueReference"] == reference
    assert [(one["CommentText"], one["AuditInfo"]) for one in comments["Comments"]["Comment"]] == [("Card reported lost", OPERATOR)]
    lines = [(line["StatusCode"], line["Initiator"]) for line in history["Statuses"]["Status"]]
    assert lines == [("A", "W"), ("S", "I"), ("A", "I"), ("D", "I")]
    assert customer.status(reference) == "DEACTIVATED"


def test_the_client_resends_a_code_and_activates(client: Client, customer: Customer) -> None:
    reference = digitized(customer, YELLOW)
    token = {"TokenUniqueReference": reference}

    offered, resent, _ = client.told(
        call("TokenActivationMethods", **token),
        call("TokenResendActivationCode", **token, ActivationMethodId="1"),
        call("TokenActivate", AccountPan=YELLOW, PaymentAppInstanceId=APP, ReasonCode="C"),
    )

    ways = offered["ActivationMethods"]["ActivationMethod"]
    assert [(way["ActivationMethodType"], way["ResendIndicator"]) for way in ways] == [("SMS", "TRUE"), ("EMA", "TRUE"), ("CLC", "FALSE")]
    assert resent == {"Token": token}
    assert customer.status(reference) == "ACTIVE"


def test_the_client_replaces_a_card_and_reads_what_was_paid(client: Client, customer: Customer) -> None:
    reference = customer.tokenize(PAN)["tokenUniqueReference"]
    pay = {"requestId": "1", "tokenUniqueReference": reference, "dsrpType": "UCAF"}
    paid = customer.session.post(f"{customer.url}/mdes/remotetransaction/1/0/transact", json=pay, auth=customer.auth, timeout=PATIENCE)

    updated, payments = client.told(
        call("TokenUpdate", CurrentAccountPan=PAN, NewAccountPan=NEW_PAN, ExpirationDate="0347", CommentText="Replaced"),
        call("Transactions", TokenUniqueReference=reference),
    )

    told = [(one["MerchantName"], one["TransactionStatusCode"]) for one in payments["Transactions"]["Transaction"]]
    assert "errors" not in paid.json()
    assert [one["TokenUniqueReference"] for one in updated["Tokens"]["Token"]] == [reference]
    assert customer.call("getToken", {"tokenUniqueReference": reference})["token"]["tokenInfo"]["accountPanSuffix"] == NEW_PAN[-4:]
    assert told == [("Emulated Sample Merchant", "AUTH")]


def test_the_client_cares_for_the_holder(client: Client, customer: Customer) -> None:
    reference = digitized(customer, PAN)
    token = {"TokenUniqueReference": reference}
    message = {
        "MessageText": "Your new card is on its way",
        "MessageExpiration": UNTIL,
        "MessageLanguageCode": "en",
        "MessageIdentifier": "m-1",
        "IssuerApplicationMessageDisplay": "TRUE",
    }

    told = client.told(
        call("TokenResetMobilePIN", **token, ReasonCode="N"),
        call("UpdateTokenAssurance", **token),
        call("AccountHolderMessaging", **token, **message),
    )

    assert told == [{"Token": token}] * 3
    assert customer.call("getToken", {"tokenUniqueReference": reference})["token"]["tokenInfo"]["tokenAssuranceLevel"] == 5


def test_the_client_asks_how_the_service_is_in_every_context(client: Client) -> None:
    contexts = (None, "mtf", "static", "itf")

    told = client.told(*({**call("SystemStatus"), "context": context} for context in contexts))

    assert [set(state) for state in told] == [{"CommentText", "LastStatusDateTime"}] * 4


def test_the_client_reads_refusals(client: Client, customer: Customer) -> None:
    reference = customer.tokenize(PAN)["tokenUniqueReference"]

    unknown, unlike, missing = client.calls(
        call("TokenComments", TokenUniqueReference="D" * 48),
        call("TokenUnsuspend", TokenUniqueReference=reference, ReasonCode="F"),
        call("TokenSuspend", TokenUniqueReference=reference),
    )

    assert unknown == {"status": 400, "reason": "EMPTY_RESULT", "message": "Empty result for the given request.", "source": "INPUT"}
    assert (unlike["status"], unlike["reason"]) == (400, "INVALID_TOKEN_STATUS")
    assert (missing["reason"], missing["source"]) == ("MISSING_REQUIRED_FIELD", "ReasonCode")


def test_the_documented_block_suspends_a_token(emulator: Program, customer: Customer, tmp_path: Path) -> None:
    found = re.search(r"<!-- snippet: customer_service -->\n```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    reference = customer.tokenize(PAN)["tokenUniqueReference"]
    block = re.sub("DWSPMC[0-9a-f]{42}", reference, found[1].replace("http://127.0.0.1:8081", emulator.url))
    (tmp_path / "mdes").symlink_to(KEYS)

    command = [str(python_of("legacy-mdes-sdk")), "-c", block]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE, check=False)

    assert re.fullmatch(r"[0-9A-Z]{9}\n", done.stdout), done.stderr
    assert customer.status(reference) == "SUSPENDED"


def test_every_class_of_the_client_is_called() -> None:
    source = Path(__file__).read_text().lower()
    installed = python_of("legacy-mdes-sdk").parents[1].glob("lib/*/site-packages/mastercardmdescustomerservice/*.py")

    resources = {path.stem for path in installed} - {"__init__", "resourceconfig"}

    assert len(resources) == 15
    assert {name for name in resources if f'call("{name}"' not in source} == set()
