"""OAuth 1.0a as Mastercard's clients sign it: known requests, the official signer both ways, refusals that explain."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oauth1.oauth import OAuth, SignatureMethod

from emulator.crypto import chance
from emulator.crypto.diagnosis import Refused
from emulator.crypto.signatures import oauth1
from emulator.crypto.signatures.oauth1 import SignedRequest
from tests.crypto.known import demo, private, witness
from tests.crypto.signatures.signing import BODY, CONSUMER_KEY, URL, header, items, joined, parameters, signed
from tests.witness import vectors

KEY = demo("signing").public_key
CASES = vectors("mdes_oauth")["cases"]
NEGATIVE = vectors("mdes_oauth")["negative"]
SECONDS = 1_767_225_600
NOW = datetime.fromtimestamp(SECONDS, UTC)


def request(case: Any) -> SignedRequest:
    return SignedRequest(case["method"], case["url"], case["headers"]["Authorization"], case["body_utf8"].encode())


def named(cases: Any) -> Any:
    return [pytest.param(case, id=case["id"]) for case in cases]


@pytest.mark.parametrize("case", named(CASES))
def test_every_known_request_verifies(case: Any) -> None:
    verified = oauth1.verify(request(case), witness("signing").public_key)

    assert verified.recipe == ("modern" if case["verifies"]["main"] else "legacy")
    assert verified.consumer_key == vectors("mdes_oauth")["consumer_key"]


@pytest.mark.parametrize("case", named(NEGATIVE))
def test_every_known_mistake_is_named(case: Any) -> None:
    with pytest.raises(Refused) as refused:
        oauth1.verify(request(case), witness("signing").public_key)

    assert refused.value.finding.cause == case["id"]


@pytest.mark.parametrize("case", named(case for case in CASES if case["id"].startswith("signer_") and case["signature_deterministic"]))
def test_signing_gives_the_header_of_the_official_signer(case: Any) -> None:
    sent = oauth1.parse(case["headers"]["Authorization"])

    authorization = oauth1.sign(
        request(case), private(witness("signing")), consumer_key=sent["oauth_consumer_key"], nonce=sent["oauth_nonce"], timestamp=SECONDS
    )

    assert oauth1.parse(authorization) == sent


URLS = st.builds(
    lambda host, path, query: f"http://{host}{path}{query}",
    st.sampled_from(["127.0.0.1:8081", "LocalHost:8081", "localhost:80", "localhost"]),
    st.sampled_from(["", "/", "/mdes/1%2F0/x", "/a//b/", "/a+b/~c!d"]),
    st.just("")
    | st.lists(st.from_regex(r"[a-z~*+.!]{1,4}(=([a-z~*+/:]|%2[aA0]|%7E|%C3%A9){0,5})?", fullmatch=True), max_size=4)
    .map("&".join)
    .map("?".__add__),
)


@settings(deadline=None)
@given(url=URLS, body=st.binary(max_size=20), method=st.sampled_from(["GET", "POST"]), scheme=st.sampled_from(SignatureMethod))
def test_whatever_the_official_signer_signs_verifies(url: str, body: bytes, method: str, scheme: SignatureMethod) -> None:
    authorization = OAuth.get_authorization_header(url, method, body, CONSUMER_KEY, private(demo("signing")), signature_method=scheme)

    verified = oauth1.verify(SignedRequest(method, url, authorization, body), KEY)

    assert (verified.recipe, verified.consumer_key) == ("modern", CONSUMER_KEY)


@pytest.mark.parametrize("method", ["RSA-SHA256", "RSA-PSS"])
def test_what_is_signed_verifies(method: str) -> None:
    unsigned = SignedRequest("POST", URL + "?a=%20b", None, BODY)

    authorization = oauth1.sign(
        unsigned, private(demo("signing")), consumer_key=CONSUMER_KEY, nonce=oauth1.nonce(chance.system), timestamp=1, method=method
    )

    assert oauth1.verify(SignedRequest("POST", URL + "?a=%20b", authorization, BODY), KEY).recipe == "modern"


def test_a_nonce_is_sixteen_letters_and_digits_that_follow_from_the_chance() -> None:
    nonces = [oauth1.nonce(chance.seeded(b"n")) for _ in range(2)]

    assert nonces[0] == nonces[1]
    assert (len(nonces[0]), nonces[0].isalnum()) == (16, True)


def test_the_scheme_and_the_blanks_of_the_header_may_vary() -> None:
    values = parameters()
    compact = signed(joined("POST", URL, *items(values)), values)
    assert compact.authorization is not None
    roomy = compact.authorization.replace("OAuth ", "oauth  ").replace('",', '" ,\t ')

    assert oauth1.parse(roomy) == oauth1.parse(compact.authorization)


def test_a_realm_is_not_signed() -> None:
    compact = signed(joined("POST", URL, *items(parameters())))
    assert compact.authorization is not None
    with_realm = compact.authorization.replace("OAuth ", 'OAuth realm="mdes",')

    assert oauth1.verify(SignedRequest("POST", URL, with_realm, BODY), KEY).recipe == "modern"


@pytest.mark.parametrize("body", [b"", b"x"])
def test_a_body_needs_a_hash_and_no_body_needs_none(body: bytes) -> None:
    values = {name: value for name, value in parameters().items() if name != "oauth_body_hash"}
    sent = signed(joined("POST", URL, *items(values)), values, body=body)

    if body:
        with pytest.raises(Refused, match="missing_body_hash"):
            oauth1.verify(sent, KEY)
    else:
        assert oauth1.verify(sent, KEY).recipe == "modern"


def test_a_body_hash_finding_shows_what_was_calculated_and_what_was_received() -> None:
    with pytest.raises(Refused) as refused:
        oauth1.check_body_hash({"oauth_body_hash": "AAAA"}, b"")

    finding = refused.value.finding
    assert (finding.check, finding.expected, finding.got) == ("body_hash", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "AAAA")


@pytest.mark.parametrize(("seconds", "accepted"), [(0, True), (300, True), (-300, True), (301, False), (-301, False)])
def test_a_timestamp_may_be_off_by_the_allowed_skew(seconds: int, accepted: bool) -> None:
    sent = {"oauth_timestamp": str(SECONDS + seconds)}

    finding = oauth1.check_clock(sent, now=NOW, max_skew_seconds=300)

    assert (finding is None) is accepted


def test_a_timestamp_that_is_off_is_explained() -> None:
    finding = oauth1.check_clock({"oauth_timestamp": str(SECONDS)}, now=NOW + timedelta(seconds=400), max_skew_seconds=300)

    assert finding is not None
    assert (finding.check, finding.cause) == ("clock", "clock_behind")


def test_an_unknown_consumer_key_is_explained() -> None:
    finding = oauth1.unknown_consumer_key("nobody", [CONSUMER_KEY])

    assert (finding.cause, finding.got) == ("unknown_consumer_key", "nobody")
    assert oauth1.unknown_consumer_key(CONSUMER_KEY.replace("!", "%2521"), [CONSUMER_KEY]).cause == "consumer_key_escaped_twice"


HOSTILE = st.text(max_size=60) | st.dictionaries(
    st.sampled_from([*parameters(), "oauth_signature", "realm"]), st.text(st.characters(exclude_characters='"'), max_size=20)
).map(header)


@settings(max_examples=200, deadline=None)
@given(authorization=HOSTILE | st.none(), url=st.text(max_size=30) | st.just(URL), body=st.binary(max_size=5), method=st.text(max_size=5))
def test_anything_hostile_is_refused(authorization: str | None, url: str, body: bytes, method: str) -> None:
    with pytest.raises(Refused) as refused:
        oauth1.verify(SignedRequest(method, url, authorization, body), KEY)

    assert all(refused.value.finding.as_dict()[name] for name in ("check", "cause", "message", "fix"))


@settings(max_examples=100, deadline=None)
@given(
    changes=st.dictionaries(
        st.sampled_from([*parameters(), "oauth_signature"]), st.text(st.characters(exclude_characters='"'), max_size=20), min_size=1
    )
)
def test_a_header_in_which_anything_changed_is_refused(changes: dict[str, str]) -> None:
    sent = signed(joined("POST", URL, *items(parameters())))
    values = {**oauth1.parse(sent.authorization), **changes}
    assert dict(oauth1.parse(sent.authorization)) != values

    with pytest.raises(Refused):
        oauth1.verify(SignedRequest("POST", URL, header(values), BODY), KEY)
