"""What the issuer reads of a token that has come to life, opened by the official library."""

import pytest

from emulator.config import Settings
from emulator.core.context import House
from emulator.core.provisioning import Order, enrol, issue
from emulator.domain.cards import Expiry
from emulator.domain.decisions import Decision
from emulator.domain.pan import Pan
from emulator.domain.tokens import Token, TokenKind
from emulator.storage.unit import Unit
from tests.providers.mdes.bank import Bank
from tests.providers.mdes.caller import APP_INSTANCE, DEVICE, WALLET, Caller, Message
from tests.providers.mdes.digital_enablement.service.test_tokenize import YELLOW
from tests.providers.observer import NAMESPACE

pytestmark = pytest.mark.exercises("mdes.issuer.notify_service_activated")


@pytest.fixture
def settings(with_bank: Settings) -> Settings:
    return with_bank


async def told(house: House, bank: Bank) -> list[Message]:
    assert house.courier is not None
    await house.courier.deliver(NAMESPACE)
    return bank.of("notifyServiceActivated")


async def test_an_approved_token_is_told_with_who_decided(mdes: Caller, house: House, bank: Bank) -> None:
    bank.will_decide("APPROVED")
    made = await mdes.tokenize(consumerLanguage="en")

    (message,) = await told(house, bank)
    account = message["fundingAccountInfo"]
    detail = made.opened["tokenDetail"]["encryptedData"]
    assert (account["tokenUniqueReference"], account["panUniqueReference"]) == (
        made.body["tokenUniqueReference"],
        made.body["panUniqueReference"],
    )
    assert account["encryptedPayload"]["encryptedData"]["tokenData"]["token"] == detail["tokenNumber"]
    assert (message["decision"], message["decisionMadeBy"], message["consumerLanguage"]) == ("APPROVED", "AUTHORIZATION_REQUEST", "en")
    assert message["correlationId"] == bank.of("authorizeService")[0]["correlationId"]
    assert (message["tokenType"], message["accountPanSuffix"], message["numberOfActiveTokens"]) == ("CLOUD", "2345", 1)
    assert message["serviceRequestDateTime"] == message["tokenActivatedDateTime"]


async def test_a_token_that_waited_is_told_when_it_comes_to_life(mdes: Caller, house: House, bank: Bank) -> None:
    reference = (await mdes.tokenize(YELLOW)).body["tokenUniqueReference"]
    await mdes.send_code(reference)
    before = await told(house, bank)
    code = bank.of("deliverActivationCode")[0]["activationCode"]
    await mdes.activate(reference, authenticationCode="x")

    await mdes.activate(reference, authenticationCode=code)

    (message,) = await told(house, bank)
    assert before == []
    assert (message["decision"], message["numberOfActivationAttempts"]) == ("REQUIRE_ADDITIONAL_AUTHENTICATION", 2)
    assert message["correlationId"] == bank.of("deliverActivationCode")[0]["correlationId"]


async def test_a_device_token_is_told_with_its_device(mdes: Caller, house: House, bank: Bank) -> None:
    eligible = await mdes.check_eligibility()
    await mdes.digitize(eligible)

    (message,) = await told(house, bank)
    assert (message["deviceInfo"], message["paymentAppInstanceId"], message["walletId"]) == (DEVICE, APP_INSTANCE, "216")
    assert message["termsAndConditionsAssetId"] == eligible.body["termsAndConditionsAssetId"]


async def test_a_token_that_came_about_elsewhere_is_told_too(house: House, bank: Bank) -> None:
    ctx = house.context(house.home)

    async def work(unit: Unit) -> Token:
        card = await enrol(ctx, unit, Pan("5123456789012345"), expiry=Expiry(2040, 1))
        return await issue(ctx, unit, card, order=Order(WALLET, TokenKind.EMBEDDED_SE, Decision.APPROVED))

    token: Token = await house.unit(ctx, work)

    (message,) = await told(house, bank)
    assert message["fundingAccountInfo"]["tokenUniqueReference"] == token.reference
    assert (message["decision"], message["decisionMadeBy"], len(message["correlationId"])) == ("APPROVED", "RULES", 12)


async def test_moves_other_than_an_activation_are_not_told_here(mdes: Caller, house: House, bank: Bank) -> None:
    reference = (await mdes.tokenize()).body["tokenUniqueReference"]
    for move in ("suspend", "unsuspend", "delete"):
        await mdes.change(move, reference)

    assert len(await told(house, bank)) == 1
