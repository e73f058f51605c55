"""Visa cards on phones: wallets speak to Visa in a way that is not published, so these are the steps of its other clients."""

from dataclasses import asdict, replace
from functools import partial
from typing import Any

from emulator.core.context import Context
from emulator.core.networks import Addition, Names, Paid, Tap, WalletService
from emulator.core.provisioning import card_of, codes, token_to_change
from emulator.domain.cards import Card
from emulator.domain.codes import Method, Outcome
from emulator.domain.decisions import Decision
from emulator.domain.errors import WrongStep
from emulator.domain.pan import Network
from emulator.domain.tokens import State, Token
from emulator.providers.vts.moves import CodeTried
from emulator.providers.vts.records import pans, provisionings
from emulator.providers.vts.records.provisionings import Provisioning
from emulator.providers.vts.statuses import SECURE_ELEMENT
from emulator.providers.vts.token_service.service import wishes
from emulator.providers.vts.token_service.service.asking import Verdict, consult, decided, ways_of
from emulator.providers.vts.token_service.service.payment import paying, prepared
from emulator.providers.vts.token_service.service.provision import fulfil
from emulator.providers.vts.token_service.service.step_up.sending import Chosen, check_sent, send
from emulator.providers.vts.token_service.service.step_up.trying import verified
from emulator.providers.vts.token_service.service.step_up.ways import purpose_of
from emulator.providers.vts.token_service.service.wishes import Wish
from emulator.storage.unit import Unit


class VisaWallets(WalletService):
    """Visa cards on phones."""

    network = Network.VISA

    async def ask(self, ctx: Context, addition: Addition) -> Verdict:
        """Ask the issuer to approve the provisioning."""

        async def wish(_unit: Unit) -> Wish:
            return _wish(addition)

        return await consult(ctx, wish)

    async def add(self, ctx: Context, unit: Unit, addition: Addition) -> Token | None:
        """Make the token, unless the card is declined; the issuer's proof was checked by the wallet."""
        wish = _wish(addition)
        await wishes.issuer_of_eligible(ctx, unit, wish)
        decision = decided(ctx, wish)
        if decision is Decision.DECLINED:
            return None
        token, _ = await fulfil(ctx, unit, wish, decision=decision, circumstances=addition.circumstances)
        return token

    async def methods(self, ctx: Context, token: Token) -> tuple[Method, ...]:
        """Return the ways that the issuer named when it was first asked; a token that waits for nobody has no others."""
        record, card = await ctx.house.store.read(ctx.namespace.id, lambda unit: _known(ctx, unit, token))
        if record.methods or token.state is not State.REQUESTED:
            return record.methods
        ways = await ways_of(ctx, token, card)
        await ctx.house.unit(ctx, partial(provisionings.save, record=replace(record, methods=ways)))
        return ways

    async def ask_to_send(self, ctx: Context, token: Token, *, method: Method) -> Chosen:
        """Make a code, and have the issuer send it, as for any token requestor."""
        return await send(ctx, lambda unit: token_to_change(unit, token.reference), way=method.id)

    async def send_code(self, ctx: Context, unit: Unit, token: Token, *, method: Method) -> None:
        """Find out what the issuer made of the code."""
        check_sent(ctx.asked)

    async def ask_code(self, ctx: Context, token: Token, *, digits: str) -> Any:
        """Ask nobody: Visa has made the code."""

    async def try_code(self, ctx: Context, unit: Unit, token: Token, *, digits: str) -> Outcome:
        """Try the code that was sent last; every vain attempt counts."""
        held = await token_to_change(unit, token.reference)
        purpose = purpose_of(held, await provisionings.of_token(ctx, unit, held))
        code = await codes.current(unit, held.reference, purpose)
        if code is None:
            raise WrongStep("no code was sent")
        outcome = await codes.attempt(ctx, unit, code, digits=digits)
        if outcome is Outcome.RIGHT:
            await verified(ctx, unit, held, code=code)
        else:
            await unit.emit(CodeTried(code, held, outcome))
        return outcome

    async def names(self, ctx: Context, unit: Unit, token: Token) -> Names:
        """Return tokenReferenceID and panReferenceID: requestors call both differently."""
        record = await provisionings.of_token(ctx, unit, token)
        return Names(record.token_reference_id, await pans.known(unit, await card_of(unit, token)))

    async def pay(self, ctx: Context, unit: Unit, tap: Tap) -> Paid:
        """Draw the cryptogram of a payment at a shop, and write the payment down."""
        purchase = {**asdict(tap.purchase), "approved": tap.authorized.approved}
        payment = await prepared(ctx, unit, paying(tap.token), client_id=tap.authorized.reference or "", purchase=purchase)
        return Paid(replace(tap.token, atc=payment.atc), payment.cryptogram, tap.authorized)


def _wish(addition: Addition) -> Wish:
    device = addition.device
    said = {
        "panSource": wishes.PUSHED if addition.vouched else wishes.BY_HAND,
        "protectionType": SECURE_ELEMENT,
        "clientDeviceID": device.id,
        "clientAppID": device.app,
    }
    return Wish(addition.requestor, addition.pan, addition.expiry, addition.holder, said=said, vouched=addition.vouched)


async def _known(ctx: Context, unit: Unit, token: Token) -> tuple[Provisioning, Card]:
    return await provisionings.of_token(ctx, unit, token), await card_of(unit, token)
