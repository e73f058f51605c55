"""How Visa and issuers speak: JSON around what is encrypted to the issuer and signed by Visa, anew at every attempt."""

from typing import Any, Final

import orjson
from pydantic import BaseModel

from emulator.core.context import Context
from emulator.core.message import JSON_HEADERS, Fields, Outgoing, Response
from emulator.core.operation import IN_PATH, Notice, Question, filled
from emulator.core.wire import Malformed, parse_json
from emulator.crypto.diagnosis import Finding
from emulator.crypto.payloads.visa import jws_jwe
from emulator.crypto.payloads.visa.jws_jwe import Recipient, Signer
from emulator.domain.parties import Issuer
from emulator.providers.vts.wire import VisaWire

# Nothing is published of retries: our own choice, as at the other network.
RETRIES: Final = (1, 10, 60)
SIGNING_KEY: Final = "demo:vts/jws"
SEALED: Final = "encryptedData"
# Some issuers answer with the bare list.
METHODS: Final = "cardholderVerificationMethods"


class IssuerWire(VisaWire):
    """Speaks to issuers, and listens to them as to all clients of Visa."""

    @property
    def retries(self) -> tuple[int, ...]:
        """Seconds from each failed attempt to the next."""
        return RETRIES

    def prepare_notice(self, ctx: Context, notice: Notice, receiver: Any, *, url: str, body: bytes) -> Outgoing:
        """Return one attempt; without a certificate of the issuer the encrypted part is left out."""
        fields = _travelling(notice.path, orjson.loads(body))
        certificate = receiver.encryption_certificate if isinstance(receiver, Issuer) else None
        if certificate is None:
            fields.pop(SEALED, None)
        else:
            fields = _sealed(ctx, fields, certificate)
        return Outgoing("POST", url, JSON_HEADERS, orjson.dumps(fields), opened=body)

    def prepare_question(self, ctx: Context, question: Question, *, party: Any, message: BaseModel) -> Outgoing:
        """Return the question.

        Raises:
            ValueError: the issuer has registered no certificate.
        """
        if not (isinstance(party, Issuer) and party.encryption_certificate):
            raise ValueError("the issuer has no encryption certificate")
        fields = message.model_dump(mode="json", by_alias=True, exclude_none=True)
        body = _sealed(ctx, _travelling(question.path, fields), party.encryption_certificate)
        url = f"{party.callback_url}".rstrip("/") + filled(question.path, message)
        return Outgoing("POST", url, JSON_HEADERS, orjson.dumps(body), opened=orjson.dumps(fields))

    def read_answer(self, ctx: Context, question: Question, answer: Response) -> Fields:
        """Return the issuer's answer.

        Raises:
            Malformed: it is no JSON object, or no success.
        """
        if not 200 <= answer.status < 300:
            raise Malformed(_nonsense(f"it has status {answer.status}"))
        value = parse_json(answer.body)
        if isinstance(value, list):
            return {METHODS: value}
        if not isinstance(value, dict):
            raise Malformed(_nonsense("it is no JSON object"))
        return value


def _travelling(path: str, fields: Fields) -> Fields:
    """Return a message without what stands in its path."""
    in_path = set(IN_PATH.findall(path))
    return {name: value for name, value in fields.items() if name not in in_path}


def _sealed(ctx: Context, fields: Fields, certificate: str) -> Fields:
    if SEALED not in fields:
        return fields
    ours, theirs = ctx.keys.pair(SIGNING_KEY), ctx.keys.pair(certificate)
    if ours.private_key is None:
        raise ValueError("the signing key has no private half")
    text = jws_jwe.seal(
        orjson.dumps(fields[SEALED]),
        Signer(ours.private_key, ours.fingerprints.cert_sha256, ctx.settings.visa_signature),
        Recipient(theirs.public_key, theirs.fingerprints.cert_sha256),
        at=ctx.wall,
        chance=ctx.sealing_chance,
    )
    return {**fields, SEALED: text}


def _nonsense(why: str) -> Finding:
    fix = "compare the answer with its contract"
    return Finding(check="question", cause="nonsense_answer", message=f"the issuer's answer is none: {why}", fix=fix)
