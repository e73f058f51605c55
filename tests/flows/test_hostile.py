"""Hostile input on every operation: refused in the provider's own shape, within a second, and never by accident."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulator import bootstrap
from emulator.core.operation import AnyOperation
from emulator.core.provider import Api
from emulator.crypto.chance import system
from emulator.crypto.keys.keyring import read_pair
from emulator.crypto.payloads import mastercard_fle
from tests.flows.customer import KEYS, TIMEOUT, Customer
from tests.flows.processes import Program, running

BODY_LIMIT: Final = 100_000
EXAMPLES: Final = 12


@dataclass(frozen=True)
class Shape:
    """What a provider's refusals look like, written by hand: statuses that it documents, and the form of a body."""

    statuses: frozenset[int]
    holds: Callable[[int, Any], bool]


def mdes_shape(status: int, body: Any) -> bool:
    """The gateway's form for what the gateway refuses; status 200 and `errors` for what the service refuses."""
    if status == 200:
        return isinstance(body, dict) and ("errorCode" not in body or isinstance(body["errors"], list))
    error = body["Errors"]["Error"][0]
    return {"Source", "ReasonCode", "Description", "Recoverable", "Details"} <= set(error)


def customer_service_shape(status: int, body: Any) -> bool:
    """`Errors` with a status from 400 on, for what the gateway refuses and for what the service refuses."""
    if status == 200:
        return isinstance(body, dict) and "Errors" not in body
    return {"Source", "ReasonCode", "Description", "Recoverable"} <= set(body["Errors"]["Error"][0])


def problem_shape(status: int, body: Any) -> bool:
    """RFC 9457 for what our own API refuses."""
    return status < 300 or {"type", "title", "status", "detail"} <= set(body)


SHAPES: Final[Mapping[str, Shape]] = {
    "mdes.customer_service": Shape(frozenset({200, 400, 401, 404, 405, 413, 415}), customer_service_shape),
    "mdes.": Shape(frozenset({200, 400, 401, 404, 405, 413, 415}), mdes_shape),
    "admin": Shape(frozenset({200, 201, 400, 404, 405, 409, 413, 415, 422}), problem_shape),
}

RAW: Final = (
    b"",
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"\xff\xfe\x00",
    b'{"requestId": "\xe4"}',
    b'{"requestId": "a\\u0000b"}',
    b'{"requestId": "\\ud800"}',
    b'{"requestId": 99999999999999999999999999}',
    b'{"requestId": 1e400}',
    b'{"requestId": NaN}',
    b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    b"[" * 90_000,
    b"x" * (BODY_LIMIT + 1),
    b'{"requestId": "' + b"9" * 90_000 + b'"}',
)
VALUES: Final = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=300),
    st.sampled_from(["", " ", "\0", "' OR 1=1 --", "<script>", "../../etc/passwd", "\u202e", "a" * 70_000, "5" * 5_000, "é" * 40]),
    st.lists(st.text(max_size=5), max_size=30),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=5),
    st.recursive(st.integers(), lambda inner: st.lists(inner, max_size=2), max_leaves=30),
)
TYPES: Final = ("application/json", "text/plain", "application/x-www-form-urlencoded", "", "multipart/form-data; boundary=x")


def rows() -> list[Any]:
    """Every operation of every API, with an id to read."""
    return [pytest.param(api, operation, id=f"{api.name}.{operation.name}") for api in bootstrap.APIS for operation in api.operations]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def target(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """One emulator on each engine for all of them: whatever one example breaks, the next one meets."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    database = request.getfixturevalue("postgres_url") if request.param == "postgres" else f"sqlite:///{folder / 'emulator.db'}"
    options = ("--database", database, "--body-limit", str(BODY_LIMIT), "--issuer-url", "http://127.0.0.1:9", "--log-level", "error")
    with running("emulator", *options, folder=folder) as program:
        yield program
        assert "Traceback" not in program.said, program.said


def send(target: Program, api: Api, operation: AnyOperation, *, body: bytes, headers: Mapping[str, str], path: str = "") -> None:
    """Send one request, signed as it should be, and hold the answer against the provider's shape."""
    shape = next(shape for prefix, shape in SHAPES.items() if api.name.startswith(prefix))
    auth = Customer(target.url).auth if api.name.startswith("mdes.") else None
    url = target.url + (path or operation.path)
    began = time.monotonic()

    answer = requests.request(operation.method, url, data=body, headers=dict(headers), auth=auth, timeout=TIMEOUT)

    assert time.monotonic() - began < 1.0
    assert answer.status_code in shape.statuses, answer.text
    assert "Traceback" not in answer.text
    assert shape.holds(answer.status_code, answer.json()), answer.text


def example_of(operation: AnyOperation) -> dict[str, Any]:
    """A message as the contract shows it."""
    examples = operation.request.model_json_schema().get("examples") or [{}]
    return dict(examples[0])


def spoilt(message: Any, value: Any, place: int) -> Any:
    """The message with the leaf or branch at `place` replaced."""
    places: list[tuple[Any, Any]] = []
    stack = [message]
    while stack:
        node = stack.pop()
        keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
        places += [(node, key) for key in keys]
        stack += [node[key] for key in keys]
    if places:
        node, key = places[place % len(places)]
        node[key] = value
    return message


def copied(message: dict[str, Any]) -> dict[str, Any]:
    """A copy to spoil."""
    again: dict[str, Any] = json.loads(json.dumps(message))
    return again


@pytest.mark.parametrize(("api", "operation"), rows())
def test_raw_bytes_of_every_bad_kind_are_refused(target: Program, api: Api, operation: AnyOperation) -> None:
    for body in RAW:
        send(target, api, operation, body=body, headers={"Content-Type": "application/json"})


@pytest.mark.parametrize(("api", "operation"), rows())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(value=VALUES, place=st.integers(0, 200), media=st.sampled_from(TYPES[:1] * 4 + TYPES))
def test_a_message_with_one_bad_value_is_refused_or_answered(
    target: Program, api: Api, operation: AnyOperation, value: Any, place: int, media: str
) -> None:
    message = spoilt(copied(example_of(operation)), value, place)

    send(target, api, operation, body=json.dumps(message).encode("utf-8", "surrogatepass"), headers={"Content-Type": media})


@pytest.mark.parametrize(("api", "operation"), rows())
@pytest.mark.parametrize("value", ["%00", "%ff", "..%2f..%2fetc", "a" * 5_000, "%F0%9F%92%A9", "{x}"])
def test_a_bad_path_parameter_is_refused(target: Program, api: Api, operation: AnyOperation, value: str) -> None:
    if "{" not in operation.path:
        return
    path = operation.path[: operation.path.index("{")] + value + operation.path[operation.path.index("}") + 1 :]

    send(target, api, operation, body=b"", headers={}, path=path)


def sealed_places() -> list[Any]:
    """Every member that travels encrypted to us."""
    return [
        pytest.param(api, operation, place, id=f"{operation.name}:{place}")
        for api in bootstrap.APIS
        if api.name.startswith("mdes.")
        for operation in api.operations
        for place in operation.sealed_request
        if "*" not in place
    ]


PLAINTEXTS: Final = (
    b"",
    b"{",
    b"null",
    b"[1]",
    b"\xff\xff",
    b'{"a":"\\u0000"}',
    b'{"a":1e999}',
    b"[" * 3_000,
    b'{"cardAccountData": "x"}',
    b'{"a":' * 2_000,
)


@pytest.mark.parametrize(("api", "operation", "place"), sealed_places())
def test_a_hostile_plaintext_is_refused_however_well_it_is_sealed(target: Program, api: Api, operation: AnyOperation, place: str) -> None:
    pair = read_pair(KEYS, "request")
    for plaintext in PLAINTEXTS:
        node = mastercard_fle.seal(plaintext, pair.public_key, fingerprint=pair.fingerprints.cert_sha256, digest="SHA256", chance=system)
        message = copied(example_of(operation))
        *parents, last = place.split(".")
        holder = message
        for name in parents:
            holder = holder.setdefault(name, {})
        holder[last] = node
        send(target, api, operation, body=json.dumps(message).encode(), headers={"Content-Type": "application/json"})


@pytest.mark.parametrize(("api", "operation", "place"), sealed_places())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    node=st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("encryptedData", "encryptedKey", "iv", "oaepHashingAlgorithm", "publicKeyFingerprint"), VALUES)
    )
)
def test_a_hostile_envelope_is_refused(target: Program, api: Api, operation: AnyOperation, place: str, node: dict[str, Any]) -> None:
    message = copied(example_of(operation))
    *parents, last = place.split(".")
    holder = message
    for name in parents:
        holder = holder.setdefault(name, {})
    holder[last] = node

    send(target, api, operation, body=json.dumps(message).encode("utf-8", "surrogatepass"), headers={"Content-Type": "application/json"})


def test_every_api_has_its_shape_written_down() -> None:
    named = {api.name for api in bootstrap.APIS if api.operations}

    assert {name for name in named if not name.startswith(tuple(SHAPES))} == set()


def test_the_body_limit_is_a_setting(target: Program) -> None:
    tokenize = next(row for api in bootstrap.APIS for row in api.operations if row.name == "tokenize")
    auth = Customer(target.url).auth

    refused = requests.post(target.url + tokenize.path, data=b"x" * (BODY_LIMIT + 1), auth=auth, timeout=TIMEOUT)
    read = requests.post(target.url + tokenize.path, data=b"x" * BODY_LIMIT, auth=auth, timeout=TIMEOUT)

    assert refused.status_code == 413
    assert read.status_code != 413
