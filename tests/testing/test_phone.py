"""The phone of a test's own world."""

from emulator.testing.world import World

CARD = {"accountNumber": "5555555577770853", "expiryMonth": "12", "expiryYear": "30", "cardholderName": "Ada Sample"}


def code(world: World) -> str:
    """The code that was sent last."""
    digits = world.codes()[0].digits
    assert digits
    return digits


def test_a_card_is_typed_in_verified_and_paid_with(world: World) -> None:
    added = world.phone.enter_card(wallet="google", **CARD)
    assert added.card
    world.phone.send_code(added.card.id)

    tried = world.phone.enter_code(added.card.id, code(world))
    tapped = world.phone.tap(added.card.id, amount=250)

    assert (added.path, tried.outcome, tapped.approved) == ("yellow", "right", True)
    assert [one.state for one in world.phone.passes()] == ["active"]


def test_a_lost_phone_pays_no_more_until_it_is_found(world: World) -> None:
    added = world.phone.enter_card(wallet="google", **CARD)
    assert added.card
    world.phone.send_code(added.card.id)
    world.phone.enter_code(added.card.id, code(world))

    states = [[one.state for one in held] for held in (world.phone.lose(), world.phone.find())]

    assert states == [["suspended"], ["active"]]


def test_a_card_is_paused_resumed_and_taken_off(world: World) -> None:
    added = world.phone.enter_card(wallet="samsung", **CARD)
    assert added.card
    card = added.card.id
    world.phone.send_code(card)
    world.phone.enter_code(card, code(world))

    states = [world.phone.suspend(card).state, world.phone.resume(card).state, world.phone.remove(card).state]

    assert states == ["suspended", "active", "deleted"]


def test_a_payload_that_is_none_is_refused_and_the_step_named(world: World) -> None:
    google, samsung = world.phone.open_google(network="mastercard"), world.phone.open_samsung(network="visa")
    apple = world.phone.open_apple(network="visa", cardholderName="Ada Sample", primaryAccountSuffix="1111")

    refused = [
        world.phone.complete(google, opaquePaymentCard="nonsense"),
        world.phone.complete(samsung, opaquePaymentCard="nonsense"),
        world.phone.complete(apple, encryptedPassData="", activationData="", ephemeralPublicKey=""),
    ]

    assert [one.path for one in refused] == ["red"] * 3
    assert all(one.checks[-1].message for one in refused)
