"""The tables of the issuer app, as SQLAlchemy ORM models."""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, ForeignKey, LargeBinary, String, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

JsonObject = dict[str, Any]

ACTIVE: Final = "active"
INACTIVE: Final = "inactive"


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, on engines that keep time zones and on those that drop them."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store the moment as UTC without a zone."""
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return value and value.replace(tzinfo=UTC)


class Record(DeclarativeBase):
    """What all tables share."""

    id: Mapped[int] = mapped_column(primary_key=True)


class User(Record):
    """A cardholder."""

    __tablename__ = "users"

    name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str] = mapped_column(String(320), unique=True)


class Account(Record):
    """Money that cards spend: `balance` in minor units of `currency` (ISO 4217). An account may be opened before its user is known."""

    __tablename__ = "accounts"

    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    status: Mapped[str] = mapped_column(String(16), default=INACTIVE)
    balance: Mapped[int] = mapped_column(BigInteger, default=0)
    currency: Mapped[str] = mapped_column(String(3), default="USD")

    user: Mapped[User | None] = relationship()
    cards: Mapped[list["VirtualCard"]] = relationship(back_populates="account", order_by="VirtualCard.id")


class VirtualCard(Record):
    """A card. Its number is sealed in `pan_box`, found by the keyed hash `pan_lookup`, shown as `last4`."""

    __tablename__ = "virtual_cards"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    provider: Mapped[str] = mapped_column(String(16))
    network: Mapped[str] = mapped_column(String(16))
    cardholder_name: Mapped[str] = mapped_column(String(100))
    pan_box: Mapped[bytes] = mapped_column(LargeBinary)
    pan_lookup: Mapped[str] = mapped_column(String(64), unique=True)
    last4: Mapped[str] = mapped_column(String(4))
    exp_month: Mapped[int]
    exp_year: Mapped[int]
    status: Mapped[str] = mapped_column(String(16), default=ACTIVE)

    account: Mapped[Account] = relationship(back_populates="cards")
    tokens: Mapped[list["CardToken"]] = relationship(back_populates="card", order_by="CardToken.id")


class Provisioning(Record):
    """A provider's reference for putting a card into a wallet: good once, until `valid_until`.

    `material` is what else the provider answered, in its own words; the payloads are made from it.
    """

    __tablename__ = "provisionings"
    __table_args__ = (UniqueConstraint("card_id", "provider", "token_requestor_id"),)

    card_id: Mapped[int] = mapped_column(ForeignKey("virtual_cards.id"))
    provider: Mapped[str] = mapped_column(String(16))
    token_requestor_id: Mapped[str] = mapped_column(String(36))
    reference: Mapped[str] = mapped_column(String(64))
    valid_until: Mapped[datetime] = mapped_column(Instant)
    material: Mapped[JsonObject] = mapped_column(JSON)

    payloads: Mapped[list["WalletPayload"]] = relationship(cascade="all, delete-orphan")


class WalletPayload(Record):
    """What was handed to one wallet under a provisioning, kept so that asking again gives the same."""

    __tablename__ = "wallet_payloads"
    __table_args__ = (UniqueConstraint("provisioning_id", "wallet"),)

    provisioning_id: Mapped[int] = mapped_column(ForeignKey("provisionings.id"))
    wallet: Mapped[str] = mapped_column(String(32))
    body: Mapped[JsonObject] = mapped_column(JSON)


class CardToken(Record):
    """A network token of a card, as the provider last told us. `reference` is the provider's (MDES: tokenUniqueReference)."""

    __tablename__ = "card_tokens"
    __table_args__ = (UniqueConstraint("provider", "reference"),)

    card_id: Mapped[int] = mapped_column(ForeignKey("virtual_cards.id"))
    provider: Mapped[str] = mapped_column(String(16))
    reference: Mapped[str] = mapped_column(String(64))
    status: Mapped[str | None] = mapped_column(String(16))
    suspended_by: Mapped[list[str]] = mapped_column(JSON, default=list)
    last4: Mapped[str | None] = mapped_column(String(4))
    expiry: Mapped[str | None] = mapped_column(String(4))
    reason_code: Mapped[str] = mapped_column(String(32))
    updated_at: Mapped[datetime] = mapped_column(Instant)

    card: Mapped[VirtualCard] = relationship(back_populates="tokens")


class SeenNotice(Record):
    """The digest of a notice that was taken, so that a redelivered one changes nothing."""

    __tablename__ = "seen_notices"

    digest: Mapped[str] = mapped_column(String(64), unique=True)
    received_at: Mapped[datetime] = mapped_column(Instant)


class SentCode(Record):
    """A one-time code on its way to a cardholder, as the inbox shows it.

    `own` says that this app made the code and checks it; otherwise MDES does. `left` counts the attempts that remain.
    """

    __tablename__ = "sent_codes"

    request_id: Mapped[str] = mapped_column(String(64), unique=True)
    token_reference: Mapped[str] = mapped_column(String(64), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    code: Mapped[str] = mapped_column(String(32))
    own: Mapped[bool]
    method: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    left: Mapped[int]
    used: Mapped[bool] = mapped_column(default=False)
