"""Placeholder ids of the SDKs' own tests: under one key they are answered as stripe-mock answers them, and nothing is kept.

Keys, ids and operations: the tests in the source distribution of package stripe, github.com/stripe/stripe-mock. Nothing that
keeps anything knows of this file.
"""

from collections.abc import Iterator, Mapping
from types import NoneType
from typing import Any, Final, Literal, cast, get_args, get_origin

from pydantic import BaseModel

from emulator.core.context import Context
from emulator.core.message import Fields, Request, Response
from emulator.core.operation import AnyOperation
from emulator.core.wire import AccessDenied, ProtocolError
from emulator.crypto.diagnosis import Finding
from emulator.providers.stripe.wire import StripeWire, keys
from emulator.providers.stripe.wire.answers import Answer

KEY: Final = "sk_test_123"
IDS: Final[Mapping[str, frozenset[str]]] = {
    "authorization": frozenset({"iauth_xxxxxxxxxxxxx", "example_authorization"}),
    "card": frozenset({"ic_xxxxxxxxxxxxx", "card_123", "foo"}),
    "cardholder": frozenset({"ich_xxxxxxxxxxxxx"}),
    "dispute": frozenset({"idp_xxxxxxxxxxxxx"}),
    "personalization_design": frozenset({"pd_xyz"}),
    "physical_bundle": frozenset({"pb_xyz"}),
    "transaction": frozenset({"ipi_xxxxxxxxxxxxx", "example_transaction"}),
}

_PLAIN: Final[Mapping[type, Any]] = {bool: False, int: 1, float: 1.0, str: "example", dict: {}, list: []}


class ExampleAnswered(ProtocolError):
    """The call names a placeholder; `body` answers it."""

    def __init__(self, operation: AnyOperation, body: dict[str, Any]) -> None:
        super().__init__(
            Finding(
                check="example",
                cause="example_answered",
                message=f"{KEY} and a placeholder id were answered with an example; nothing was looked up, and nothing was kept",
                fix="use any other key, or ids that the emulator has handed out",
            ).tolerated()
        )
        self.operation = operation
        self.body = body


class ExampleWire(StripeWire):
    """Speaks as Stripe does, and as stripe-mock does where the key and an id are placeholders."""

    def decode(self, ctx: Context, operation: AnyOperation, request: Request) -> Fields:
        """Return the parameters.

        Raises:
            ExampleAnswered: they name a placeholder.
        """
        fields = super().decode(ctx, operation, request)
        if _key(request) == KEY and any(_placeholders({**fields, **request.path_params})):
            raise ExampleAnswered(operation, _reflecting(example(operation.response), fields, request.path_params))
        return fields

    def render(self, ctx: Context, request: Request, error: Exception) -> Response:
        """Return a refusal, or the example."""
        if isinstance(error, ExampleAnswered):
            return self.encode(ctx, error.operation, Answer(body=error.body))
        return super().render(ctx, request, error)


def example(model: type[BaseModel]) -> dict[str, Any]:
    """Return an object of this shape: its own example; else what can be null is null, and what may be absent is absent."""
    if shown := model.model_config.get("json_schema_extra"):
        return dict(cast("dict[str, Any]", shown)["examples"][0])
    return {name: _value(field.annotation) for name, field in model.model_fields.items() if field.is_required()}


def _value(annotation: Any) -> Any:
    choices = get_args(annotation)
    if get_origin(annotation) is Literal:
        return choices[0]
    kind = get_origin(annotation) or annotation
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return example(kind)
    return None if NoneType in choices else _value(choices[0])


def _reflecting(body: dict[str, Any], fields: Fields, path_params: Mapping[str, str]) -> dict[str, Any]:
    """Return the example with the id that was asked for, and with what was sent under the same names."""
    sent = {name: value for name, value in fields.items() if type(value) is type(body.get(name))}
    named = next(iter(path_params.values()), None)
    return {**body, **sent, **({"id": named} if named and "id" in body else {})}


def _placeholders(values: Mapping[str, Any]) -> Iterator[str]:
    yield from (name for name, known in IDS.items() if isinstance(values.get(name), str) and values[name] in known)


def _key(request: Request) -> str:
    try:
        return keys.shown(request).text
    except AccessDenied:
        return ""
