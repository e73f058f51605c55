"""An agent's platform: it encrypts whole messages with joserfc, opens answers with jwcrypto, and signs what travels."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from joserfc import jwe
from joserfc.jwk import RSAKey
from jwcrypto import jwe as jwcrypto
from jwcrypto.jwk import JWK

from emulator.config import shipped
from emulator.core.worlds import DEMO_VISA_SECRETS
from tests.providers.vts.caller import Answer, Caller, Message

KEYS: Final = shipped("keys") / "vts"
KEY_ID: Final = DEMO_VISA_SECRETS["mle_key_id"]
CARDS: Final = "/vacp/v1/cards"
INSTRUCTIONS: Final = "/vacp/v1/instructions"


def enveloped(message: Any, *, enc: str = "A128GCM", kid: str = KEY_ID, to: str = "server.crt", **header: Any) -> bytes:
    """A message as it travels."""
    return enveloped_bytes(json.dumps(message).encode(), enc=enc, kid=kid, to=to, **header)


def enveloped_bytes(plaintext: bytes, *, enc: str = "A128GCM", kid: str = KEY_ID, to: str = "server.crt", **header: Any) -> bytes:
    """Anything, as a message travels."""
    registry = jwe.JWERegistry(algorithms=["RSA-OAEP-256", enc], strict_check_header=False)
    protected = {"alg": "RSA-OAEP-256", "enc": enc, "kid": kid, "iat": int(time.time() * 1_000), **header}
    key = RSAKey.import_key((KEYS / to).read_bytes())
    return json.dumps({"encData": jwe.encrypt_compact(protected, plaintext, key, registry=registry)}).encode()


def opened(body: Message) -> tuple[dict[str, Any], Any]:
    """Header and content of an answer."""
    token = jwcrypto.JWE()
    token.deserialize(body["encData"], key=JWK.from_pem((KEYS / "client.key").read_bytes()))
    return json.loads(token.objects["protected"]), json.loads(token.payload)


@dataclass(frozen=True)
class Platform:
    """Calls agentic commerce as Visa's public client does: `apikey` in lower case, the key's id in a header."""

    visa: Caller

    async def call(self, path: str, message: Message, *, method: str = "POST", **how: Any) -> Answer:
        """Send a message in its envelope; the answer is opened where it came in one."""
        return await self.raw(path, enveloped(message, **how), method=method)

    async def raw(self, path: str, body: bytes, *, method: str = "POST", headers: Mapping[str, str] | None = None) -> Answer:
        """Send these bytes."""
        sent = await self.visa.send(method, path, body, headers={"keyId": KEY_ID} if headers is None else headers)
        return Answer(sent.status, opened(sent.body)[1], sent.headers) if "encData" in sent.body else sent

    async def enrol(self, token: str) -> Answer:
        """Let the agent pay with a token."""
        reference = {"enrollmentReferenceId": token, "enrollmentReferenceType": "TOKEN_REFERENCE_ID", "enrollmentReferenceProvider": "VTS"}
        message = {"clientReferenceId": "r-1", "consumer": {"consumerId": "consumer-1"}, "enrollmentReferenceData": reference}
        return await self.call(CARDS, message)

    async def instruct(self, token: str, prompt: str = "Buy me shoes") -> Answer:
        """Say what the agent may buy."""
        return await self.call(INSTRUCTIONS, instruction(token, prompt))

    async def enrolled(self) -> str:
        """A token with which the agent may pay."""
        token = await self.visa.token()
        await self.enrol(token)
        return token

    async def instructed(self) -> tuple[str, str]:
        """A token, and the id of an instruction to pay with it."""
        token = await self.enrolled()
        return token, (await self.instruct(token)).body["instructionId"]


def instruction(token: str, prompt: str = "Buy me shoes") -> Message:
    """An instruction in clear."""
    mandate = {"mandateId": "m-1", "declineThreshold": {"amount": "100.00", "currencyCode": "USD"}, "effectiveUntilTime": 1_798_761_600}
    return {"clientReferenceId": "r-1", "consumerId": "consumer-1", "tokenId": token, "mandates": [mandate], "consumerPrompt": prompt}
