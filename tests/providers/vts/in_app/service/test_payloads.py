"""The payloads of all three wallets, opened as Apple and Visa would, by other people's parts."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from joserfc import jwe
from joserfc.jwk import OctKey

from emulator.config import Settings
from emulator.core.issuer_secrets import ACTIVATION_KEYS, OPC_AUDIENCE, OPC_ISSUER, OPC_KEY_ID, OPC_SECRET
from emulator.crypto import chance
from emulator.crypto.keys import apple_pki
from emulator.crypto.keys.apple_pki import Identity, LeafProfile
from tests.providers.vts.caller import ALGORITHMS, Answer, Caller, kek
from tests.providers.vts.conftest import Observer
from tests.providers.vts.in_app.clients import CARD, CUSTOMERS, JANE, PAYLOADS, card, enroll, opened_as_apple, opened_as_visa

NONCE: Final = bytes.fromhex("91ab95b8")
# Visa's own sample has 81 bytes, the first of them 0x40.
SIGNATURE: Final = b"\x40" + bytes(80)
(KEY_SET, KEY), *_ = ACTIVATION_KEYS.items()


def leaf(profile: LeafProfile = apple_pki.USUAL, *, age: timedelta = timedelta(days=1)) -> Identity:
    """A wallet's leaf certificate."""
    since = datetime.now(UTC) - age
    authority = apple_pki.make_authority(chance=chance.seeded(b"apple"), not_before=since)
    return apple_pki.issue_leaf(authority, chance=chance.seeded(b"leaf"), not_before=since, profile=profile)


def for_apple(wallet: Identity, **more: Any) -> dict[str, Any]:
    """What the wallet gave to the app."""
    return {
        "nonce": base64.b64encode(NONCE).decode(),
        "nonceSignature": base64.b64encode(SIGNATURE).decode(),
        "deviceCert": base64.b64encode(wallet.der).decode(),
        **more,
    }


async def apple(visa: Caller, wallet: Identity, **more: Any) -> Answer:
    return await visa.post(f"{PAYLOADS}/applePay", for_apple(wallet, **more))


def opaque(text: str) -> tuple[dict[str, Any], Any]:
    """Header and content of an opaque payment card, as joserfc opens it."""
    registry = jwe.JWERegistry(algorithms=ALGORITHMS, strict_check_header=False)
    found = jwe.decrypt_compact(text, OctKey.import_key(kek(OPC_SECRET)), registry=registry)
    return found.headers(), json.loads(found.plaintext or b"")


@pytest.mark.parametrize("by_id", [True, False], ids=["vCardID", "encCard"])
@pytest.mark.exercises("vts.in_app.get_apple_data")
async def test_apple_opens_its_part_and_visa_its_own(visa: Caller, *, by_id: bool) -> None:
    wallet = leaf()
    named = {"vCardID": (await enroll(visa)).body["vCardID"]} if by_id else {"encCard": visa.sealed(card())}

    answer = await apple(visa, wallet, **named)

    told = opened_as_apple(answer.body, wallet.private_key)
    number = opened_as_visa(base64.b64decode(told["encryptedPrimaryAccountNumber"]).decode(), KEY)
    code = base64.b64decode(answer.body["activationData"]).decode()
    assert answer.status == 200
    assert (told["name"], told["networkName"], told["primaryAccountNumberPrefix"]) == ("JANE DOE", "Visa", "476112")
    assert (told["nonce"], told["nonceSignature"]) == (NONCE.hex(), SIGNATURE.hex())
    assert (number["pan"], number["expiry"]) == (CARD["accountNumber"], "1249")
    assert code.startswith(f"MBPAC-1-FK-{KEY_SET}--TDEA-")
    assert (opened_as_visa(code, KEY)["nonce"], len(opened_as_visa(code, KEY)["authcode"])) == (NONCE.hex(), 6)
    assert len(base64.b64decode(answer.body["ephemeralPublicKey"])) == 65
    assert len(base64.b64decode(answer.body["encryptedPassData"])) == pytest.approx(548, abs=40)


async def test_the_id_wins_where_both_are_sent(visa: Caller) -> None:
    enrolled = (await enroll(visa)).body

    answer = await apple(visa, leaf(), vCardID=enrolled["vCardID"], encCard=visa.sealed(card(accountNumber="4111111111111111")))

    assert (answer.status, answer.body["vCardID"]) == (200, enrolled["vCardID"])


async def test_a_card_without_a_name_takes_its_customers(visa: Caller) -> None:
    wallet = leaf()
    customer = (await visa.post(CUSTOMERS, JANE)).body["vCustomerID"]
    enrolled = (await visa.post(f"{CUSTOMERS}/{customer}/cards", {"encCard": visa.sealed(card(nameOnCard=None))})).body

    answer = await apple(visa, wallet, vCardID=enrolled["vCardID"])

    assert opened_as_apple(answer.body, wallet.private_key)["name"] == "Jane Smith"


async def test_where_nobody_has_a_name_it_is_unprocessable(visa: Caller) -> None:
    enrolled = (await enroll(visa, nameOnCard=None)).body

    answer = await apple(visa, leaf(), vCardID=enrolled["vCardID"])

    assert (answer.status, answer.reason) == (422, "nameOnCardMissing")


@pytest.mark.parametrize(
    ("changes", "location"),
    [
        ({"nonce": "kauVuA"}, "nonce"),
        ({"nonceSignature": "Q"}, "nonceSignature"),
        ({"deviceCert": "MIIB"}, "deviceCert"),
        ({"nonce": "A" * 33}, "nonce"),
        ({"vCardID": "v-123-b25dd0af-2960-420b-8aaa-49b3e466c00f"}, "vCardID"),
        ({"vCardID": None}, "vCardID"),
    ],
)
async def test_what_is_wrong_is_named(visa: Caller, changes: dict[str, Any], location: str) -> None:
    enrolled = (await enroll(visa)).body

    answer = await apple(visa, leaf(), **{"vCardID": enrolled["vCardID"], **changes})

    assert (answer.status, answer.reason, answer.locations) == (400, "invalidParameter", [location])


@pytest.mark.parametrize(
    ("profile", "cause"), [(LeafProfile(marked=False), "no_leaf_with_marker_oid"), (LeafProfile(key_encipherment=False), "leaf_key_usage")]
)
async def test_a_certificate_that_is_no_wallets_is_refused_and_explained(
    visa: Caller, behind: Observer, profile: LeafProfile, *, cause: str
) -> None:
    answer = await apple(visa, leaf(profile), encCard=visa.sealed(card()))

    assert (answer.status, answer.locations, behind.causes) == (400, ["deviceCert"], [cause])


async def test_an_old_certificate_is_remarked_on(visa: Caller, behind: Observer) -> None:
    answer = await apple(visa, leaf(age=timedelta(days=3_000)), encCard=visa.sealed(card()))

    assert (answer.status, [finding.severity for finding in behind.exchange.findings]) == (200, ["tolerated"])


WALLET: Final = {"deviceID": "uztEQocBRFrbK5hCgcDbxqw_", "clientCustomerID": "wallet-account-1"}


@pytest.mark.exercises("vts.in_app.get_google_data")
async def test_google_gets_a_card_for_its_own_wallet(visa: Caller) -> None:
    answer = await visa.post(f"{PAYLOADS}/googlePay", {**WALLET, "encCard": visa.sealed(card())})

    header, told = opaque(answer.body["opaquePaymentCard"])
    assert (answer.status, answer.body["last4"], answer.body["expirationDate"]) == (200, "0492", {"month": "12", "year": "2049"})
    assert (header["kid"], header["aud"], header["iss"]) == (OPC_KEY_ID, OPC_AUDIENCE, OPC_ISSUER)
    assert (len(header["kid"]), type(header["iat"])) == (49, int)
    assert (told["accountNumber"], told["billingAddress"]["line1"]) == (CARD["accountNumber"], "1 Example Street")
    assert told["provider"] == {
        "intent": "PUSH_PROV_MOBILE",
        "clientWalletProvider": "40010075001",
        "clientWalletAccountID": "wallet-account-1",
        "clientDeviceID": WALLET["deviceID"],
        "isIDnV": True,
    }


async def test_google_is_told_how_to_reach_the_customer(visa: Caller) -> None:
    address = {"line1": "2 Example Street", "countryCode": "US"}
    customer = (await visa.post(CUSTOMERS, {**JANE, "encAddress": visa.sealed(address)})).body["vCustomerID"]
    enrolled = (await visa.post(f"{CUSTOMERS}/{customer}/cards", {"encCard": visa.sealed(card())})).body

    answer = await visa.post(f"{PAYLOADS}/googlePay", {**WALLET, "vCardID": enrolled["vCardID"]})

    assert visa.opened(answer.body["encAddress"]) == address
    assert "encMobileNumber" not in answer.body


@pytest.mark.exercises("vts.in_app.get_samsung_data")
async def test_samsung_gets_a_card_for_its_own_wallet(visa: Caller) -> None:
    answer = await visa.post(f"{PAYLOADS}/samsungPay", {**WALLET, "clientAppID": "VMCPTest", "encCard": visa.sealed(card())})

    _, told = opaque(answer.body["opaquePaymentCard"])
    assert (answer.status, answer.body["cardType"]) == (200, "CREDIT")
    assert (told["provider"]["clientWalletProvider"], told["provider"]["clientAppID"]) == ("40010043095", "VMCPTest")


@pytest.mark.parametrize("wallet", ["applePay", "googlePay", "samsungPay"])
async def test_the_payload_of_another_network_is_not_built(visa: Caller, behind: Observer, wallet: str) -> None:
    said = {**for_apple(leaf()), **WALLET, "tokenServiceProvider": "M", "encCard": visa.sealed(card())}

    answer = await visa.post(f"{PAYLOADS}/{wallet}", said)

    assert (answer.status, answer.reason, behind.causes) == (403, "notAllowed", ["not_built"])


class TestExactLengths:
    """Lengths as the description has them."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", seed=1, issuer_url="http://127.0.0.1:9", visa_lengths="strict")

    async def test_a_nonce_has_thirty_two_characters(self, visa: Caller) -> None:
        nonces = [base64.b64encode(bytes(size)).decode() for size in (4, 24)]

        short, exact = [await apple(visa, leaf(), encCard=visa.sealed(card()), nonce=nonce) for nonce in nonces]

        assert (short.locations, exact.status) == (["nonce"], 200)

    async def test_a_customers_name_has_thirty_six(self, visa: Caller) -> None:
        answer = await visa.post(f"{PAYLOADS}/googlePay", {**WALLET, "encCard": visa.sealed(card())})

        assert (answer.status, answer.locations) == (400, ["clientCustomerID"])
