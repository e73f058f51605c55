"""Slips in building a base string: each takes the right ingredients and gives those that a mistaken client would use."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote, unquote

from emulator.crypto.signatures import oauth1_base_string as text
from emulator.crypto.signatures.oauth1_base_string import Parameters, SignedRequest, Url, percent_encode

HOSTS: Final = ("api.mastercard.com", "sandbox.api.mastercard.com", "stage.api.mastercard.com", "localhost:8081", "127.0.0.1:8081")
"""Where a configuration may still point (package mastercard_api_core, environments)."""

LOCAL_NAMES: Final = ("localhost", "127.0.0.1", "[::1]", "0.0.0.0", "host.docker.internal")  # noqa: S104  (compared, never bound)
HTTP_METHODS: Final = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD")
DEFAULT_PORTS: Final = {"http": ":80", "https": ":443"}
QUERY_OF_THE_SDKS: Final = "Format=JSON"
"""What package mastercard_api_core appends to every URL."""


@dataclass(frozen=True)
class Ingredients:
    """What a base string is made of; `items` are `name=value`, in the order in which they are joined."""

    method: str
    url: str
    items: tuple[str, ...]
    escapes: int = 1

    def join(self) -> str:
        """Return the base string."""
        url, joined = self.url, "&".join(self.items)
        for _ in range(self.escapes):
            url, joined = percent_encode(url), percent_encode(joined)
        return f"{self.method}&{url}&{joined}"


@dataclass(frozen=True)
class Signature:
    """A request and the header's parameters: what a client had before it when it made the base string."""

    request: SignedRequest
    parameters: Parameters

    def ingredients(self) -> Ingredients:
        """Return the ingredients that are right."""
        url = text.split_url(self.request.url)
        items = (*text.header_items(self.parameters), *text.query_items(url.query))
        return Ingredients(self.request.method.upper(), text.base_url(url), tuple(sorted(items)))


Vary = Callable[[Signature, Ingredients], Iterable[Ingredients]]


@dataclass(frozen=True)
class Slip:
    """One mistake in building the base string: its name, what a client does, what it should do."""

    cause: str
    vary: Vary
    message: str
    fix: str


def _with_items(right: Ingredients, items: Iterable[str]) -> Ingredients:
    return replace(right, items=tuple(sorted(items)))


def _is_query(item: str) -> bool:
    return not item.startswith("oauth_")


def _values(change: Callable[[str], str], *, only: str = "oauth_") -> Vary:
    """Change the value of each header parameter whose name begins with `only`."""

    def vary(_: Signature, right: Ingredients) -> Iterator[Ingredients]:
        pairs = (item.partition("=") for item in right.items)
        yield _with_items(right, (f"{name}={change(value) if name.startswith(only) else value}" for name, _, value in pairs))

    return vary


def _query_left_out(_: Signature, right: Ingredients) -> Iterator[Ingredients]:
    yield _with_items(right, (item for item in right.items if not _is_query(item)))


def _query_lost(_: Signature, right: Ingredients) -> Iterator[Ingredients]:
    yield _with_items(right, [*right.items, QUERY_OF_THE_SDKS])


def _query_spelt(spell: Callable[[str], Iterable[str]]) -> Vary:
    """Replace the query's items by another reading of the raw query."""

    def vary(case: Signature, right: Ingredients) -> Iterator[Ingredients]:
        query = text.split_url(case.request.url).query
        yield _with_items(right, [*(item for item in right.items if not _is_query(item)), *spell(query)])

    return vary


def _at(change: Callable[[Url], Iterable[Url]], keep: Callable[[Url], str] = text.base_url) -> Vary:
    """Change the URL; `keep` writes the changed one."""

    def vary(case: Signature, right: Ingredients) -> Iterator[Ingredients]:
        for url in change(text.split_url(case.request.url)):
            yield replace(right, url=keep(url))

    return vary


def _as_it_is(url: Url) -> str:
    return f"{url.scheme}://{url.host}{url.path}"


def _other_hosts(url: Url) -> Iterator[Url]:
    _, colon, port = url.host.rpartition(":")
    for host in (*HOSTS, *(f"{name}{colon}{port}" if colon else name for name in LOCAL_NAMES)):
        for scheme in DEFAULT_PORTS:
            yield url._replace(scheme=scheme, host=host)


def _other_scheme(url: Url) -> Iterator[Url]:
    yield url._replace(scheme="https" if url.scheme == "http" else "http")


def _without_port(url: Url) -> Iterator[Url]:
    yield url._replace(host=url.host.partition(":")[0].lower())


def _with_default_port(url: Url) -> Iterator[Url]:
    host = text.host_without_default_port(url)
    yield url._replace(host=host + DEFAULT_PORTS.get(url.scheme, ""))


def _other_paths(url: Url) -> Iterator[Url]:
    yield url._replace(path=url.path.rstrip("/"))
    yield url._replace(path=url.path + "/")
    yield url._replace(path=url.path.partition(";")[0])
    yield url._replace(path=url.path.replace("//", "/"))


def _behind_a_prefix(url: Url) -> Iterator[Url]:
    segments = url.path.split("/")[1:]
    for cut in range(1, min(len(segments), 8)):
        yield url._replace(path="/" + "/".join(segments[cut:]))


def _other_methods(_: Signature, right: Ingredients) -> Iterator[Ingredients]:
    for method in (*HTTP_METHODS, right.method.lower()):
        yield replace(right, method=method)


def _one_left_out(_: Signature, right: Ingredients) -> Iterator[Ingredients]:
    for left_out in right.items:
        yield _with_items(right, (item for item in right.items if item != left_out))


def _more_taken_in(case: Signature, right: Ingredients) -> Iterator[Ingredients]:
    realm = case.parameters.get("realm", "")
    for more in (f"realm={realm}", "oauth_signature=", f"oauth_body_hash={case.parameters.get('oauth_body_hash', '')}"):
        yield _with_items(right, [*right.items, more])


def _unsorted(case: Signature, right: Ingredients) -> Iterator[Ingredients]:
    header, query = text.header_items(case.parameters), text.query_items(text.split_url(case.request.url).query)
    yield replace(right, items=(*header, *query))
    yield replace(right, items=(*query, *header))
    yield replace(right, items=(*sorted(header), *sorted(query)))


def _escaped(times: int) -> Vary:
    return lambda _, right: [replace(right, escapes=times)]


COMMON: Final[tuple[Slip, ...]] = (
    Slip(
        "rfc5849_decoded_values",
        _values(lambda value: percent_encode(unquote(value))),
        "The values are percent-encoded in the base string, but not in the header.",
        "Put each value into the parameter string exactly as it stands in the header: RFC 5849's decoding does not apply here.",
    ),
    Slip(
        "values_escaped_only_in_header",
        _values(unquote),
        "The values are percent-encoded in the header, but not in the base string.",
        "Put each value into the parameter string exactly as it stands in the header.",
    ),
    Slip(
        "query_dropped",
        _query_lost,
        "The signature covers ?Format=JSON, and the URL that was called does not have it.",
        "Call the URL that you sign, query included; a proxy may have cut it off.",
    ),
    Slip("query_not_signed", _query_left_out, "The signature does not cover the URL's query.", "Sign the URL with its query."),
    Slip("method_differs", _other_methods, "The signature is for another HTTP method.", "Sign the method that you send, in capitals."),
    Slip("port_dropped", _at(_without_port), "The signature is for the host without its port.", "Keep every port but 80 and 443."),
    Slip(
        "signed_https_for_http",
        _at(_other_scheme),
        "The signature is for the other scheme: https for http, or the reverse.",
        "Sign the URL that you call. Behind a proxy that ends TLS, start the emulator with --public-url.",
    ),
    Slip(
        "signed_other_host_or_port",
        _at(_other_hosts),
        "The signature is for another host or port.",
        "Sign the URL that you call. Behind a proxy, start the emulator with --public-url.",
    ),
    Slip(
        "default_port_kept",
        _at(_with_default_port, _as_it_is),
        "The signature is for a host with the scheme's default port.",
        "Leave :80 out for http, and :443 for https.",
    ),
    Slip(
        "signed_decoded_path",
        _at(lambda url: [url._replace(path=unquote(url.path))]),
        "The signature is for the decoded path.",
        "Sign the path as it goes over the wire: %2F stays %2F, and becomes %252F in the base string.",
    ),
)
"""Slips that are likely enough to come in pairs."""

RARE: Final[tuple[Slip, ...]] = (
    Slip(
        "signed_encoded_path",
        _at(lambda url: [url._replace(path=quote(url.path, safe="/", errors="replace")), url._replace(path=percent_encode(url.path))]),
        "The signature is for a path that was percent-encoded once more.",
        "Sign the path as it goes over the wire.",
    ),
    Slip("path_spelt_otherwise", _at(_other_paths), "The signature is for another spelling of the path.", "Sign the path that you call."),
    Slip(
        "path_prefix_dropped",
        _at(_behind_a_prefix),
        "The signature is for the end of the path only.",
        "Sign the whole path; a proxy may have put a prefix before it.",
    ),
    Slip(
        "host_case_kept",
        _at(lambda url: [url], _as_it_is),
        "The signature is for the host in capitals or with its default port.",
        "Write the host in lower case, and leave the default port out.",
    ),
    Slip(
        "query_signed_decoded",
        _query_spelt(lambda query: unquote(query.replace("+", " ")).split("&")),
        "The signature covers the decoded query.",
        "Percent-encode each name and value of the query in the parameter string.",
    ),
    Slip(
        "query_signed_raw",
        _query_spelt(lambda query: query.split("&")),
        "The signature covers the query as it stands in the URL, in another percent-encoding.",
        "Decode each name and value, and encode it again as RFC 3986 says: capitals in hex, %20 for a blank.",
    ),
    Slip(
        "plus_signed_as_blank",
        _query_spelt(lambda query: [item.replace("+", "%20") for item in query.split("&")]),
        "The signature covers %20 where the query has a plus sign.",
        "Send %20 in the URL as well: a plus sign is signed as a plus sign.",
    ),
    Slip(
        "consumer_key_escaped_twice",
        _values(percent_encode, only="oauth_consumer_key"),
        "The consumer key is percent-encoded once more in the base string than in the header.",
        "Percent-encode the key in both places, or in neither.",
    ),
    Slip(
        "body_hash_escaped_once_more",
        _values(percent_encode, only="oauth_body_hash"),
        "The body hash is percent-encoded once more in the base string than in the header.",
        "Percent-encode the hash in both places, or in neither.",
    ),
    Slip("parameter_not_signed", _one_left_out, "One parameter is not in the base string.", "Sign every parameter but oauth_signature."),
    Slip("parameter_not_sent", _more_taken_in, "The base string has a parameter too many.", "Leave realm and oauth_signature out."),
    Slip("parameters_not_sorted", _unsorted, "The parameters are not sorted.", "Sort all name=value texts together, by their bytes."),
    Slip("base_string_not_escaped", _escaped(0), "URL and parameters are not percent-encoded.", "Percent-encode both before joining by &."),
    Slip("base_string_escaped_twice", _escaped(2), "URL and parameters are percent-encoded twice.", "Percent-encode both once."),
)

SLIPS: Final = (*COMMON, *RARE)


def pairs() -> Iterator[tuple[Slip, Slip]]:
    """Give each two of the common slips."""
    for index, first in enumerate(COMMON):
        for second in COMMON[index + 1 :]:
            yield first, second


def both(first: Slip, second: Slip) -> Vary:
    """Return the variations of a client that makes two slips at once."""

    def vary(case: Signature, right: Ingredients) -> Iterator[Ingredients]:
        for half in first.vary(case, right):
            yield from second.vary(case, half)

    return vary
