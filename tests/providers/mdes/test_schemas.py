"""What really travels, held against the contracts that the messages become."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import jsonschema
import pytest

from emulator.contracts.messages import messages
from emulator.core.context import House
from emulator.core.journal import Exchange
from emulator.core.message import Request
from emulator.core.provider import Api
from emulator.providers.mdes import digital_enablement, issuer, token_connect
from emulator.providers.mdes.schemas import CardAccountData, FinancialAccountData
from emulator.storage.unit import Unit
from tests.providers.mdes.caller import DIGITIZATION, SAMPLE_MERCHANT, WALLET, Caller, FrontDoor, account, fle, jwe
from tests.providers.mdes.digital_enablement.service.test_decision import tav
from tests.providers.mdes.digital_enablement.service.test_tokenize import RED, YELLOW
from tests.providers.observer import NAMESPACE, Observer

APIS: Final[tuple[Api, ...]] = (digital_enablement.API, token_connect.API, issuer.API)
CONTRACTS: Final = {f"{api.name}/{name}": schema for api in APIS for name, schema in messages(api).items()}


async def a_day(mdes: Caller) -> None:
    """Every operation, with most of what can come of it."""
    made = await mdes.tokenize()
    token = made.body["tokenUniqueReference"]
    for pan in (YELLOW, RED, "5204731601950473"):
        await mdes.tokenize(pan)
    pushed = await mdes.push("5123456789012345", "4111111111111111", requestIssuerInitiatedDigitizationData=True)
    receipt = pushed.body["pushAccountReceipts"][0]["pushAccountReceipt"]
    await mdes.tokenize(fundingAccountInfo={"pushAccountReceipt": receipt}, tokenRequestorId=WALLET)
    await mdes.change("suspend", token, "D" * 48, by="CARDHOLDER")
    await mdes.token(token, includeTokenDetail="true")
    await mdes.change("unsuspend", token, by="CARDHOLDER")
    await mdes.change("delete", token)
    await mdes.token("x")
    await mdes.post(f"{DIGITIZATION}/searchTokens", {"requestId": "s", "tokenRequestorId": WALLET})
    await mdes.post(f"{DIGITIZATION}/getTaskStatus", {"requestId": "s", "tokenRequestorId": WALLET, "taskId": "none"})
    await mdes.tokenize(taskId="mine")
    await mdes.post(f"{DIGITIZATION}/getTaskStatus", {"requestId": "s", "tokenRequestorId": SAMPLE_MERCHANT, "taskId": "mine"})
    one = {"encryptedPayload": {"encryptedData": account("5123456789012345")}}
    await mdes.post("/mdes/connect/1/0/pushAccount", {"requestId": "p", "tokenRequestorId": WALLET, "pushFundingAccount": one})
    eligible = await mdes.post("/mdes/connect/1/0/getEligibleTokenRequestors", {"requestId": "e", "accountRanges": ["5100000000"]})
    await mdes.get(f"/mdes/issuer-assets/1/0/asset/tokenrequestor/{eligible.body['tokenRequestors'][0]['imageAssetId']}")
    await mdes.get(f"/mdes/assets/1/0/asset/{made.body['productConfig']['iconAssetId']}")
    await mdes.get("/mdes/nowhere")
    await a_phones_day(mdes)


async def a_phones_day(mdes: Caller) -> None:
    """What an app asks, and what is paid."""
    paying = (await mdes.tokenize("5555555577773014")).body["tokenUniqueReference"]
    await mdes.transact(paying)
    await mdes.transact("D" * 48)
    waiting = (await mdes.digitize(await mdes.check_eligibility(YELLOW), consumerLanguage="en")).body["tokenUniqueReference"]
    for reference in (waiting, paying):
        await mdes.send_code(reference)
        await mdes.activate(reference, authenticationCode="x")
    await mdes.activate(waiting, tokenizationAuthenticationValue=tav(YELLOW))


def contradictions(exchange: Exchange) -> Iterator[str]:
    """What is in an exchange that its contracts do not allow."""
    for name, body in travelled(exchange):
        for error in jsonschema.Draft202012Validator(CONTRACTS[f"{exchange.api}/{name}"]).iter_errors(json.loads(body)):
            yield f"{exchange.operation}: {name}: {error.json_path}: {error.message}"


def travelled(exchange: Exchange) -> Iterator[tuple[str, bytes]]:
    """The messages of an exchange by the names of their contracts."""
    assert exchange.response is not None
    assert isinstance(exchange.request, Request)
    if exchange.error:
        yield "errors", exchange.response.body
        return
    yield f"{exchange.operation}.response", exchange.response.body
    if exchange.opened_response and f"{exchange.api}/{exchange.operation}.response.opened" in CONTRACTS:
        yield f"{exchange.operation}.response.opened", exchange.opened_response
    if exchange.request.body:
        yield f"{exchange.operation}.request", exchange.request.body
    if exchange.opened_request:
        yield f"{exchange.operation}.request.opened", exchange.opened_request


@pytest.mark.parametrize("sealing", [fle(), fle("SHA-512")], ids=["SHA-256", "SHA-512"])
async def test_everything_that_travels_is_what_the_contracts_say(client: FrontDoor, house: House, sealing: Any) -> None:
    await a_day(Caller(client, sealing))

    inbound = [exchange for exchange in house.journal.newest_first(NAMESPACE) if exchange.direction == "inbound"]
    operations = {exchange.operation for exchange in inbound if not exchange.error}
    assert [line for exchange in inbound for line in contradictions(exchange)] == []
    assert operations == {row.name for api in (digital_enablement.API, token_connect.API) for row in api.operations}


async def test_a_jwe_is_what_the_contracts_say(client: FrontDoor, house: House) -> None:
    await Caller(client, jwe()).tokenize()

    exchange = next(found for found in house.journal.newest_first(NAMESPACE) if found.direction == "inbound")
    assert list(contradictions(exchange)) == []


async def test_what_is_told_is_what_the_contracts_say(mdes: Caller, house: House, behind: Observer) -> None:
    async def listen(unit: Unit) -> None:
        for requestor in await unit.parties.requestors():
            await unit.parties.put(replace(requestor, callback_url="http://127.0.0.1:9"))

    await house.unit(behind.context(), listen)

    await a_day(mdes)

    notices = await behind.notices()
    for notice in notices:
        name = f"{notice.api}/{notice.name}.notice"
        jsonschema.validate(json.loads(notice.body), CONTRACTS.get(f"{name}.opened", CONTRACTS[name]))
    assert {notice.name for notice in notices} == {row.name for api in APIS for row in api.notices}


@pytest.mark.parametrize("name", [name for name in CONTRACTS if name.startswith("mdes.")])
def test_every_member_of_every_message_is_described(name: str) -> None:
    schema = CONTRACTS[name]

    objects = [schema, *schema.get("$defs", {}).values()]
    silent = [member for found in objects for member, inner in found.get("properties", {}).items() if "description" not in inner]
    assert silent == []


def test_secrets_do_not_show_when_a_message_is_printed() -> None:
    card = CardAccountData(accountNumber="5123456789012345", expiryMonth="09", expiryYear="30", securityCode="987")
    account = FinancialAccountData(financialAccountId="DE89370400440532013000", interbankCardAssociationId="123", countryCode="DEU")

    printed = f"{card!r} {card} {account!r} {account}"

    assert [secret for secret in ("5123456789012345", "987", "DE8937") if secret in printed] == []
