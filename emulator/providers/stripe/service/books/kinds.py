"""Every kind of object: how its ids begin, what errors call it, where it is kept, and what it refers to.

Prefixes and links as package stripe declares them; what errors call an object follows the pattern of `No such issuing card`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from emulator.providers.stripe.service.books.wallets import with_eligibility
from emulator.storage.documents import Kind

Body = dict[str, Any]
"""An object in its unexpanded form: whatever it refers to is an id. Members that begin with `_` are never shown."""


@dataclass(frozen=True, slots=True)
class ObjectType:
    """One kind of object.

    `param` is what paths call its id, `url` where it is listed, `announced` the first part of its event types (None: nobody is told).
    `whole` are the members that hold an id here and the whole object in answers, `links` those that hold an id and can be expanded,
    `asked` those that are there only when an operation offers them and the caller expands them. Members inside hashes are
    written with dots. `finish` completes an answer from what is in it.
    """

    name: str
    prefix: str
    called: str
    param: str
    url: str
    kind: Kind
    announced: str | None = None
    whole: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    finish: Callable[[Body], Body] | None = None


CARDHOLDER: Final = ObjectType(
    name="issuing.cardholder",
    prefix="ich_",
    called="issuing cardholder",
    param="cardholder",
    url="/v1/issuing/cardholders",
    kind=Kind("stripe.cardholder", indexes=("email", "phone_number", "status")),
    announced="issuing_cardholder",
    links=("individual.verification.document.back", "individual.verification.document.front"),
)

CARD: Final = ObjectType(
    name="issuing.card",
    prefix="ic_",
    called="issuing card",
    param="card",
    url="/v1/issuing/cards",
    # The vault's card is shared by a card and the one that replaces it under the same number.
    kind=Kind("stripe.card", indexes=("cardholder", "_vault", "last4")),
    announced="issuing_card",
    whole=("cardholder",),
    links=("personalization_design", "replaced_by", "replacement_for"),
    asked=("number", "cvc"),
    finish=with_eligibility,
)

TOKEN: Final = ObjectType(
    name="issuing.token",
    prefix="intok_",
    called="issuing token",
    param="token",
    url="/v1/issuing/tokens",
    kind=Kind("stripe.token", indexes=("card", "_vault")),
    announced="issuing_token",
    links=("card",),
    asked=("network_data",),
)

AUTHORIZATION: Final = ObjectType(
    name="issuing.authorization",
    prefix="iauth_",
    called="issuing authorization",
    param="authorization",
    url="/v1/issuing/authorizations",
    kind=Kind("stripe.authorization", indexes=("card", "cardholder", "status")),
    announced="issuing_authorization",
    whole=("balance_transactions", "card", "transactions"),
    links=("cardholder", "token"),
)

TRANSACTION: Final = ObjectType(
    name="issuing.transaction",
    prefix="ipi_",
    called="issuing transaction",
    param="transaction",
    url="/v1/issuing/transactions",
    kind=Kind("stripe.transaction", indexes=("card", "cardholder", "authorization")),
    announced="issuing_transaction",
    links=("authorization", "balance_transaction", "card", "cardholder", "dispute", "token"),
    asked=("purchase_details",),
)

DISPUTE: Final = ObjectType(
    name="issuing.dispute",
    prefix="idp_",
    called="issuing dispute",
    param="dispute",
    url="/v1/issuing/disputes",
    kind=Kind("stripe.dispute", indexes=("transaction", "status")),
    announced="issuing_dispute",
    links=(
        "evidence.canceled.additional_documentation",
        "evidence.duplicate.additional_documentation",
        "evidence.duplicate.card_statement",
        "evidence.duplicate.cash_receipt",
        "evidence.duplicate.check_image",
        "evidence.fraudulent.additional_documentation",
        "evidence.merchandise_not_as_described.additional_documentation",
        "evidence.no_valid_authorization.additional_documentation",
        "evidence.not_received.additional_documentation",
        "evidence.other.additional_documentation",
        "evidence.service_not_as_described.additional_documentation",
        "transaction",
    ),
    asked=("balance_transactions",),
)

PERSONALIZATION_DESIGN: Final = ObjectType(
    name="issuing.personalization_design",
    prefix="ipcd_",
    called="issuing personalization design",
    param="personalization_design",
    url="/v1/issuing/personalization_designs",
    kind=Kind("stripe.personalization_design", indexes=("lookup_key", "status")),
    announced="issuing_personalization_design",
    links=("card_logo", "physical_bundle"),
)

PHYSICAL_BUNDLE: Final = ObjectType(
    name="issuing.physical_bundle",
    prefix="ics_",
    called="issuing physical bundle",
    param="physical_bundle",
    url="/v1/issuing/physical_bundles",
    kind=Kind("stripe.physical_bundle"),
)

SETTLEMENT: Final = ObjectType(
    name="issuing.settlement",
    prefix="ise_",
    called="issuing settlement",
    param="settlement",
    url="/v1/issuing/settlements",
    kind=Kind("stripe.settlement"),
)

EPHEMERAL_KEY: Final = ObjectType(
    name="ephemeral_key",
    prefix="ephkey_",
    called="ephemeral key",
    param="key",
    url="/v1/ephemeral_keys",
    kind=Kind("stripe.ephemeral_key"),
)

WEBHOOK_ENDPOINT: Final = ObjectType(
    name="webhook_endpoint",
    prefix="we_",
    called="webhook endpoint",
    param="webhook_endpoint",
    url="/v1/webhook_endpoints",
    kind=Kind("stripe.webhook_endpoint", indexes=("status",)),
)

EVENT: Final = ObjectType(
    name="event",
    prefix="evt_",
    called="event",
    param="id",
    url="/v1/events",
    kind=Kind("stripe.event", indexes=("type",)),
)

BALANCE_TRANSACTION: Final = ObjectType(
    name="balance_transaction",
    prefix="txn_",
    called="balance transaction",
    param="id",
    url="/v1/balance_transactions",
    kind=Kind("stripe.balance_transaction", indexes=("source", "type")),
    links=("source",),
)

TOPUP: Final = ObjectType(
    name="topup",
    prefix="tu_",
    called="topup",
    param="topup",
    url="/v1/topups",
    kind=Kind("stripe.topup", indexes=("status",)),
    announced="topup",
    links=("balance_transaction",),
)

FILE: Final = ObjectType(
    name="file",
    prefix="file_",
    called="file upload",
    param="file",
    url="/v1/files",
    kind=Kind("stripe.file", indexes=("purpose",)),
)

ALL: Final = (
    CARDHOLDER,
    CARD,
    TOKEN,
    AUTHORIZATION,
    TRANSACTION,
    DISPUTE,
    PERSONALIZATION_DESIGN,
    PHYSICAL_BUNDLE,
    SETTLEMENT,
    EPHEMERAL_KEY,
    WEBHOOK_ENDPOINT,
    EVENT,
    BALANCE_TRANSACTION,
    TOPUP,
    FILE,
)

BY_NAME: Final[Mapping[str, ObjectType]] = {of.name: of for of in ALL}
_BY_PREFIX: Final[Mapping[str, ObjectType]] = {of.prefix: of for of in ALL}


def type_of(object_id: str) -> ObjectType | None:
    """Return the kind of object that an id belongs to, by its prefix."""
    return _BY_PREFIX.get(object_id[: object_id.find("_") + 1])
