"""What MDES does for the wallets on phones, which speak to it in a way that is not published: the same steps as for its clients."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from emulator.core.context import Context
from emulator.core.networks import Addition, Paid, Tap, WalletService
from emulator.crypto.payloads import mastercard_ucaf as ucaf
from emulator.domain.codes import Method, Outcome
from emulator.domain.decisions import Decision, decide
from emulator.domain.errors import IllegalTransition
from emulator.domain.pan import Network
from emulator.domain.tokens import State, Token, TokenKind
from emulator.providers.mdes.digital_enablement.schemas import Activate, RequestActivationCode
from emulator.providers.mdes.digital_enablement.schemas.wallet import ChosenMethod
from emulator.providers.mdes.digital_enablement.service.accounts import Account
from emulator.providers.mdes.digital_enablement.service.asking import consult
from emulator.providers.mdes.digital_enablement.service.decision import issuer_of_eligible
from emulator.providers.mdes.digital_enablement.service.transact import CRYPTOGRAM_KEY
from emulator.providers.mdes.digital_enablement.service.wallet import activation, codes
from emulator.providers.mdes.digital_enablement.service.wishes import Home, Verdict, Wish, fulfil, heard
from emulator.providers.mdes.records import transactions
from emulator.storage.unit import Unit

# MDES Customer Service: 07 is a contactless chip card; AUTH and DCLN say what the issuer decided.
CONTACTLESS: Final = "07"
STATUSES: Final[Mapping[bool, str]] = {True: "AUTH", False: "DCLN"}


class MdesWallets(WalletService):
    """Mastercards on phones."""

    network = Network.MASTERCARD

    async def ask(self, ctx: Context, addition: Addition) -> Verdict:
        """Ask the issuer to authorize the service, and how its cardholder can be verified."""

        async def wish(_unit: Unit) -> Wish:
            return _wish(addition)

        return await consult(ctx, wish)

    async def add(self, ctx: Context, unit: Unit, addition: Addition) -> Token | None:
        """Make the token, unless the card is declined; the issuer's proof was checked by the wallet."""
        wish = _wish(addition)
        await issuer_of_eligible(ctx, unit, wish.account)
        decision = addition.path(heard(ctx).decision or decide(addition.pan))
        if decision is Decision.DECLINED:
            return None
        token, _ = await fulfil(ctx, unit, wish, decision=decision, circumstances=addition.circumstances)
        return token

    async def methods(self, ctx: Context, token: Token) -> tuple[Method, ...]:
        """Return the ways that were written down when the token was made."""
        return await ctx.house.store.read(ctx.namespace.id, lambda unit: codes.offered(unit, token))

    async def ask_to_send(self, ctx: Context, token: Token, *, method: Method) -> Any:
        """Ask nobody: issuers are told to deliver a code by notice."""

    async def send_code(self, ctx: Context, unit: Unit, token: Token, *, method: Method) -> None:
        """Have the issuer send a code, as for any token requestor."""
        chosen = ChosenMethod(id=method.id)
        message = RequestActivationCode(requestId=ctx.ids.uuid(), tokenUniqueReference=token.reference, authenticationMethod=chosen)
        await codes.request_activation_code(ctx, unit, message)

    async def ask_code(self, ctx: Context, token: Token, *, digits: str) -> Any:
        """Ask the issuer about a code of its own."""
        return await activation.ask_before_activate(ctx, _attempt(ctx, token, digits))

    async def try_code(self, ctx: Context, unit: Unit, token: Token, *, digits: str) -> Outcome:
        """Try a code, as for any token requestor; a session that has ended counts as an expired code."""
        answer = await activation.activate(ctx, unit, _attempt(ctx, token, digits))
        return activation.OUTCOMES.get(answer.result, Outcome.EXPIRED)

    async def pay(self, ctx: Context, unit: Unit, tap: Tap) -> Paid:
        """Count a payment at a shop, and write it down for Customer Service."""
        if tap.token.state is not State.ACTIVE or tap.token.atc >= ucaf.LAST_ATC:
            raise IllegalTransition(tap.token.state, "pay")
        paying = replace(tap.token, atc=tap.token.atc + 1)
        await unit.tokens.save(paying)
        await transactions.write(ctx, unit, paying, merchant=tap.purchase.merchant, told=_told(tap))
        payment = ucaf.Payment(paying.number.reveal(), paying.atc, ctx.chance(4))
        return Paid(paying, ucaf.make(payment, key=CRYPTOGRAM_KEY), tap.authorized)


def _wish(addition: Addition) -> Wish:
    device = addition.device
    told = {"deviceName": device.name, "serialNumber": device.id, "formFactor": "PHONE", "osName": device.system}
    return Wish(
        account=Account(addition.pan, addition.expiry, addition.holder),
        requestor=addition.requestor,
        home=Home(kind=TokenKind.EMBEDDED_SE, app_instance=device.app, device=told),
    )


def _attempt(ctx: Context, token: Token, digits: str) -> Activate:
    return Activate(requestId=ctx.ids.uuid(), tokenUniqueReference=token.reference, authenticationCode=digits)


def _told(tap: Tap) -> Mapping[str, str]:
    return {
        "CurrencyCode": tap.purchase.currency.upper(),
        "MerchantCategoryCode": tap.purchase.mcc,
        "POSEntryMode": CONTACTLESS,
        "TransactionAmount": tap.purchase.decimal,
        "TransactionStatusCode": STATUSES[tap.authorized.approved],
    }
