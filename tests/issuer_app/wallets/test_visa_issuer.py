"""A Visa card of the issuer's own, through the endpoint: each payload answers one session, and nobody is asked."""

from typing import Any

import pytest

from emulator.crypto.payloads.apple import delivery, ecc_v2, pass_data
from emulator.crypto.payloads.visa import mbpac, opc
from emulator.crypto.payloads.visa.fields import FieldKeys
from emulator.issuer_app.bootstrap import IssuerApp
from emulator.issuer_app.pan import Pan
from emulator.issuer_app.storage.models import ACTIVE, Account, VirtualCard
from emulator.issuer_app.wallets.visa_secrets import DEMO_ACTIVATION, DEMO_OPAQUE_CARD
from emulator.wallets import authority
from tests.issuer_app.conftest import NOON, Client
from tests.issuer_app.stand_in import StandIn
from tests.issuer_app.wallets.session import ID, NONCE, chain

NUMBER = "4761120010000492"
KEYS = {DEMO_ACTIVATION.key_set: DEMO_ACTIVATION.key}
GOOGLE = {"wallet": "google_pay", "walletId": "account", "stableHardwareId": "device"}


@pytest.fixture
async def visa_card(app: IssuerApp, card: VirtualCard) -> int:
    """A Visa card beside the other one."""
    sealed = app.vault.seal(Pan(NUMBER), bytes(12))
    row = VirtualCard(
        account=Account(status=ACTIVE),
        provider="visa_issuer",
        network="visa",
        cardholder_name="JANE DOE",
        pan_box=sealed.box,
        pan_lookup=sealed.lookup,
        last4=sealed.last4,
        exp_month=12,
        exp_year=2029,
        status=ACTIVE,
    )
    await app.database.run(lambda session: session.add(row))
    return row.id


async def made(client: Client, card: int, wish: dict[str, Any], status: int = 200) -> Any:
    async with client.post(f"/api/v1/cards/{card}/wallet_payload", json=wish) as response:
        assert response.status == status, await response.text()
        return await response.json()


async def test_apples_payload_hides_the_number_from_apple(client: Client, visa_card: int, mdes: StandIn) -> None:
    signature = authority.signature(NONCE).hex()
    wish = {"wallet": "apple_pay", "certificates": list(chain()), "nonce": NONCE.hex(), "nonceSignature": signature}

    told = await made(client, visa_card, wish)

    leaf = authority.leaf(ID, NOON).private_key
    sent = delivery.read(told["payload"])
    inside = pass_data.read(ecc_v2.open_sealed(sent.sealed, leaf))
    assert inside.number is None
    assert mbpac.open_sealed(f"{inside.encrypted_number}", KEYS).members["pan"] == NUMBER
    assert mbpac.carries(mbpac.open_sealed(sent.activation_data.decode(), KEYS), NONCE)
    assert mdes.asked == []


async def test_googles_payload_is_for_one_phone_and_never_given_twice(client: Client, visa_card: int) -> None:
    first, second = [await made(client, visa_card, GOOGLE) for _ in range(2)]

    keys = FieldKeys({DEMO_OPAQUE_CARD.key_id: DEMO_OPAQUE_CARD.secret})
    opened = opc.open_sealed(first["payload"]["opaquePaymentCard"], keys)
    assert (opened.number, opened.provider["clientDeviceID"]) == (NUMBER, "device")
    assert first["payload"] != second["payload"]


async def test_without_the_phones_ids_there_is_no_payload(client: Client, visa_card: int) -> None:
    told = await made(client, visa_card, {"wallet": "samsung_pay"}, status=422)

    assert "POST what the phone handed over" in told["error"]
