"""The text that an OAuth 1.0a signature covers, as Mastercard's two generations of clients build it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias
from urllib.parse import parse_qsl, quote, unquote

Parameters: TypeAlias = Mapping[str, str]
"""The `oauth_*` values exactly as they stand in the header, never URL-decoded."""

UNSIGNED: Final = frozenset({"oauth_signature", "realm"})

_USUAL: Final = re.compile(r"[A-Za-z0-9._~%=&+/!:-]*").fullmatch


@dataclass(frozen=True)
class SignedRequest:
    """What a signature covers, as it was on the wire.

    `url` is the absolute URL that the client called, path and query raw; `body` the bytes, still encrypted;
    `authorization` the value of the header, or None when there was none.
    """

    method: str
    url: str
    authorization: str | None = None
    body: bytes = b""


class Url(NamedTuple):
    """An absolute URL in its raw parts; `path` begins with a slash or is empty, `query` has no question mark."""

    scheme: str
    host: str
    path: str
    query: str


def split_url(url: str) -> Url:
    """Cut an absolute URL into raw parts; a fragment is dropped."""
    scheme, _, rest = url.partition("#")[0].partition("://")
    before, _, query = rest.partition("?")
    host, slash, path = before.partition("/")
    return Url(scheme.lower(), host, slash + path, query)


def percent_encode(text: str) -> str:
    """Percent-encode everything but letters, digits and `-._~` (RFC 3986, section 2.3)."""
    if _USUAL(text) is None:
        return quote(text, safe="-._~", errors="replace")
    # A base string holds seven characters to escape: replacing them costs a tenth of the general path.
    return (
        text.replace("%", "%25")
        .replace("=", "%3D")
        .replace("&", "%26")
        .replace("+", "%2B")
        .replace("/", "%2F")
        .replace("!", "%21")
        .replace(":", "%3A")
    )


def unescape_base64(text: str) -> str:
    """Percent-decode a header value that holds base64; a plus sign is data here, never a blank."""
    usual = text.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=")
    return unquote(text) if "%" in usual else usual


def base_string(request: SignedRequest, parameters: Parameters) -> str:
    """Return the text that package mastercard-oauth1-signer signs.

    The header's values enter as they stand and are percent-encoded once, with the rest. RFC 5849 would decode them
    first; a verifier that does so refuses this client.
    """
    url = split_url(request.url)
    items = sorted([*header_items(parameters), *query_items(url.query)])
    return f"{request.method.upper()}&{percent_encode(base_url(url))}&{percent_encode('&'.join(items))}"


def base_url(url: Url) -> str:
    """Return scheme, host and path: host in lower case, the scheme's default port dropped, every other port kept."""
    return f"{url.scheme}://{host_without_default_port(url)}{url.path or '/'}"


def host_without_default_port(url: Url) -> str:
    """Return the host in lower case, without `:80` for http and `:443` for https."""
    return url.host.lower().removesuffix({"http": ":80", "https": ":443"}.get(url.scheme, ""))


def header_items(parameters: Parameters) -> list[str]:
    """Return `name=value` of each parameter that is signed, values as they stand in the header."""
    return [f"{name}={value}" for name, value in parameters.items() if name not in UNSIGNED]


def query_items(query: str) -> list[str]:
    """Return `name=value` of each pair of the query.

    When the query holds any `%XX`, all of it is decoded and encoded again; otherwise it is used as it stands.
    """
    if "%" not in query:
        return [pair if "=" in pair else f"{pair}=" for pair in query.split("&") if pair]
    pairs = parse_qsl(query, keep_blank_values=True)
    if query == unquote(query):
        return [f"{name}={value}".replace(" ", "+") for name, value in pairs]
    return [f"{percent_encode(name)}={percent_encode(value)}" for name, value in pairs]


def legacy_base_string(request: SignedRequest, parameters: Parameters) -> str:
    """Return the text that package mastercard_api_core (the older SDKs) signs.

    Names and values are decoded and encoded once more, `~` included; duplicates collapse; sorting precedes encoding;
    the host keeps its case and its port.
    """
    url = split_url(request.url)
    values = dict(parse_qsl(url.query, keep_blank_values=True))
    values.update(_decoded(parameters))
    joined = "&".join(f"{_encode_tilde(name)}={_encode_tilde(value)}" for name, value in sorted(values.items()))
    address = f"{url.scheme}://{url.host}{url.path}"
    return f"{request.method.upper()}&{_encode_tilde(address)}&{_encode_tilde(joined)}"


def _decoded(parameters: Parameters) -> Iterator[tuple[str, str]]:
    return ((name, unquote(value)) for name, value in parameters.items() if name not in UNSIGNED)


def _encode_tilde(text: str) -> str:
    return percent_encode(text).replace("~", "%7E")
