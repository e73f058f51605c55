"""Requests that are wrong before MDES looks into them: their header, consumer key, body hash, signature or time."""

import base64
import time
from typing import Any, Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from emulator.core.worlds import DEMO_CONSUMER_KEY
from emulator.crypto.signatures.oauth1 import SignedRequest
from emulator.crypto.signatures.oauth1_base_string import percent_encode
from tests.crypto.known import private, witness
from tests.crypto.signatures import test_oauth1_body_hash_mistakes as body_hashes
from tests.crypto.signatures import test_oauth1_header_mistakes as headers
from tests.crypto.signatures import test_oauth1_mistakes as signatures
from tests.crypto.signatures.signing import BODY, PSS, URL, header, items, joined, parameters, signature, signed
from tests.flows.explained.front_door import cases

Rows = list[tuple[str, SignedRequest]]
SALTED: Final = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.MAX_LENGTH)


def reaches_us(sent: SignedRequest) -> bool:
    """Whether it is plain HTTP to a path of MDES, in a header that HTTP can carry."""
    return sent.url.startswith("http://") and urlsplit(sent.url).path.startswith("/mdes") and (sent.authorization or "").isascii()


def with_values(values: dict[str, str], **made: Any) -> SignedRequest:
    """A request with these values, and a signature over them that is made as it should be but for what is told."""
    return with_signature(signature(joined("POST", URL, *items(values)), **made), values)


def strange(text: str) -> str:
    """A signature with a key that nobody here knows."""
    return base64.b64encode(private(witness("signing")).sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()


def with_signature(text: str, values: dict[str, str]) -> SignedRequest:
    """A request with these values, and this signature."""
    return SignedRequest("POST", URL, header({**values, "oauth_signature": percent_encode(text)}), BODY)


def in_header() -> Rows:
    """A header that is no list of parameters, or lacks one, or has an impossible one."""
    forms = cases(headers.test_a_header_that_is_no_list_of_parameters_is_named)
    complete = {**parameters(), "oauth_signature": "AAAA"}
    missing = ("consumer_key", "nonce", "timestamp", "signature_method", "signature", "body_hash")
    changed = cases(headers.test_a_parameter_with_an_impossible_value_is_named)
    sent = [
        *((f"missing_{name}", {key: value for key, value in complete.items() if key != f"oauth_{name}"}) for name in missing),
        *((cause, {**complete, **changes}) for changes, cause in changed),
    ]
    return [
        *((cause, SignedRequest("POST", URL, text, BODY)) for text, cause in forms),
        *((cause, SignedRequest("POST", URL, header(values), BODY)) for cause, values in sent),
    ]


def in_consumer_key() -> Rows:
    """A consumer key that is almost the right one."""
    made = {
        "consumer_key_escaped_twice": DEMO_CONSUMER_KEY.replace("!", "%2521"),
        "consumer_key_with_blanks": f" {DEMO_CONSUMER_KEY}",
        "consumer_key_halved": DEMO_CONSUMER_KEY.partition("!")[0],
    }
    return [(cause, with_values(parameters(oauth_consumer_key=key))) for cause, key in made.items()]


def in_body_hash() -> Rows:
    """A body hash of other bytes, or in another encoding."""
    rows = [row for row in cases(body_hashes.test_a_wrong_hash_is_named) if row[0]]
    values = [(cause, {**parameters(oauth_body_hash=sent), "oauth_signature": "x"}, body) for sent, body, cause in rows]
    return [(cause, SignedRequest("POST", URL, header(members), body)) for cause, members, body in values]


def in_signature() -> Rows:
    """A signature over another text, written otherwise, or made otherwise."""
    usual = parameters()
    elsewhere = [
        ("rfc5849_decoded_values", joined("POST", "http://h:1/mdes/x", *items(signatures.escaped(usual))), "http://H:1/mdes/x"),
        ("signed_decoded_path", joined("POST", "http://h:1/mdes/connect/1/0/x", *items(usual)), "http://h:1/mdes/connect/1%2F0/x"),
        ("signed_encoded_path", joined("POST", "http://h:1/mdes/a%2520b", *items(usual)), "http://h:1/mdes/a%20b"),
        ("host_case_kept", joined("POST", "http://MDES.local:1/mdes/x", *items(usual)), "http://MDES.local:1/mdes/x"),
    ]
    pss = parameters(oauth_signature_method="RSA-PSS")
    built = [(cause, signed(text, **differs)) for cause, text, differs in signatures.BUILT]
    spelt = [(cause, signatures.sent(text)) for cause, text in cases(signatures.test_a_signature_that_was_written_wrong_is_named)]
    made = [
        ("sha1_signature", with_values(usual, digest=hashes.SHA1())),  # noqa: S303  # the mistake that is made
        ("signature_method_differs", with_values(usual, scheme=PSS)),
        ("signature_method_differs", with_values(pss)),
        ("pss_salt_length", with_values(pss, scheme=SALTED)),
        ("foreign_key", with_signature(strange(joined("POST", URL, *items(usual))), usual)),
        ("signed_with_another_of_our_keys", with_values(usual, key="response")),
    ]
    rows = [*built, *spelt, *((cause, signed(text, url=url)) for cause, text, url in elsewhere), *made]
    return [(cause, sent) for cause, sent in rows if reaches_us(sent)]


def in_timestamp() -> Rows:
    """A request that is signed as it should be, at another time than it says."""
    now = int(time.time())
    made = {
        "timestamp_not_a_number": "yesterday",
        "timestamp_in_milliseconds": f"{now}000",
        "timestamp_in_local_time": f"{now + 7_200}",
        "clock_behind": f"{now - 700}",
    }
    return [(cause, with_values(parameters(oauth_timestamp=stamp))) for cause, stamp in made.items()]


REFUSED: Final = {
    "Authorization header": in_header,
    "consumer key": in_consumer_key,
    "body hash": in_body_hash,
    "signature": in_signature,
}
# The gateway takes a request at any time, and we remark on it.
REMARKED: Final = {"timestamp": in_timestamp}
