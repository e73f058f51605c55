"""Answers as the sandbox sends them, where that is not as Mastercard describes them.

The official tutorial's API description names the differences (github.com/Mastercard/mastercard-api-client-tutorial).
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

Fields = dict[str, Any]

# Members that the description requires, and the sandbox leaves out.
LEFT_OUT: Final = frozenset({"issuerLogoAssetId", "isCoBranded", "iconAssetId"})


def _token_info(info: Fields) -> Fields:
    return {**info, "dsrpCapable": info["dsrpCapable"] == "true"} if "dsrpCapable" in info else info


def _product(config: Fields) -> Fields:
    return {name: value for name, value in config.items() if name not in LEFT_OUT}


def _methods(listed: list[Fields]) -> list[Fields]:
    return [{**method, "id": int(method["id"])} for method in listed]


CHANGES: Final[Mapping[str, Callable[[Any], Any]]] = {
    "tokenInfo": _token_info,
    "productConfig": _product,
    "authenticationMethods": _methods,
}


def spoken(value: Any) -> Any:
    """Return an answer, however deep, with the types and the gaps of the sandbox."""
    if isinstance(value, list):
        return [spoken(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: CHANGES[name](item) if name in CHANGES else spoken(item) for name, item in value.items()}
