"""An issuer's service desk: it calls as Mastercard's own client does, and signs with Mastercard's own signer."""

from dataclasses import dataclass, replace
from typing import Any, Final

from emulator.core.context import House
from emulator.storage.unit import Unit
from tests.providers.mdes.caller import DIGITIZATION, Answer, Caller, Message, card_info

SERVICE: Final = "/mdes/csapi/v2"
PAN: Final = "5123456789012345"
OTHER_PAN: Final = "5412345678901234"
YELLOW: Final = "5555555577770853"
BY_AGENT_ALONE: Final = "5555555577772040"
OPERATOR: Final[Message] = {"UserId": "A1435477", "UserName": "John Smith", "Organization": "Any Bank", "Phone": "5555551234"}
APP: Final = "645b532a245e4723d7a9c4f62b24f24a24ba98e27d43e34e"
PHONE: Final[Message] = {
    "deviceName": "John's phone",
    "serialNumber": "C2ZBY14310005664",
    "formFactor": "PHONE",
    "storageTechnology": "TEE",
}

ROOTS: Final = {
    "search": "Search",
    "token/activate": "TokenActivate",
    "token/activationmethods": "TokenActivationMethods",
    "token/comments": "TokenComments",
    "token/delete": "TokenDelete",
    "token/resendactivationcode": "TokenResendActivationCode",
    "token/resetmobilepin": "TokenResetMobilePin",
    "token/statushistory": "TokenStatusHistory",
    "token/suspend": "TokenSuspend",
    "token/unsuspend": "TokenUnsuspend",
    "token/update": "TokenUpdate",
    "transactions": "Transactions",
    "updatetokenassurance": "UpdateTokenAssurance",
    "accountholdermessaging": "AccountHolderMessaging",
    "systemstatus": "SystemStatus",
}


@dataclass
class Desk:
    """Asks Customer Service; `caller` signs."""

    caller: Caller

    async def ask(self, call: str, **members: Any) -> Answer:
        """Make one call; `AuditInfo` is there unless it is given, None takes a member out."""
        sent = {"AuditInfo": OPERATOR, **members}
        message = {f"{ROOTS[call]}Request": {name: value for name, value in sent.items() if value is not None}}
        return await self.caller.post(f"{SERVICE}/{call}?Format=JSON", message)

    async def told(self, call: str, **members: Any) -> Any:
        """Make one call that goes well, and return what is under the root of its answer."""
        answer = await self.ask(call, **members)
        assert answer.status == 200, answer.body
        (root,) = answer.body
        assert root == f"{ROOTS[call]}Response"
        return answer.body[root]

    async def about(self, call: str, reference: str, **members: Any) -> Any:
        """Make one call about a token that goes well."""
        return await self.told(call, TokenUniqueReference=reference, **members)

    async def refused(self, call: str, reference: str | None = None, **members: Any) -> tuple[int, str, str]:
        """Make one call that is refused; return status, reason code and source of the first error."""
        return refusal(await self.ask(call, TokenUniqueReference=reference, **members))

    async def found(self, **members: Any) -> list[str]:
        """Return the references of the tokens that a search finds."""
        accounts = (await self.told("search", **members))["Accounts"]["Account"]
        return [token["TokenUniqueReference"] for account in accounts for token in account["Tokens"]["Token"]]

    async def token(self, reference: str) -> Any:
        """Return a token as a search shows it."""
        (account,) = (await self.about("search", reference))["Accounts"]["Account"]
        (token,) = account["Tokens"]["Token"]
        return token

    async def history(self, reference: str) -> Any:
        """Return the lines of a token's status history."""
        return (await self.about("token/statushistory", reference))["Statuses"]["Status"]


def refusal(answer: Answer) -> tuple[int, str, str]:
    """Return status, reason code and source of the first error."""
    error = answer.body["Errors"]["Error"][0]
    return answer.status, error["ReasonCode"], error["Source"]


async def tokenized(mdes: Caller, pan: str = PAN, **changes: Any) -> str:
    """Make a token that lies on a merchant's server, and return its reference."""
    return str((await mdes.tokenize(pan, **changes)).body["tokenUniqueReference"])


async def digitized(mdes: Caller, pan: str = PAN, *, app: str = APP, device: Message | None = None, **more: Any) -> str:
    """Make a token for an app on a device, and return its reference."""
    asked = {
        "requestId": "e-1",
        "tokenType": "CLOUD",
        "paymentAppInstanceId": app,
        "fundingAccountInfo": card_info(pan),
        "deviceInfo": PHONE if device is None else device,
        **more,
    }
    eligible = (await mdes.post(f"{DIGITIZATION}/checkEligibility", asked)).body
    message = {
        "requestId": "d-1",
        "paymentAppInstanceId": app,
        "eligibilityReceipt": eligible["eligibilityReceipt"],
        "taskId": f"task-{eligible['eligibilityReceipt']['value']}",
        "termsAndConditionsAssetId": eligible["termsAndConditionsAssetId"],
        "termsAndConditionsAcceptedTimestamp": "2026-01-01T00:00:00.000Z",
    }
    return str((await mdes.post(f"{DIGITIZATION}/digitize", message)).body["tokenUniqueReference"])


async def change_issuer(house: House, **changes: Any) -> None:
    """Let the issuer of the demo world be another one from here on."""

    async def work(unit: Unit) -> None:
        (issuer,) = await unit.parties.issuers()
        await unit.parties.put(replace(issuer, **changes))

    await house.unit(house.context(house.home, cause="test"), work)


async def change_requestor(house: House, requestor_id: str, **changes: Any) -> None:
    """Let a token requestor of the demo world be another one from here on."""

    async def work(unit: Unit) -> None:
        requestor = await unit.parties.requestor(requestor_id)
        assert requestor is not None
        await unit.parties.put(replace(requestor, **changes))

    await house.unit(house.context(house.home, cause="test"), work)
