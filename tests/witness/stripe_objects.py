"""An independent reader of Stripe's objects: says what in a body is missing, unknown or of the wrong type.

It reads `vectors/stripe_issuing_schema.json`, which was made from the types of Stripe's own SDKs, and none of the emulator's models.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from tests.witness import vectors

Node = Mapping[str, Any]

_IS: Final[Mapping[str, Callable[[Any], bool]]] = {
    "string": lambda value: isinstance(value, str),
    "decimal_string": lambda value: isinstance(value, str),
    "enum": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "hash": lambda value: isinstance(value, dict),
    "map<string,any>": lambda value: isinstance(value, dict),
    "map<string,string>": lambda value: isinstance(value, dict) and all(isinstance(item, str) for item in value.values()),
    "any": lambda _value: True,
}


# What the libraries' types do not describe, or at much greater length than anybody needs here.
UNDESCRIBED: Final = frozenset({"account", "issuing.pin", "issuing.verification"})

# A word that Stripe's guide to card designs has (docs.stripe.com/issuing/cards/physical/customize), and the types have not.
GUIDED: Final = ("file.purpose", "issuing_logo")


# Our own wire for Google Pay, and what Stripe.js is answered: neither is an object of the SDKs.
_ADDRESS: Final = ("city", "country", "line1", "line2", "name", "phone_number", "postal_code", "state")
FOR_GOOGLE: Final = {"object", "card", "display_name", "last4", "livemode", "network", "opaque_payment_card", "user_address"}
NONCES: Final = {"private_nonce", "public_nonce"}


@cache
def schema() -> Any:
    """Return the whole contract."""
    return vectors("stripe_issuing_schema")


def breaches(body: Any) -> list[str]:
    """Return what is wrong with a body, as one sentence each: with an object by its name, with every object of a list, with an error."""
    if "error" in body:
        return [*_hash("error", schema()["objects"]["error"], body), *_by_name("error", body["error"])]
    name = body.get("object")
    if name in UNDESCRIBED or set(body) == NONCES:
        return []
    if "opaque_payment_card" in body:
        return list(_for_google(body))
    if name not in schema()["objects"]:
        return [f"nobody knows an object called {name}"]
    if body.get("deleted"):
        return [] if set(body) == {"id", "object", "deleted"} else [f"a deleted {name} has other members: {sorted(body)}"]
    inner = [breach for item in body["data"] for breach in breaches(item)] if name == "list" else []
    return [*_hash(name, schema()["objects"][name], body), *inner, *_order(name, body)]


def _for_google(body: Mapping[str, Any]) -> Iterator[str]:
    if set(body) != FOR_GOOGLE or tuple(body["user_address"]) != _ADDRESS:
        yield f"other members than ours for Google Pay: {sorted(body)}"


def _by_name(name: str, body: Mapping[str, Any]) -> Iterator[str]:
    if list(body) != sorted(body):
        yield f"{name}: the members do not come by name"


def _order(name: str, body: Mapping[str, Any]) -> Iterator[str]:
    first = [member for member in ("id", "object") if member in body]
    wanted = [*first, *sorted(set(body) - {"id", "object"})]
    if list(body) != wanted:
        yield f"{name}: the members come in another order than id, object, and then by name"


def _hash(path: str, nodes: list[Node], value: Mapping[str, Any]) -> Iterator[str]:
    known = {node["name"]: node for node in nodes}
    yield from (f"{path}: unknown member {name}" for name in value if name not in known)
    for name, node in known.items():
        if name not in value:
            if node["presence"] == "always":
                yield f"{path}: {name} is missing"
        elif value[name] is None:
            if not node.get("nullable"):
                yield f"{path}.{name}: is null"
        else:
            yield from _value(f"{path}.{name}", node, value[name])


def _value(path: str, node: Node, value: Any) -> Iterator[str]:
    kind = node["type"]
    if kind.startswith("array<"):
        yield from _array(path, {**node, "type": kind[6:-1]}, value)
    elif kind.startswith(("expandable:", "embedded:")):
        yield from _referred(path, kind, value)
    elif kind.startswith("list<"):
        yield from breaches(value) if value.get("object") == "list" else [f"{path}: is no list object"]
    elif not _IS[kind](value):
        yield f"{path}: {value!r} is no {kind}"
    elif kind == "enum":
        yield from _enum(path, node, value)
    elif kind == "hash":
        yield from _hash(path, node["children"], value)


def _array(path: str, node: Node, value: Any) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{path}: {value!r} is no array"
        return
    for place, item in enumerate(value):
        yield from _value(f"{path}[{place}]", node, item)


def _referred(path: str, kind: str, value: Any) -> Iterator[str]:
    how, _, names = kind.partition(":")
    if isinstance(value, str):
        if how == "embedded":
            yield f"{path}: is an id where an object belongs"
    elif value.get("object") not in names.split(","):
        yield f"{path}: is a {value.get('object')}"
    else:
        yield from (f"{path} > {breach}" for breach in breaches(value))


def _enum(path: str, node: Node, value: str) -> Iterator[str]:
    words = node.get("enum") or schema()["enums"][node["enum_ref"]]
    if value not in words and (path, value) != GUIDED:
        yield f"{path}: {value!r} is none of the words"
