"""The way to the token requestor's site: a URL that carries the receipt."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from .schemas import PushMethod


def redirect_url(methods: Sequence[PushMethod], receipt: str, *, signed: str | None, options: Mapping[str, str | bool]) -> str | None:
    """Return the URL to open in a browser, or None when the token requestor has no web page.

    A signature (compact JWS over the same data) travels alone, as `pushAccountData`; without one the receipt and the options
    travel as plain parameters. Source: developer.mastercard.com, MDES Token Connect.
    """
    page = next((method.uri for method in methods if method.type == "WEB"), None)
    if page is None:
        return None
    query = {"pushAccountData": signed} if signed else _unsigned(receipt, options)
    return page + ("&" if "?" in page else "?") + urlencode(query)


def _unsigned(receipt: str, options: Mapping[str, str | bool]) -> dict[str, str]:
    texts = {name: str(value).lower() if isinstance(value, bool) else value for name, value in options.items()}
    return {"pushAccountReceipts": receipt, "callbackRequired": "true", **texts}
