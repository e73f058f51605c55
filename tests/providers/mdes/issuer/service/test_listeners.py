"""Where the issuer of a token's card listens."""

from dataclasses import replace

from emulator.core.context import House
from emulator.domain.pan import Network
from emulator.providers.mdes.issuer.service.listeners import issuer_of, listening
from emulator.storage.unit import Unit
from tests.providers.mdes.caller import Caller
from tests.providers.observer import NAMESPACE


async def test_the_issuer_of_a_mastercard_is_found_and_of_other_cards_nobody(mdes: Caller, house: House) -> None:
    made = await mdes.tokenize()

    async def found(unit: Unit) -> list[object]:
        token = await unit.tokens.get(made.body["tokenUniqueReference"])
        assert token is not None
        issuer, receivers = await issuer_of(unit, token), await listening(unit, token)
        visa = replace(token, network=Network.VISA)
        return [issuer and issuer.id, [receiver.name for receiver in receivers], await issuer_of(unit, visa), await listening(unit, visa)]

    assert await house.store.read(NAMESPACE, found) == ["demo-issuer", ["issuer:demo-issuer"], None, ()]
