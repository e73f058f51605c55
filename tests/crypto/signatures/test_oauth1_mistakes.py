"""Every mistake of the catalogue, made by hand and then named."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from emulator.crypto.diagnosis import Finding, Refused
from emulator.crypto.signatures import oauth1
from emulator.crypto.signatures.oauth1 import SignedRequest
from emulator.crypto.signatures.oauth1_base_string import percent_encode
from emulator.crypto.signatures.oauth1_mistakes import CATALOGUE, SignatureCase, explain
from tests.crypto.known import demo
from tests.crypto.signatures.signing import BODY, PSS, URL, header, items, joined, parameters, signature, signed

KEY = demo("signing").public_key
USUAL = parameters()
PORTLESS = URL.replace(":8081", "")
PATH = URL.partition(":8081")[2]
ODD_HASH = {**USUAL, "oauth_body_hash": percent_encode(USUAL["oauth_body_hash"])}


def refusal(request: SignedRequest) -> Finding:
    """The finding of the signature alone: body hashes are another test's matter."""
    with pytest.raises(Refused) as refused:
        oauth1.check_signature(request, oauth1.parse(request.authorization), KEY)
    return refused.value.finding


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in USUAL.items() if key != name}


def escaped(values: Mapping[str, str]) -> dict[str, str]:
    return {name: percent_encode(value) for name, value in values.items()}


# cause, what was signed, and what of the request differs from the usual.
BUILT: list[tuple[str, str, dict[str, Any]]] = [
    # With the host in lower case this is what the older SDKs sign, and it verifies.
    ("rfc5849_decoded_values", joined("POST", "http://h:1/x", *items(escaped(USUAL))), {"url": "http://H:1/x"}),
    ("values_escaped_only_in_header", joined("POST", URL, *items(USUAL)), {"values": escaped(USUAL)}),
    ("query_dropped", joined("POST", URL, *items(USUAL, "Format=JSON")), {}),
    ("query_not_signed", joined("POST", URL, *items(USUAL)), {"url": URL + "?Format=JSON"}),
    ("method_differs", joined("GET", URL, *items(USUAL)), {}),
    ("method_differs", joined("post", URL, *items(USUAL)), {}),
    ("port_dropped", joined("POST", PORTLESS, *items(USUAL)), {}),
    ("signed_https_for_http", joined("POST", URL.replace("http:", "https:"), *items(USUAL)), {}),
    ("signed_other_host_or_port", joined("POST", "https://sandbox.api.mastercard.com" + PATH, *items(USUAL)), {}),
    ("signed_other_host_or_port", joined("POST", "http://localhost:8081" + PATH, *items(USUAL)), {}),
    ("default_port_kept", joined("POST", "http://localhost:80" + PATH, *items(USUAL)), {"url": "http://localhost" + PATH}),
    ("default_port_kept", joined("POST", "https://localhost:443" + PATH, *items(USUAL)), {"url": "https://localhost:443" + PATH}),
    ("signed_decoded_path", joined("POST", "http://h:1/connect/1/0/x", *items(USUAL)), {"url": "http://h:1/connect/1%2F0/x"}),
    ("signed_encoded_path", joined("POST", "http://h:1/a%2520b", *items(USUAL)), {"url": "http://h:1/a%20b"}),
    ("path_spelt_otherwise", joined("POST", URL + "/", *items(USUAL)), {}),
    ("path_prefix_dropped", joined("POST", "http://h:1/v2/search", *items(USUAL)), {"url": "http://h:1/mdes/csapi/v2/search"}),
    ("host_case_kept", joined("POST", "http://MDES.local:1/x", *items(USUAL)), {"url": "http://MDES.local:1/x"}),
    ("query_signed_decoded", joined("POST", URL, *items(USUAL, "a=b c")), {"url": URL + "?a=b%20c"}),
    ("query_signed_raw", joined("POST", URL, *items(USUAL, "a=%c3%a9")), {"url": URL + "?a=%c3%a9"}),
    ("plus_signed_as_blank", joined("POST", URL, *items(USUAL, "a=b%20c")), {"url": URL + "?a=b+c"}),
    ("parameter_not_signed", joined("POST", URL, *items(without("oauth_version"))), {}),
    ("parameter_not_sent", joined("POST", URL, *items(USUAL, "oauth_signature=")), {}),
    ("parameters_not_sorted", joined("POST", URL, *[f"{name}={value}" for name, value in USUAL.items()]), {}),
    ("base_string_not_escaped", f"POST&{URL}&{'&'.join(items(USUAL))}", {}),
    ("base_string_escaped_twice", joined("POST", percent_encode(URL), percent_encode("&".join(items(USUAL)))), {}),
    (
        "consumer_key_escaped_twice",
        joined("POST", URL, *items({**USUAL, "oauth_consumer_key": percent_encode(USUAL["oauth_consumer_key"])})),
        {},
    ),
    ("body_hash_escaped_once_more", joined("POST", URL, *items(ODD_HASH)), {}),
    ("several_mistakes", joined("POST", "http://localhost:8081" + PATH, *items(USUAL, "Format=JSON")), {}),
    ("signature_mismatch", "something else", {}),
]


@pytest.mark.parametrize(("cause", "text", "differs"), [pytest.param(*row, id=f"{row[0]}-{index}") for index, row in enumerate(BUILT)])
def test_a_base_string_that_was_built_wrong_is_named_and_shown(cause: str, text: str, differs: dict[str, Any]) -> None:
    request = signed(text, **differs)

    finding = refusal(request)

    assert (finding.check, finding.cause) == ("signature", cause)
    assert finding.expected == oauth1.base_string(request, oauth1.parse(request.authorization))
    if cause != "signature_mismatch":
        assert finding.got == text
        assert finding.difference is not None


def test_two_mistakes_at_once_are_both_named() -> None:
    finding = refusal(signed(joined("GET", "https://api.mastercard.com" + PATH, *items(USUAL))))

    assert finding.cause == "several_mistakes"
    assert "method_differs and signed_other_host_or_port" in finding.message


RIGHT = joined("POST", URL, *items(USUAL))
# A signature whose base64 has plus signs, slashes and padding.
SIGNATURE = signature(RIGHT)


def sent(text: str, **changes: str) -> SignedRequest:
    return SignedRequest("POST", URL, header({**USUAL, **changes, "oauth_signature": text}), BODY)


@pytest.mark.parametrize(
    ("cause", "text"),
    [
        ("signature_in_hex", "ab" * 256),
        ("signature_in_base64url", SIGNATURE.replace("+", "-").replace("/", "_")),
        ("signature_plus_became_blank", SIGNATURE.replace("+", " ")),
        ("signature_escaped_twice", percent_encode(percent_encode(SIGNATURE))),
        ("signature_not_base64", "AAAA"),
        ("signature_not_base64", "é"),
    ],
)
def test_a_signature_that_was_written_wrong_is_named(cause: str, text: str) -> None:
    assert refusal(sent(text)).cause == cause


@pytest.mark.parametrize(
    ("cause", "method", "made"),
    [
        ("sha1_signature", "RSA-SHA256", {"digest": hashes.SHA1()}),  # noqa: S303  (the mistake that is made)
        ("sha1_signature", "RSA-SHA256", {"digest": hashes.SHA512()}),
        ("signature_method_differs", "RSA-SHA256", {"scheme": PSS}),
        ("signature_method_differs", "RSA-PSS", {}),
        ("pss_salt_length", "RSA-PSS", {"scheme": padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.MAX_LENGTH)}),
        ("foreign_key", "RSA-SHA256", {"key": "jws"}),
        ("foreign_key", "RSA-PSS", {"key": "jws", "scheme": PSS}),
    ],
)
def test_a_signature_that_was_made_wrong_is_named(cause: str, method: str, made: dict[str, Any]) -> None:
    values = {**USUAL, "oauth_signature_method": method}
    text = signature(joined("POST", URL, *items(values)), **made)

    finding = refusal(sent(percent_encode(text), oauth_signature_method=method))

    assert finding.cause == cause


@pytest.mark.parametrize("scheme", [None, PSS])
def test_a_mistake_is_found_under_both_signature_methods(scheme: Any) -> None:
    values = {**USUAL, "oauth_signature_method": "RSA-PSS" if scheme else "RSA-SHA256"}
    text = joined("GET", URL, *items(values))
    request = SignedRequest("POST", URL, header({**values, "oauth_signature": percent_encode(signature(text, scheme=scheme))}), BODY)

    assert refusal(request).cause == "method_differs"


def test_a_signature_with_another_of_our_keys_names_the_key() -> None:
    values = {**USUAL, "oauth_signature": percent_encode(signature(RIGHT, key="response"))}
    case = SignatureCase(SignedRequest("POST", URL, None, BODY), values, KEY, {"response": demo("response").public_key})

    finding = explain(case)

    assert (finding.cause, finding.got) == ("signed_with_another_of_our_keys", "response")


def test_every_cause_of_the_catalogue_has_its_own_fix_and_is_made_above() -> None:
    made = {cause for cause, *_ in BUILT} | {
        "signature_in_hex",
        "signature_in_base64url",
        "signature_plus_became_blank",
        "signature_escaped_twice",
        "signature_not_base64",
        "sha1_signature",
        "signature_method_differs",
        "pss_salt_length",
        "foreign_key",
        "signed_with_another_of_our_keys",
    }

    assert {mistake.cause for mistake in CATALOGUE} <= made
    assert all(mistake.fix.endswith(".") for mistake in CATALOGUE)


def test_the_usual_header_values_need_no_escaping_in_the_signature_text() -> None:
    assert unquote(SIGNATURE) == SIGNATURE
    assert {"+", "/", "="} <= set(SIGNATURE)
