"""Every operation that issuers and token requestors call, through Mastercard's signer and both forms of Mastercard's encryption."""

from typing import Any

import pytest

from emulator.core.context import House
from emulator.providers.mdes import digital_enablement, token_connect
from tests.providers.mdes.caller import CONNECT, DIGITIZATION, WALLET, Answer, Caller, FrontDoor, account, card_info, fle, jwe

PAN = "5123456789012345"
YELLOW = "5555555577770853"
OPERATIONS = {(api.name, operation.name) for api in (digital_enablement.API, token_connect.API) for operation in api.operations}


def good(answer: Answer) -> Any:
    assert (answer.status, "errors" in answer.body) == (200, False), answer.body
    return answer.opened


async def registered(mdes: Caller, form: str) -> None:
    """Let a client in that is answered in the form of encryption that it has chosen, as a developer portal does."""
    entry = {"kind": "mdes", "signing": "demo:mdes/signing", "response": "demo:mdes/response", "encryption": form}
    async with mdes.door.put(f"/_emulator/parties/credentials/{mdes.consumer_key}", json=entry) as answer:
        assert answer.status == 200, await answer.text()


async def push(mdes: Caller) -> None:
    """Ask who takes cards, look at a logo, push one card and two."""
    eligible = good(await mdes.post(f"{CONNECT}/getEligibleTokenRequestors", {"requestId": "1", "accountRanges": ["5100000000"]}))
    good(await mdes.get(f"/mdes/issuer-assets/1/0/asset/tokenrequestor/{eligible['tokenRequestors'][0]['imageAssetId']}"))
    one = {"pushFundingAccount": {"encryptedPayload": {"encryptedData": account(PAN)}}}
    good(await mdes.post(f"{CONNECT}/pushAccount", {"requestId": "2", "tokenRequestorId": WALLET, **one}))
    assert len(good(await mdes.push(PAN, YELLOW))["pushAccountReceipts"]) == 2


async def verify(mdes: Caller, reference: str, method: str) -> None:
    """Have a code sent, read it where cardholders' codes are shown, and activate the token."""
    good(await mdes.send_code(reference, method))
    async with mdes.door.get("/_emulator/otp", params={"token": reference}) as shown:
        (code,) = (await shown.json())["codes"]
    assert good(await mdes.activate(reference, authenticationCode=code["digits"]))["result"] == "SUCCESS"


async def pay(mdes: Caller, reference: str) -> None:
    """Look for a token, look at it and at its picture, pay, and live its life to the end."""
    found = good(await mdes.post(f"{DIGITIZATION}/searchTokens", {"requestId": "3", "fundingAccountInfo": card_info(PAN)}))
    assert reference in [token["tokenUniqueReference"] for token in found["tokens"]]
    picture = good(await mdes.token(reference, includeTokenDetail="true"))["token"]["productConfig"]["brandLogoAssetId"]
    good(await mdes.get(f"/mdes/assets/1/0/asset/{picture}"))
    good(await mdes.transact(reference))
    for operation, status in (("suspend", "SUSPENDED"), ("unsuspend", "ACTIVE"), ("delete", "DEACTIVATED")):
        assert good(await mdes.change(operation, reference))["tokens"][0]["status"] == status


@pytest.mark.parametrize(
    ("sealing", "form"), [(fle(), "fle"), (fle("SHA-512"), "fle"), (jwe(), "jwe")], ids=["fle-sha256", "fle-sha512", "jwe"]
)
async def test_mastercards_own_libraries_drive_every_operation(house: House, client: FrontDoor, *, sealing: Any, form: str) -> None:
    mdes = Caller(client, sealing, consumer_key="own!client")
    await registered(mdes, form)

    await push(mdes)
    made = good(await mdes.tokenize(PAN, taskId="t-1"))
    task = {"requestId": "4", "tokenRequestorId": "98765432101", "taskId": "t-1"}
    assert good(await mdes.post(f"{DIGITIZATION}/getTaskStatus", task))["status"] == "COMPLETED"
    waiting = good(await mdes.digitize(await mdes.check_eligibility(YELLOW)))
    await verify(mdes, waiting["tokenUniqueReference"], waiting["authenticationMethods"][0]["id"])
    await pay(mdes, made["tokenUniqueReference"])

    met = {(one.api, one.operation) for one in house.journal.newest_first("default") if one.direction == "inbound"}
    assert OPERATIONS - met == set()
    assert await number_of(mdes, waiting["tokenUniqueReference"]) != PAN


async def number_of(mdes: Caller, reference: str) -> str:
    """The device account number that the library opens."""
    told = good(await mdes.token(reference, includeTokenDetail="true"))
    return str(told.get("opened", told.get("tokenDetail", {}).get("encryptedData"))["tokenNumber"])
