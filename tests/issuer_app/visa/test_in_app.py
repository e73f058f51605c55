"""In-App Provisioning as a client."""

import base64
from datetime import timedelta

import pytest

from emulator.crypto.keys.apple_chain import leaf_key
from emulator.issuer_app.errors import BadWalletSession, ProviderRefused, UntrustedChain
from emulator.issuer_app.visa.gateway import Gateway
from emulator.issuer_app.visa.in_app import InApp
from emulator.issuer_app.wallets.handed import AppleHanded, Handed, PushHanded
from emulator.wallets.authority import leaf

from ..conftest import NOON, Clock
from ..wallets.session import ID, MAKER, NOW, handed
from .conftest import CARD, PAN
from .stand_in import CARD_ID, VisaStandIn


@pytest.fixture
def in_app(gateway: Gateway, clock: Clock) -> InApp:
    return InApp(gateway, MAKER, clock)


async def test_a_card_is_enrolled_encrypted(in_app: InApp, visa: VisaStandIn) -> None:
    card_id = await in_app.enroll(CARD)

    assert card_id == CARD_ID.format(1)
    assert visa.enrolled == [{"accountNumber": PAN, "expirationDate": {"month": "11", "year": "2029"}, "nameOnCard": "Jane Doe"}]
    assert PAN not in str(visa.asked)


async def test_a_pushed_card_is_enrolled_and_its_id_is_good_for_a_while(in_app: InApp) -> None:
    pushed = await in_app.push(CARD, "50123456789")

    assert (pushed.reference, pushed.valid_until, pushed.material) == (CARD_ID.format(1), NOON + timedelta(minutes=15), {})


@pytest.mark.parametrize(("wallet", "product"), [("google_pay", "googlePay"), ("samsung_pay", "samsungPay")])
async def test_a_payload_is_made_for_the_device_that_the_wallet_handed_over(
    in_app: InApp, visa: VisaStandIn, wallet: str, *, product: str
) -> None:
    made = await in_app.wallets[wallet].seal(CARD, PushHanded("40010075001", "account-1", "device-1", "app-1"))

    assert made == {"opaquePaymentCard": f"{product}/{CARD_ID.format(1)}/device-1"}
    named = {"deviceID": "device-1", "clientCustomerID": "account-1", "clientAppID": "app-1"}
    assert visa.asked[-1][1] == {"vCardID": CARD_ID.format(1), **named}


async def test_whoever_has_no_phone_gets_a_payload_that_fits_none(in_app: InApp) -> None:
    wallet = in_app.wallets["google_pay"]

    made = await wallet.seal(CARD, wallet.unasked)

    assert made["opaquePaymentCard"].endswith("/emulated-phone-0000001")
    assert (list(in_app.wallets), in_app.wallets["apple_pay"].unasked) == (["google_pay", "samsung_pay", "apple_pay"], None)


async def test_apple_gets_three_results_for_the_leaf_of_a_chain_that_holds(in_app: InApp, visa: VisaStandIn) -> None:
    given = handed()

    data = await in_app.wallets["apple_pay"].seal(CARD, given)

    assert data == {"activationData": "QQ==", "encryptedPassData": "Qg==", "ephemeralPublicKey": "Qw=="}
    told = visa.asked[-1][1]
    assert leaf_key(told["deviceCert"]).public_numbers() == leaf(ID, NOW).private_key.public_key().public_numbers()
    assert (told["vCardID"], base64.b64decode(told["nonce"])) == (CARD_ID.format(1), given.nonce)


async def test_nothing_is_asked_for_a_chain_that_cannot_be_trusted(in_app: InApp, visa: VisaStandIn) -> None:
    with pytest.raises(UntrustedChain):
        await in_app.wallets["apple_pay"].seal(CARD, handed("expired_leaf"))

    assert not [path for path, _ in visa.asked if path.endswith("applePay")]


@pytest.mark.parametrize("wallet", ["google_pay", "apple_pay"])
async def test_what_another_wallet_handed_over_is_refused(in_app: InApp, wallet: str) -> None:
    wrong: dict[str, Handed] = {"google_pay": AppleHanded(("MIIB",), b"1", b"2"), "apple_pay": PushHanded("1", "2", "3")}

    with pytest.raises(BadWalletSession, match="POST what the phone handed over"):
        await in_app.wallets[wallet].seal(CARD, wrong[wallet])


async def test_an_answer_without_what_was_asked_for_is_a_refusal(in_app: InApp, visa: VisaStandIn) -> None:
    visa.answer = {"vCardID": 7}

    with pytest.raises(ProviderRefused, match="no vCardID"):
        await in_app.enroll(CARD)
