"""What the issuer hears of tokens, opened by the official library with the issuer's key."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
from aiohttp import web
from aiohttp.test_utils import RawTestServer
from client_encryption.field_level_encryption import decrypt_payload
from client_encryption.field_level_encryption_config import FieldLevelEncryptionConfig

from emulator.config import Settings
from emulator.core.context import House
from emulator.core.provisioning import change, token_to_change
from emulator.domain.tokens import Action, Actor, Cause
from emulator.storage.unit import Unit
from tests.providers.mdes.caller import KEYS, Caller, Message
from tests.providers.mdes.conftest import NAMESPACE, Observer
from tests.providers.mdes.digital_enablement.service.test_tokenize import YELLOW

pytestmark = pytest.mark.exercises("mdes.issuer.notify_token_updated")

NOTIFIED: Final = "fundingAccountInfo.encryptedPayload"


class IssuerApp:
    """An issuer's server: it answers as told, and keeps what it hears."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Message]] = []
        self.answers: list[tuple[int, Message]] = []
        self.url = ""

    async def hear(self, request: web.BaseRequest) -> web.Response:
        if request.path.endswith("/authorizeService"):
            # No decision is nonsense: the network decides.
            return web.json_response({"responseId": "x"})
        self.heard.append((request.path, json.loads(await request.read())))
        status, body = self.answers.pop(0) if self.answers else (200, {"responseId": self.heard[-1][1]["requestId"]})
        return web.json_response(body, status=status)

    @property
    def tokens(self) -> list[Message]:
        """The tokens of every notice, encrypted parts opened."""
        return [opened(token) for _, body in self.heard for token in body["tokens"]]


def opened(token: Message) -> Message:
    config = FieldLevelEncryptionConfig(
        {
            "paths": {"$": {"toEncrypt": {}, "toDecrypt": {NOTIFIED: f"{NOTIFIED}.encryptedData"}}},
            "ivFieldName": "iv",
            "encryptedKeyFieldName": "encryptedKey",
            "encryptedValueFieldName": "encryptedData",
            "dataEncoding": "hex",
            "oaepPaddingDigestAlgorithm": "SHA-256",
            "oaepPaddingDigestAlgorithmFieldName": "oaepHashingAlgorithm",
            "encryptionCertificateFingerprintFieldName": "publicKeyFingerprint",
            "decryptionKey": str(KEYS / "issuer.key"),
        }
    )
    return dict(decrypt_payload(token, config))


@pytest.fixture
async def app() -> AsyncIterator[IssuerApp]:
    """The issuer that the demo world knows."""
    running = IssuerApp()
    async with RawTestServer(running.hear) as listening:
        running.url = str(listening.make_url("/")).rstrip("/")
        yield running


@pytest.fixture
def settings(app: IssuerApp) -> Settings:
    """A house that knows where the issuer listens."""
    return Settings(database="sqlite://", seed=1, issuer_url=app.url)


async def delivered(house: House) -> None:
    assert house.courier is not None
    await house.courier.deliver(NAMESPACE)


async def test_the_issuer_is_told_of_a_new_token(mdes: Caller, house: House, app: IssuerApp) -> None:
    made = await mdes.tokenize()

    await delivered(house)

    ((path, body),) = app.heard
    assert (path, body["reasonCode"], len(body["requestId"])) == ("/issuerServices/1/0/notifyTokenUpdated", "STATUS_UPDATE", 36)
    detail = made.opened["tokenDetail"]["encryptedData"]
    assert app.tokens == [
        {
            "tokenUniqueReference": made.body["tokenUniqueReference"],
            "status": "ACTIVE",
            "fundingAccountInfo": {
                "encryptedPayload": {
                    "encryptedData": {
                        "tokenData": {
                            "token": detail["tokenNumber"],
                            "expiryMonth": detail["expiryMonth"],
                            "expiryYear": detail["expiryYear"],
                        },
                        "cardAccountData": {"accountNumber": "5123456789012345", "expiryMonth": "09", "expiryYear": "45"},
                    }
                }
            },
        }
    ]


async def test_the_issuer_hears_every_move_in_order(mdes: Caller, house: House, app: IssuerApp) -> None:
    reference = (await mdes.tokenize(YELLOW)).body["tokenUniqueReference"]
    await act(house, reference, Action.ACTIVATE)
    await mdes.change("suspend", reference, by="TOKEN_REQUESTOR")
    await mdes.change("suspend", reference, by="CARDHOLDER")
    await mdes.change("unsuspend", reference, by="TOKEN_REQUESTOR")
    await mdes.change("unsuspend", reference, by="CARDHOLDER")
    await mdes.change("delete", reference)

    await delivered(house)

    assert [(token["status"], token.get("suspendedBy", [])) for token in app.tokens] == [
        ("INACTIVE", []),
        ("ACTIVE", []),
        ("SUSPENDED", ["TOKEN_REQUESTOR"]),
        ("SUSPENDED", ["CARDHOLDER", "TOKEN_REQUESTOR"]),
        ("SUSPENDED", ["CARDHOLDER"]),
        ("ACTIVE", []),
        ("DEACTIVATED", []),
    ]


async def act(house: House, reference: str, action: Action) -> None:
    """Let the issuer act on a token from its own side."""
    ctx = house.context(house.home, cause="test")

    async def work(unit: Unit) -> Any:
        return await change(ctx, unit, await token_to_change(unit, reference), action=action, cause=Cause(Actor.ISSUER))

    await house.unit(ctx, work)


async def test_a_suspension_by_the_issuer_is_shown_to_the_requestor(mdes: Caller, house: House, app: IssuerApp) -> None:
    reference = (await mdes.tokenize()).body["tokenUniqueReference"]

    await act(house, reference, Action.SUSPEND)
    lifted = await mdes.change("unsuspend", reference)

    await delivered(house)
    assert (lifted.body["tokens"][0]["status"], lifted.body["tokens"][0]["suspendedBy"]) == ("SUSPENDED", ["ISSUER"])
    assert [token["status"] for token in app.tokens] == ["ACTIVE", "SUSPENDED"]


async def test_nobody_is_told_of_what_was_refused_or_declined(mdes: Caller, behind: Observer) -> None:
    await mdes.tokenize("5204731940398145")
    await mdes.tokenize("5204731601950473")

    assert await behind.notices() == []


async def test_issuers_that_listen_nowhere_are_not_told(mdes: Caller, house: House, behind: Observer) -> None:
    async def deafen(unit: Unit) -> None:
        (issuer,) = await unit.parties.issuers()
        await unit.parties.put(type(issuer)(issuer.id, issuer.name, issuer.ranges))

    await house.unit(behind.context(), deafen)

    await mdes.tokenize()

    assert await behind.notices() == []


async def test_an_event_waits_until_its_unit_is_kept(mdes: Caller, house: House, app: IssuerApp) -> None:
    await asyncio.gather(*(mdes.tokenize() for _ in range(5)))

    await delivered(house)

    assert len({token["tokenUniqueReference"] for token in app.tokens}) == 5
