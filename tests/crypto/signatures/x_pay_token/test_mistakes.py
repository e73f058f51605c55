"""Every mistake of the catalogue, made by hand and then named."""

import base64
import hashlib
import json
import time
from typing import Any

import pytest

from emulator.crypto.diagnosis import Finding, Refused
from emulator.crypto.signatures import x_pay_token
from emulator.crypto.signatures.x_pay_token.message import Message, resource_path
from emulator.crypto.signatures.x_pay_token.mistakes import CATALOGUE, TokenCase, explain
from tests.crypto.signatures.x_pay_token.requests import BODY, NOW, PATH, QUERY, SECONDS, SECRET, sent, token_over

TS = str(SECONDS).encode()
RESOURCE = PATH[1:].encode()
RIGHT = TS + RESOURCE + QUERY.encode() + BODY
VALUE = json.loads(BODY)
DECODABLE = base64.b64encode(b"a secret of bytes").decode()


def refusal(token: str, secret: str = SECRET, **changes: Any) -> Finding:
    with pytest.raises(Refused) as refused:
        x_pay_token.verify(sent(token, **changes), secret, now=NOW)
    return refused.value.finding


def styled(**style: Any) -> bytes:
    return RIGHT.removesuffix(BODY) + json.dumps(VALUE, **style).encode()


# cause, the text that the client signed, and what of the request differs from the usual.
SIGNED: list[tuple[str, bytes, dict[str, Any]]] = [
    ("trailing_slash_in_resource_path", TS + RESOURCE + b"/" + QUERY.encode() + BODY, {}),
    ("leading_slash_in_resource_path", TS + b"/" + RESOURCE + QUERY.encode() + BODY, {}),
    ("question_mark_in_query", TS + RESOURCE + b"?" + QUERY.encode() + BODY, {}),
    ("apikey_spelling_differs", TS + RESOURCE + b"apikey=AK1" + BODY, {}),
    ("apikey_spelling_differs", TS + RESOURCE + b"a=b&apiKey=AK1" + BODY, {"query": "a=b&apikey=AK1"}),
    ("query_signed_decoded", TS + RESOURCE + b"apiKey=A+K" + BODY, {"query": "apiKey=A%2BK"}),
    ("query_not_signed", TS + RESOURCE + BODY, {}),
    ("resource_path_of_another_product", TS + b"provisionedTokens" + QUERY.encode() + BODY, {}),
    ("resource_path_of_another_product", TS + b"vacp/v1/cards" + QUERY.encode() + BODY, {"path": "/vacp/v1/cards"}),
    ("body_trailing_whitespace", RIGHT, {"body": BODY + b"\n"}),
    ("body_trailing_whitespace", RIGHT + b"\n", {}),
    ("body_trailing_whitespace", RIGHT + b".", {}),
    ("body_reserialised", styled(separators=(",", ":"), ensure_ascii=False), {}),
    ("body_reserialised", styled(), {}),
    ("body_reserialised", styled(indent=2), {}),
    ("body_reserialised", styled(sort_keys=True), {}),
    ("body_not_signed", TS + RESOURCE + QUERY.encode(), {}),
    ("timestamp_signed_otherwise", RIGHT.removeprefix(TS), {}),
    ("timestamp_signed_otherwise", b"xv2:" + TS + b":" + RIGHT.removeprefix(TS), {}),
    ("several_mistakes", TS + b"/" + RESOURCE + b"?" + QUERY.encode() + BODY, {}),
    ("no_candidate_matched", b"something else", {}),
]


@pytest.mark.parametrize(("cause", "text", "differs"), [pytest.param(*row, id=f"{row[0]}-{index}") for index, row in enumerate(SIGNED)])
def test_a_text_that_was_put_together_wrong_is_named(cause: str, text: bytes, differs: dict[str, Any]) -> None:
    finding = refusal(token_over(text), **differs)

    assert (finding.check, finding.cause) == ("signature", cause)
    assert (finding.got is None) is (cause == "no_candidate_matched")


def test_two_mistakes_at_once_are_both_named() -> None:
    finding = refusal(token_over(TS + b"/" + RESOURCE + b"apikey=AK1" + BODY))

    assert "leading_slash_in_resource_path and apikey_spelling_differs" in finding.message


def test_an_explanation_shows_both_texts_and_where_they_part() -> None:
    finding = refusal(token_over(TS + RESOURCE + b"apikey=AK1"), body=b"")

    assert finding.expected == f"{SECONDS}vts/provisionedTokensapiKey=AK1"
    assert finding.got == f"{SECONDS}vts/provisionedTokensapikey=AK1"
    assert finding.difference == len(f"{SECONDS}vts/provisionedTokensapi")


HASH = token_over(RIGHT).rpartition(":")[2]


@pytest.mark.parametrize(
    ("cause", "written"),
    [
        ("hash_must_be_lower_case_hex", HASH.upper()),
        ("hash_in_base64", base64.b64encode(bytes.fromhex(HASH)).decode()),
        ("hash_in_base64", base64.urlsafe_b64encode(bytes.fromhex(HASH)).decode().rstrip("=")),
    ],
)
def test_a_hash_that_was_written_wrong_is_named(cause: str, written: str) -> None:
    assert refusal(f"xv2:{SECONDS}:{written}").cause == cause


@pytest.mark.parametrize(
    ("cause", "token", "secret"),
    [
        ("secret_decoded", token_over(RIGHT, secret=b"a secret of bytes"), DECODABLE),
        ("secret_decoded", token_over(RIGHT, secret=b"\x01\x02"), "0102"),
        ("plain_sha256_instead_of_hmac", f"xv2:{SECONDS}:" + hashlib.sha256(SECRET.encode() + RIGHT).hexdigest(), SECRET),
        ("plain_sha256_instead_of_hmac", token_over(RIGHT).replace("xv2", "x"), SECRET),
    ],
)
def test_a_secret_or_formula_that_was_used_wrong_is_named(cause: str, token: str, secret: str) -> None:
    assert refusal(token, secret).cause == cause


def case_of(token: str, **known: Any) -> TokenCase:
    right = Message(str(SECONDS), resource_path(PATH, "full-path"), QUERY, BODY, SECRET.encode())
    return TokenCase(right, token.rpartition(":")[2], PATH, **known)


def test_a_token_with_another_secret_of_the_client_is_named() -> None:
    finding = explain(case_of(token_over(RIGHT, secret=b"for encryption"), others={"encryption": "for encryption"}))

    assert finding.cause == "signed_with_another_secret"
    assert "for encryption" not in str(finding)


@pytest.mark.parametrize("signed", [b'{"pan":"4761120010000492"}', b'{"pan": "4761120010000492"}'])
def test_a_body_that_was_signed_before_encryption_is_named_once_it_is_known(signed: bytes) -> None:
    case = case_of(token_over(RIGHT.removesuffix(BODY) + signed), opened=(b'{"pan":"4761120010000492"}',))

    finding = explain(case)

    assert finding.cause == "body_signed_before_encryption"
    assert "4761" not in str(finding) + repr(case)


def test_every_cause_of_the_catalogue_has_a_fix_and_is_made_above() -> None:
    made = {cause for cause, *_ in SIGNED} | {
        "hash_must_be_lower_case_hex",
        "hash_in_base64",
        "secret_decoded",
        "plain_sha256_instead_of_hmac",
        "signed_with_another_secret",
        "body_signed_before_encryption",
    }

    assert {mistake.cause for mistake in CATALOGUE} <= made
    assert all(mistake.fix.endswith(".") for mistake in CATALOGUE)


@pytest.mark.parametrize("size", [300, 30_000])
def test_an_explanation_is_quick_whatever_the_size(size: int) -> None:
    body = json.dumps([{"n": number} for number in range(size)]).encode()

    started = time.perf_counter()
    finding = refusal(token_over(b"something else"), body=body)

    assert finding.cause == "no_candidate_matched"
    assert time.perf_counter() - started < 2
