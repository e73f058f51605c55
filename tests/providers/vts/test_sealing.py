"""Fields: opened whoever sealed them, sealed for whoever asked, and every mistake named."""

import base64
import hashlib
import json
from typing import Any

import pytest
from jwcrypto import jwe as jwcrypto
from jwcrypto.jwk import JWK

from emulator.config import shipped
from emulator.core.context import Context, House
from emulator.core.worlds import DEMO_API_KEY, DEMO_VISA_SECRETS
from emulator.domain.worlds import Credential
from emulator.providers.vts import sealing
from emulator.providers.vts.sealing import UnreadableField
from tests.providers.vts.caller import Caller, opened, sealed
from tests.providers.vts.conftest import Observer
from tests.witness import vectors

KNOWN: Any = vectors("visa_jwe_fle")
KEYS = shipped("keys") / "vts"
SIGNING = DEMO_VISA_SECRETS["shared_secret"]
ENCRYPTION = DEMO_VISA_SECRETS["encryption_secret"]
KID = DEMO_VISA_SECRETS["encryption_key_id"]
PLACE = ("encCard",)


@pytest.fixture
def ctx(house: House) -> Context:
    return house.context(house.home, cause="test")


def knowing(house: House, name: str) -> Context:
    secrets = {"shared_secret": KNOWN["inputs"]["shared_secrets_by_kid"][name]}
    return house.context(house.home, cause="test", credential=Credential("visa", name, "default", secrets))


def kid_of(text: str) -> str:
    """The key that a known field names; a known one where it names none, or a strange one."""
    known: list[str] = list(KNOWN["inputs"]["shared_secrets_by_kid"])
    header = base64.urlsafe_b64decode(text.partition(".")[0] + "==")
    return next((name for name in known if f'"kid":"{name}"'.encode() in header), known[0])


@pytest.mark.parametrize(("kid", "secret"), [(KID, ENCRYPTION), (DEMO_API_KEY, SIGNING)])
@pytest.mark.parametrize("more", [{}, {"typ": "JOSE", "channelSecurityContext": "SHARED_SECRET", "iat": "1700000000"}, {"iat": 1}])
def test_what_joserfc_seals_opens_and_the_answer_has_the_same_key(ctx: Context, kid: str, secret: str, more: dict[str, Any]) -> None:
    found = sealing.opened(ctx, {"encCard": sealed({"a": 1}, kid, secret, **more), "b": 2}, PLACE)
    answer = sealing.sealed(ctx, {"x": {"encTokenInfo": {"token": "4"}}}, ("x.encTokenInfo",))

    assert found == {"encCard": {"a": 1}, "b": 2}
    assert opened(answer["x"]["encTokenInfo"], secret) == {"token": "4"}


def test_an_answer_to_a_request_with_nothing_sealed_has_the_key_that_signs(ctx: Context) -> None:
    answer = sealing.sealed(ctx, {"encTokenInfo": {"token": "4"}}, ("encTokenInfo",))

    header = json.loads(base64.urlsafe_b64decode(answer["encTokenInfo"].partition(".")[0] + "=="))
    assert opened(answer["encTokenInfo"], SIGNING) == {"token": "4"}
    assert (header["kid"], header["typ"], header["channelSecurityContext"]) == (DEMO_API_KEY, "JOSE", "SHARED_SECRET")
    assert header["iat"] == str(int(ctx.wall.timestamp()))


def test_the_form_of_rsa_keys_is_answered_in_the_same_form(ctx: Context) -> None:
    public = JWK.from_pem((KEYS / "server.crt").read_bytes())
    header = {"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": DEMO_VISA_SECRETS["mle_key_id"]}
    token = jwcrypto.JWE(b'{"a":1}', json.dumps(header), recipient=public)

    found = sealing.opened(ctx, {"encCard": token.serialize(compact=True)}, PLACE)
    answer = sealing.sealed(ctx, {"encTokenInfo": {"token": "4"}}, ("encTokenInfo",))

    theirs = jwcrypto.JWE()
    theirs.deserialize(answer["encTokenInfo"], key=JWK.from_pem((KEYS / "client.key").read_bytes()))
    assert (found["encCard"], json.loads(theirs.payload)) == ({"a": 1}, {"token": "4"})


@pytest.mark.parametrize("name", [name for name in KNOWN["inputs"]["cases"] if name != "rsa_enc_card"])
def test_every_known_field_opens(house: House, name: str) -> None:
    case, expected = KNOWN["inputs"]["cases"][name], KNOWN["expected"]["cases"][name]
    kid = json.loads(case["protected_header_json"])["kid"]
    context = knowing(house, kid)

    found = sealing.opened(context, {"encCard": expected["compact_jwe"]}, PLACE)

    assert found["encCard"] == json.loads(case["plaintext_utf8"])


@pytest.mark.parametrize("name", [name for name in KNOWN["inputs"]["refused"] if name != "stale_iat"])
def test_every_known_mistake_is_named(house: House, name: str) -> None:
    text, expected = KNOWN["inputs"]["refused"][name]["compact_jwe"], KNOWN["expected"]["refused"][name]
    context = knowing(house, kid_of(text))

    with pytest.raises(UnreadableField) as refused:
        sealing.opened(context, {"encCard": text}, PLACE)

    assert (refused.value.finding.cause, refused.value.location) == (expected["diagnosis"], "encCard")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ({"accountNumber": "4761120010000492"}, "not_a_compact_jwe"),
        (7, "not_a_compact_jwe"),
        ("not a token", "not_a_compact_jwe"),
        (sealed({}, "NOBODY", ENCRYPTION), "unknown_kid"),
        (sealed({}, KID, SIGNING), "kek_from_signing_secret"),
        (sealed({}, DEMO_API_KEY, ENCRYPTION), "kek_from_signing_secret"),
        (sealed({}, KID, "another secret"), "wrong_key"),
        (sealed({}, KID, ENCRYPTION)[:-4] + "AAAA", "gcm_tag_mismatch"),
    ],
)
def test_a_field_that_does_not_open_says_why(ctx: Context, text: Any, cause: str) -> None:
    with pytest.raises(UnreadableField) as refused:
        sealing.opened(ctx, {"encCard": text}, PLACE)

    assert refused.value.finding.cause == cause
    assert "4761120010000492" not in str(refused.value.finding)


def test_a_wrapped_list_is_unwrapped(ctx: Context) -> None:
    items = [{"name": "cvv2", "value": "123"}]

    bare, wrapped = (sealing.opened(ctx, {"encCard": sealed(value, KID, ENCRYPTION)}, PLACE) for value in (items, {"data": items}))

    assert bare == wrapped == {"encCard": items}


def test_what_is_absent_stays_absent(ctx: Context) -> None:
    fields = {"encCard": None, "other": 1}

    assert sealing.opened(ctx, fields, (*PLACE, "a.b.c")) is fields


async def test_a_client_reads_which_field_it_was_and_the_journal_why(visa: Caller, behind: Observer) -> None:
    visa.field_secret = SIGNING

    answer = await visa.provision()

    assert (answer.status, answer.reason, answer.locations) == (400, "invalidParameter", ["encPaymentInstrument"])
    assert behind.causes == ["kek_from_signing_secret"]
    assert hashlib.sha256(SIGNING.encode()).hexdigest() not in str(behind.exchange.findings)
