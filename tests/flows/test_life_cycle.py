"""Requestor, cardholder and issuer move one token about, and never is it elsewhere than Mastercard's description says."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.flows.life_cycle import (
    ACTIVE,
    APPLE,
    CARDHOLDER,
    DEACTIVATED,
    DEVICE,
    DONE,
    INACTIVE,
    ISSUER,
    PLACES,
    REQUESTOR,
    RULES,
    SERVER,
    SUSPENDED,
    Call,
    Cell,
    Standing,
    cells,
    sweep,
    waiting,
)
from tests.providers.mdes.caller import Caller, FrontDoor
from tests.providers.mdes.customer_service.desk import YELLOW, Desk, digitized, tokenized

LETTERS: Final = {INACTIVE: "U", ACTIVE: "A", SUSPENDED: "S", DEACTIVATED: "D"}
SUSPENDERS: Final = {ISSUER: "I", REQUESTOR: "W", CARDHOLDER: "C"}
REASONS: Final = {"token/activate": "C", "token/suspend": "L", "token/unsuspend": "F", "token/delete": "Z"}
APPLE_PAY: Final = {"id": "50110030273", "name": "Emulated Apple", "kind": "WALLET", "networks": ["mastercard"], "wallet": "103"}
WALLETS: Final = {APPLE: APPLE_PAY["id"], DEVICE: "50123456789"}
CALLS: Final = st.lists(st.sampled_from(sorted(RULES)), max_size=12)


def seen_as(token: Standing) -> tuple[Any, ...]:
    """What both sides are to be shown of a token at this place of its life."""
    letters = {SUSPENDERS[one] for one in token.suspenders}
    return token.status, set(token.suspenders), LETTERS[token.status], letters, token.deleted_by_consumer


@dataclass
class Life:
    """One token, and the calls of those who move it."""

    mdes: Caller
    desk: Desk
    reference: str
    numbers: Any
    number: str = YELLOW
    code: str = ""
    par: str = ""

    async def read_code(self) -> None:
        """Look up what the cardholder has received."""
        async with self.mdes.door.get("/_emulator/otp", params={"token": self.reference}) as answer:
            self.code = (await answer.json())["codes"][0]["digits"]

    async def make(self, call: Call) -> str:
        """Make a call, and return the code that answers it."""
        if call.actor == ISSUER:
            return await self._of_issuer(call.action)
        if call.action == "transact":
            answer = await self.mdes.transact(self.reference)
            return str(answer.body.get("errorCode", DONE))
        if call.action.endswith(" code"):
            return await self._type(self.code if call.action == "right code" else self.code[::-1] + "0")
        answer = await self.mdes.change(call.action, self.reference, by=call.actor)
        return str(answer.body["tokens"][0].get("errorCode", DONE))

    async def _type(self, digits: str) -> str:
        answer = await self.mdes.activate(self.reference, authenticationCode=digits)
        return str(answer.body.get("result") or answer.body["errorCode"])

    async def _of_issuer(self, action: str) -> str:
        number = f"5123{next(self.numbers):012d}"
        members = {
            "token/update": {"NewAccountPan": number},
            "token/resendactivationcode": {"ActivationMethodId": "1"},
            "updatetokenassurance": {},
        }.get(action) or ({"ReasonCode": REASONS[action]} if action in REASONS else {})
        answer = await self.desk.ask(action, TokenUniqueReference=self.reference, **members)
        if answer.status != 200:
            return str(answer.body["Errors"]["Error"][0]["ReasonCode"])
        if action == "token/update":
            self.number = number
        if action == "token/resendactivationcode":
            await self.read_code()
        return DONE

    async def seen(self) -> tuple[Any, ...]:
        """What the requestor and the issuer are shown of the token; its card's number is the same to both, and its PAR stays."""
        shown = await self.mdes.token(self.reference, includeTokenDetail="true")
        token, detail = shown.body["token"], shown.opened["tokenDetail"]["encryptedData"]
        (account,) = (await self.desk.about("search", self.reference))["Accounts"]["Account"]
        (known,) = account["Tokens"]["Token"]
        assert "TokenActivatedDateTime" in known or token["status"] not in {ACTIVE, SUSPENDED}
        assert token["tokenInfo"]["accountPanSuffix"] == account["AccountPanSuffix"] == self.number[-4:]
        self.par = self.par or detail["paymentAccountReference"]
        assert detail["paymentAccountReference"] == self.par
        return (
            token["status"],
            set(token.get("suspendedBy", [])),
            known["CurrentStatusCode"],
            set(known.get("Suspenders", {}).get("Suspender", [])),
            known.get("TokenDeletedFromConsumerApp") == "true",
        )


@dataclass
class World:
    """Where tokens live, and which cells they have met."""

    mdes: Caller
    desk: Desk
    met: set[Cell] = field(default_factory=set)
    numbers: Any = field(default_factory=lambda: count(10**7))

    async def live(self, place: str, calls: Sequence[Call]) -> None:
        """Let a token live, and compare after every call."""
        life, token = await self._born(place), waiting(place)
        assert await life.seen() == seen_as(token)
        for call in calls:
            self.met.add((token, call))
            expected, after = RULES[call](token)
            assert (await life.make(call), await life.seen()) == (expected, seen_as(after)), (token, call)
            token = after

    async def _born(self, place: str) -> Life:
        made = await (tokenized(self.mdes, YELLOW) if place == SERVER else digitized(self.mdes, YELLOW, tokenRequestorId=WALLETS[place]))
        life = Life(self.mdes, self.desk, made, self.numbers)
        await self.mdes.send_code(made, "1")
        await life.read_code()
        return life


@pytest.fixture
async def world(client: FrontDoor) -> World:
    """A running emulator in which Apple's wallet is known too."""
    async with client.put(f"/_emulator/parties/requestors/{APPLE_PAY['id']}", json=APPLE_PAY) as answer:
        assert answer.status == 200
    mdes = Caller(client)
    return World(mdes, Desk(mdes))


@pytest.mark.parametrize("place", PLACES)
async def test_every_call_at_every_place_in_life_does_as_is_described(world: World, place: str) -> None:
    for life in sweep(place):
        await world.live(place, life)

    assert world.met == cells(place)


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calls=CALLS)
async def test_no_sequence_of_calls_leads_elsewhere(world: World, place: str, calls: list[Call]) -> None:
    await world.live(place, calls)
