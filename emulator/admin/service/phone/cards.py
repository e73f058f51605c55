"""What the cardholder does with the cards on a phone."""

from collections import Counter

from emulator.admin.schemas import phone as schemas
from emulator.admin.service.entry import act, look
from emulator.admin.service.phone import shown
from emulator.core.context import Context
from emulator.core.networks import Purchase
from emulator.domain.tokens import Action, State
from emulator.wallets.devices import PHONE, phone_of
from emulator.wallets.phone import keeping, passes, taps, verifying
from emulator.wallets.phone.passes import Held


async def list_passes(ctx: Context, _unit: None, message: schemas.ListPasses) -> schemas.PassList:
    """Return the cards on phones, newest first."""
    world = await look(ctx, message.namespace)
    held = await world.house.store.read(world.namespace.id, lambda unit: passes.newest(unit, device=message.device))
    return schemas.PassList(passes=[_seen(one) for one in held])


async def get_pass(ctx: Context, _unit: None, message: schemas.NamePass) -> schemas.PassWhole:
    """Return one card, with the ways to verify its holder."""
    world = await look(ctx, message.namespace)
    held = await world.house.store.read(world.namespace.id, lambda unit: passes.get(unit, message.card))
    ways = await verifying.methods_of(world, held)
    return schemas.PassWhole(**shown.card(held), methods=[shown.method(way) for way in ways])


async def choose_method(ctx: Context, _unit: None, message: schemas.ChooseMethod) -> schemas.MethodSeen:
    """Have a code sent."""
    world = await act(ctx, message.namespace)
    return shown.method(await verifying.send_code(world, message.card, method=message.method))


async def enter_code(ctx: Context, _unit: None, message: schemas.EnterCode) -> schemas.CodeTried:
    """Type a code in."""
    world = await act(ctx, message.namespace)
    tried = await verifying.enter_code(world, message.card, digits=message.code)
    return schemas.CodeTried(outcome=tried.outcome.value, card=_seen(tried.held))


async def tap_to_pay(ctx: Context, _unit: None, message: schemas.TapToPay) -> schemas.TapSeen:
    """Pay at a shop."""
    world = await act(ctx, message.namespace)
    purchase = Purchase(message.amount, message.currency.lower(), message.merchant, message.merchantCategoryCode)
    paid = await taps.tap(world, message.card, purchase)
    return schemas.TapSeen(
        approved=paid.authorized.approved,
        reason=paid.authorized.reason,
        reference=paid.authorized.reference,
        cryptogram=paid.cryptogram,
        transactionCounter=paid.token.atc,
        deviceAccountSuffix=paid.token.number.suffix,
    )


async def suspend_pass(ctx: Context, _unit: None, message: schemas.NamePass) -> schemas.PassSeen:
    """Pause one card."""
    return _seen(await keeping.move_pass(await act(ctx, message.namespace), message.card, Action.SUSPEND))


async def resume_pass(ctx: Context, _unit: None, message: schemas.NamePass) -> schemas.PassSeen:
    """Resume one card."""
    return _seen(await keeping.move_pass(await act(ctx, message.namespace), message.card, Action.RESUME))


async def remove_pass(ctx: Context, _unit: None, message: schemas.NamePass) -> schemas.PassSeen:
    """Remove one card for good."""
    return _seen(await keeping.move_pass(await act(ctx, message.namespace), message.card, Action.DELETE))


async def lose_phone(ctx: Context, _unit: None, message: schemas.NamePhone) -> schemas.PassList:
    """Put a phone into lost mode."""
    moved = await keeping.move_phone(await act(ctx, message.namespace), message.device, Action.SUSPEND)
    return schemas.PassList(passes=[_seen(one) for one in moved])


async def find_phone(ctx: Context, _unit: None, message: schemas.NamePhone) -> schemas.PassList:
    """End a phone's lost mode."""
    moved = await keeping.move_phone(await act(ctx, message.namespace), message.device, Action.RESUME)
    return schemas.PassList(passes=[_seen(one) for one in moved])


async def list_phones(ctx: Context, _unit: None, message: schemas.ListPasses) -> schemas.PhoneList:
    """Return the phone that is always there, and every other that holds or has held a card."""
    world = await look(ctx, message.namespace)
    held = await world.house.store.read(world.namespace.id, lambda unit: passes.newest(unit, device=message.device))
    count = Counter(one.of.device for one in held if one.token.state is not State.DELETED)
    names = dict.fromkeys([message.device or PHONE, *(one.of.device for one in held)])
    phones = [(name, phone_of(world.namespace.id, name)) for name in names]
    return schemas.PhoneList(
        phones=[
            schemas.PhoneSeen(device=name, walletId=phone.account, hardwareId=phone.hardware, cards=count[name]) for name, phone in phones
        ]
    )


def _seen(held: Held) -> schemas.PassSeen:
    return schemas.PassSeen(**shown.card(held))
