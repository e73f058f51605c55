"""The client's half: an opened request sealed to MDES and signed, and an answer opened with the client's key."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final

import orjson

from emulator.core.context import Context
from emulator.core.message import Fields, Request, Response
from emulator.core.operation import AnyOperation
from emulator.core.provider import OnTape
from emulator.core.wire import Malformed, parse_json
from emulator.crypto.jose import jwe
from emulator.crypto.keys.keyring import KeyPair, Keyring, ring
from emulator.crypto.payloads import mastercard_fle as fle
from emulator.crypto.signatures import oauth1
from emulator.crypto.signatures.oauth1_base_string import SignedRequest
from emulator.domain.worlds import Credential
from emulator.providers.mdes import sealing, timestamps

ON_TAPE: Final = OnTape(
    windows=frozenset({timestamps.VALID_UNTIL}),
    volatile=frozenset(
        {
            "responseHost",
            "tokenUniqueReference",
            "panUniqueReference",
            "tokenNumber",
            "tokenPanSuffix",
            "paymentAccountReference",
            "tokenExpiry",
            "tokenDetail.encryptedData.expiryMonth",
            "tokenDetail.encryptedData.expiryYear",
            "eligibilityReceipt.value",
            "pushAccountReceipt",
            "issuerInitiatedDigitizationData",
            "signature",
            "de48se43Data",
            "track2Equivalent",
            "panSequenceNumber",
            "applicationExpiryDate",
            "TokenUniqueReference",
            "Token.ExpirationDate",
            "TokenSuffix",
            "CommentId",
        }
    ),
)
"""What of MDES changes from run to run."""

Seal = Callable[..., Fields]

# Whose key a client encrypts to, where its credential names none of its own.
REQUEST: Final = "request"


def prepared(ctx: Context, operation: AnyOperation, request: Request, *, seal: Seal = sealing.sealed) -> Request:
    """Return a request with its secret members encrypted to MDES, signed with the context's credential; without one, unsigned.

    Raises:
        ValueError: the credential does not hold the private half of its signing key.
    """
    sealed = replace(request, body=_sealed(ctx, operation, request.body, seal=seal))
    if ctx.credential is None:
        return sealed
    return replace(sealed, headers={**sealed.headers, "authorization": _authorization(ctx, ctx.credential, sealed)})


def opened(ctx: Context, operation: AnyOperation, response: Response) -> bytes:
    """Return the body of an answer with its encrypted members opened, under `encryptedData`.

    Raises:
        ValueError: a member does not open with the client's key.
    """
    try:
        message = parse_json(response.body) if operation.sealed_response else None
    except Malformed:
        return response.body
    if not isinstance(message, dict):
        return response.body
    keys = ring((_own(ctx, "response"),))
    plain = sealing.changed(message, operation.sealed_response, lambda _place, node: _opened_node(keys, node))
    return response.body if plain == message else orjson.dumps(plain)


def _sealed(ctx: Context, operation: AnyOperation, body: bytes, *, seal: Seal) -> bytes:
    try:
        message = parse_json(body) if operation.sealed_request else None
    except Malformed:
        return body
    if not isinstance(message, dict):
        return body
    secrets = ctx.credential.secrets if ctx.credential else {}
    fields = seal(ctx, message, operation.sealed_request, to=ctx.keys.pair(secrets.get(REQUEST, sealing.REQUEST_KEY)))
    return body if fields == message else orjson.dumps(fields)


def _authorization(ctx: Context, credential: Credential, request: Request) -> str:
    private_key = _own(ctx, "signing").private_key
    if private_key is None:
        raise ValueError(f"{credential} does not hold the private half of its signing key")
    return oauth1.sign(
        SignedRequest(request.method, request.url, None, request.body),
        private_key,
        consumer_key=credential.name,
        nonce=oauth1.nonce(ctx.sealing_chance),
        timestamp=int(ctx.wall.timestamp()),
    )


def _own(ctx: Context, name: str) -> KeyPair:
    """Return the client's own pair: a reference to the demo keys, or a certificate with its private key beside it."""
    secrets = ctx.credential.secrets if ctx.credential else {}
    pair = ctx.keys.pair(secrets.get(name, f"demo:mdes/{name}"))
    private = secrets.get(f"{name}_private")
    return KeyPair(name, pair.certificate_pem, private.encode()) if private else pair


def _opened_node(keys: Keyring, node: Fields) -> Fields:
    if not isinstance(node.get(sealing.PAYLOAD), str):
        return node
    beside: dict[str, Any] = {name: value for name, value in node.items() if name not in sealing.MEMBERS}
    return beside | {sealing.PAYLOAD: orjson.loads(_plaintext(keys, node))}


def _plaintext(keys: Keyring, node: Fields) -> bytes:
    if "encryptedKey" in node:
        # A client has one key: whatever the answer calls it, there is no other to try.
        only = {f"{node.get('publicKeyFingerprint', '')}": keys.pairs[0].name}
        return fle.open_sealed(node, ring(keys.pairs, only))
    return jwe.open_sealed(node[sealing.PAYLOAD], partial(_key_named, keys)).plaintext


def _key_named(keys: Keyring, header: jwe.Header) -> Any:
    pair = keys.find(f"{header.get('kid', '')}") or keys.pairs[0]
    return pair.private_key
