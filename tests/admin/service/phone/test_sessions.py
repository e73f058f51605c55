"""Sessions as the app receives them."""

from typing import Any

import pytest
from cryptography import x509

from emulator.crypto.keys import apple_chain
from tests.admin.conftest import Call

APPLE = {"network": "visa", "cardholderName": "JANE DOE", "primaryAccountSuffix": "0492"}


async def test_apples_wallet_hands_over_a_chain_that_holds_and_bytes_in_two_spellings(post: Call) -> None:
    session = await post("phone/apple/requests", APPLE)

    root = x509.load_pem_x509_certificate(session["rootCertificate"].encode())
    opened = root.not_valid_before_utc.__class__.fromisoformat(session["openedAt"])
    assert apple_chain.explain(session["certificates"], root=root, now=opened) is None
    assert len(session["nonceHex"]) == 8
    assert len(session["nonceSignatureHex"]) == 162


async def test_google_and_samsung_hand_over_ids_of_one_phone(post: Call) -> None:
    google = await post("phone/google/requests", {"network": "visa"})
    samsung = await post("phone/samsung/requests", {"network": "mastercard"})

    assert (google["walletId"], google["stableHardwareId"]) == (samsung["walletUserId"], samsung["deviceId"])
    assert (google["tokenServiceProvider"], google["tokenRequestorId"]) == (4, "40010075001")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("apple/requests", {**APPLE, "encryptionScheme": "EV_RSA_v2"}),
        ("apple/requests", {**APPLE, "chain": "golden"}),
        ("apple/requests", {"network": "visa"}),
        ("google/requests", {"network": "amex"}),
        ("cards", {"wallet": "apple", "accountNumber": "4761120010000492", "expiryMonth": "13", "expiryYear": "29"}),
        ("cards", {"wallet": "apple", "accountNumber": "371449635398431", "expiryMonth": "12", "expiryYear": "29"}),
    ],
)
async def test_what_no_wallet_would_do_is_a_problem(refused: Call, path: str, body: dict[str, Any]) -> None:
    status, _ = await refused("POST", f"phone/{path}", json=body)

    assert status == 422


async def test_an_unknown_world_has_no_phone(refused: Call) -> None:
    assert await refused("POST", "phone/google/requests", json={"network": "visa", "namespace": "nowhere"}) == (404, "unknown_namespace")
