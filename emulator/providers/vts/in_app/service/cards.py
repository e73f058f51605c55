"""Cards enrolled for wallets: the vault keeps them once, and every client and customer has an id of its own for them."""

from dataclasses import dataclass, replace
from typing import Final

from emulator.core.context import Context
from emulator.core.provisioning import enrol
from emulator.domain import cards as vault
from emulator.domain.cards import Expiry
from emulator.domain.errors import IneligibleCard, InvalidField, UnknownCard
from emulator.domain.pan import Network, Pan, passes_luhn
from emulator.providers.vts.in_app import schemas
from emulator.providers.vts.in_app.schemas.customers import Card
from emulator.providers.vts.in_app.service.customers import client_of, own_customer
from emulator.providers.vts.records import customers, wallet_cards
from emulator.providers.vts.records.customers import Customer
from emulator.providers.vts.records.wallet_cards import WalletCard
from emulator.providers.vts.schemas import ExpirationDate, Nothing
from emulator.storage.unit import Unit

# The middle of an id, as in Visa's samples.
PREFIX: Final = "v-123-"
NUMBER: Final = "encCard/accountNumber"
EXPIRY: Final = "encCard/expirationDate"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A card in the vault, and what a client says of it; `customer` is whoever is linked to it."""

    vault: vault.Card
    expiry: Expiry
    record: WalletCard
    customer: Customer | None

    @property
    def name(self) -> str | None:
        """The name on the card, or else its customer's."""
        return self.record.name or (self.customer.name if self.customer else None)

    def answer(self) -> schemas.CardAnswer:
        """Return what the client reads."""
        return schemas.CardAnswer(
            vCardID=self.record.id,
            last4=self.vault.pan.suffix,
            expirationDate=self.expiration,
            paymentAccountReference=self.vault.par,
        )

    @property
    def expiration(self) -> ExpirationDate:
        """Its last month as Visa writes it."""
        return ExpirationDate(month=self.expiry.mm, year=str(self.expiry.year))


async def enroll_card(ctx: Context, unit: Unit, message: schemas.EnrollCard) -> schemas.CardAnswer:
    """Enrol a card; the same number again has the same id."""
    client = client_of(ctx, message.vClientIDForPartner)
    customer = await _customer(unit, message, client)
    return (await enrolled(ctx, unit, message.encCard, client=client, customer=customer)).answer()


async def enroll_customers_card(ctx: Context, unit: Unit, message: schemas.EnrollCustomersCard) -> schemas.CardAnswer:
    """Enrol a card for a customer."""
    customer = await own_customer(ctx, unit, message.vCustomerID)
    if message.vCardID is not None:
        known = await own_card(ctx, unit, message.vCardID)
        linked = replace(known.record, customer=customer.id)
        await wallet_cards.save(unit, linked)
        return replace(known, record=linked, customer=customer).answer()
    if message.encCard is None:
        raise InvalidField("encCard", "missing")
    return (await enrolled(ctx, unit, message.encCard, client=client_of(ctx), customer=customer)).answer()


async def get_card(ctx: Context, unit: Unit, message: schemas.NamedCard) -> schemas.CardAnswer:
    """Return a card."""
    return (await own_card(ctx, unit, message.vCardID)).answer()


async def delete_card(ctx: Context, unit: Unit, message: schemas.NamedCard) -> Nothing:
    """Forget an enrolment; the card's tokens live on."""
    await wallet_cards.remove(unit, (await own_card(ctx, unit, message.vCardID)).record)
    return Nothing()


async def own_card(ctx: Context, unit: Unit, card_id: str) -> Enrolled:
    """Return a card that the caller has enrolled, for itself or for a partner.

    Raises:
        UnknownCard: there is none.
    """
    record = await wallet_cards.find(unit, card_id)
    if record is None or record.client.partition("/")[0] != client_of(ctx):
        raise UnknownCard(card_id)
    card = await unit.cards.get(record.card)
    if card is None or card.expiry is None:
        raise UnknownCard(card_id)
    return Enrolled(card, card.expiry, record, await customers.find(unit, record.customer) if record.customer else None)


async def enrolled(ctx: Context, unit: Unit, sent: Card, *, client: str, customer: Customer | None = None) -> Enrolled:
    """Enrol a card, and return it.

    Raises:
        InvalidField: its check digit is wrong, or its last month is over in the world's time.
        IneligibleCard: it is no Visa card, or in no issuer's account range.
    """
    expiry = Expiry(int(sent.expirationDate.year), int(sent.expirationDate.month))
    card = await enrol(ctx, unit, _number(ctx, sent, expiry), expiry=expiry, holder=sent.nameOnCard)
    known = await wallet_cards.of_card(unit, card.reference, client=client, customer=customer.id if customer else None)
    address = sent.billingAddress.model_dump(mode="json", exclude_none=True) if sent.billingAddress else None
    if known is None:
        record = WalletCard(
            f"{PREFIX}{ctx.ids.uuid()}", card.reference, client, customer.id if customer else None, sent.nameOnCard, address
        )
        await wallet_cards.add(unit, record)
    else:
        record = replace(known, name=sent.nameOnCard or known.name, address=address or known.address)
        await wallet_cards.save(unit, record)
    return Enrolled(card, expiry, record, customer)


def _number(ctx: Context, sent: Card, expiry: Expiry) -> Pan:
    if not passes_luhn(sent.accountNumber):
        raise InvalidField(NUMBER, "the check digit is wrong")
    pan = Pan(sent.accountNumber)
    if pan.network is not Network.VISA:
        raise IneligibleCard("this is no Visa card")
    if expiry.passed(ctx.now.date()):
        raise InvalidField(EXPIRY, "the card's last month is over")
    return pan


async def _customer(unit: Unit, message: schemas.EnrollCard, client: str) -> Customer | None:
    if message.vCustomerIDForPartner:
        found = await customers.find(unit, message.vCustomerIDForPartner)
        if found is None or found.client != client.partition("/")[0]:
            raise InvalidField("vCustomerIDForPartner", "unknown")
        return found
    if message.clientCustomerID:
        return await customers.of_client(unit, client.partition("/")[0], message.clientCustomerID)
    return None
