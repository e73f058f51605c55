"""How Visa speaks to issuers: sealed anew at every attempt, to whom a certificate is known."""

import json

import pytest
from joserfc import jws

from emulator.config import Settings
from emulator.core.context import House
from tests.providers.observer import NAMESPACE
from tests.providers.vts.bank import Bank, key
from tests.providers.vts.caller import PAN, Caller
from tests.providers.vts.conftest import Observer


async def test_what_is_encrypted_is_signed_by_visa_around_it(visa: Caller, behind: Observer, issuing: Bank) -> None:
    await visa.provision()
    await behind.deliver()

    text = issuing.about("tokenChanged")[0].body["encryptedData"]

    registry = jws.JWSRegistry(algorithms=["PS256"], strict_check_header=False)
    outer = jws.deserialize_compact(text, key("vts/jws.crt"), registry=registry)
    assert (len(text.split(".")), outer.payload.count(b".")) == (3, 4)
    assert outer.headers()["alg"] == "PS256"
    assert outer.headers()["cty"] == "JWE"
    assert len(text) < 7_000


async def test_every_attempt_is_sealed_anew_and_says_the_same(visa: Caller, house: House, behind: Observer, issuing: Bank) -> None:
    await visa.provision()
    await behind.deliver()
    (notice,) = await behind.notices("token_created")
    assert house.courier is not None

    await house.courier.redeliver(NAMESPACE, notice.id)

    first, second = issuing.about("tokenChanged")
    assert first.body["encryptedData"] != second.body["encryptedData"]
    assert first.opened == second.opened
    assert first.query == second.query


async def test_an_issuer_without_a_certificate_reads_no_numbers(visa: Caller, behind: Observer, bank: Bank) -> None:
    await behind.point_issuer_at(bank.url, encryption_certificate=None)

    await visa.provision()
    await behind.deliver()

    (heard,) = bank.about("tokenChanged")
    assert "encryptedData" not in heard.body
    assert PAN not in json.dumps(heard.body)
    assert bank.about("approveProvisioning") == []


@pytest.mark.parametrize("member", ["tokenRequestorID", "tokenReferenceID", "eventID"])
async def test_what_stands_in_the_url_is_not_said_again(visa: Caller, behind: Observer, issuing: Bank, member: str) -> None:
    await visa.provision()
    await behind.deliver()

    (heard,) = issuing.about("tokenChanged")

    assert member not in heard.body


async def test_a_notice_that_is_refused_is_tried_again(visa: Caller, behind: Observer, issuing: Bank) -> None:
    issuing.statuses["tokenChanged"] = 503
    await visa.provision()
    await behind.deliver()

    (notice,) = await behind.notices("token_created")

    assert (notice.tries, notice.state) == (1, "pending")


class TestReproducibleSignatures:
    """Signatures that add no chance of their own."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(database="sqlite://", seed=1, issuer_url="http://127.0.0.1:9", visa_signature="RS256")

    async def test_an_issuer_reads_them_as_well(self, visa: Caller, behind: Observer, issuing: Bank) -> None:
        await visa.provision()
        await behind.deliver()

        (heard,) = issuing.about("tokenChanged")

        registry = jws.JWSRegistry(algorithms=["RS256"], strict_check_header=False)
        outer = jws.deserialize_compact(heard.body["encryptedData"], key("vts/jws.crt"), registry=registry)
        assert outer.headers()["alg"] == "RS256"
        assert heard.opened["cardholderInfo"]["primaryAccountNumber"] == PAN
