"""What nobody should send, and messages to spoil with it."""

import json
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from emulator import bootstrap
from emulator.core.operation import AnyOperation

BODY_LIMIT: Final = 100_000
few = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))

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
FORMS: Final = (
    b"=",
    b"&&&",
    b"a",
    b"%",
    b"%ff=%ff",
    b"a[=1",
    b"a]=1",
    b"a[]=1&a[x]=2&a=3",
    b"[]=1",
    b"limit=%00",
    b"metadata[%00]=1",
    b"metadata=1&metadata[a]=2",
    b"expand[]=" + b".".join([b"card"] * 500),
    b"a" + b"[b]" * 5_000 + b"=1",
    b"&".join(b"a[%d]=1" % number for number in range(5_000)),
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


def rows(*, having: str = "") -> list[Any]:
    """Every operation of every API, with an id to read; with `having`, those whose path holds that."""
    every = [(api, operation) for api in bootstrap.APIS for operation in api.operations if having in operation.path]
    return [pytest.param(api, operation, id=f"{api.name}.{operation.name}") for api, operation in every]


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
