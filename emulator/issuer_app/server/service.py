"""What each route does."""

import re
from collections.abc import Mapping
from typing import Final, Literal

from ..bootstrap import IssuerApp
from ..provisioning import Made, Wish
from ..storage import cards, codes, models
from . import schemas
from .handing import handed_over

Path = Mapping[str, str]

# As many codes as the inbox shows.
MOST_CODES: Final = 100

# What every tokenReferenceID of Visa's begins with.
VISA_REFERENCE: Final = "DNITHE"

# A token requestor reports as `results[<receipt>]=<result>|<token>` (developer.mastercard.com, MDES Token Connect).
RESULT: Final = re.compile(r"results\[([A-Za-z0-9-]{1,64})\]")


async def health(app: IssuerApp, _path: Path, _message: schemas.Nothing) -> schemas.Health:
    """Say that app and database are well.

    Raises DatabaseSilent.
    """
    await app.database.check()
    return schemas.Health(emulator=app.settings.emulator)


async def list_accounts(app: IssuerApp, _path: Path, _message: schemas.Nothing) -> schemas.Accounts:
    """Return every account."""
    found = await app.database.run(cards.all_accounts)
    return schemas.Accounts(accounts=[_account(row) for row in found])


async def get_account(app: IssuerApp, path: Path, _message: schemas.Nothing) -> schemas.Account:
    """Return one account.

    Raises AccountNotFound.
    """
    return _account(await app.database.run(lambda session: cards.find_account(session, path["account_id"])))


async def list_cards(app: IssuerApp, _path: Path, _message: schemas.Nothing) -> schemas.Cards:
    """Return every card."""
    found = await app.database.run(cards.all_cards)
    return schemas.Cards(cards=[_card(row) for row in found])


async def get_card(app: IssuerApp, path: Path, _message: schemas.Nothing) -> schemas.Card:
    """Return one card with its tokens.

    Raises CardNotFound.
    """
    return _card(await app.database.run(lambda session: cards.find_card(session, path["card_id"])))


async def get_wallet_payload(app: IssuerApp, path: Path, message: schemas.PayloadWish) -> schemas.WalletPayload:
    """Return the payload of the wallet that the query names.

    Raises as `Provisioner.wallet_payload` says.
    """
    wish = Wish(path["card_id"], message.wallet, message.token_requestor_id)
    return _wallet_payload(await app.provisioner.wallet_payload(wish))


async def make_wallet_payload(app: IssuerApp, path: Path, message: schemas.WalletWish) -> schemas.WalletPayload:
    """Return the payload of the wallet that the body names.

    Raises as `Provisioner.wallet_payload` says.
    """
    wish = Wish(path["card_id"], message.root.wallet, message.root.token_requestor_id, handed_over(message.root))
    return _wallet_payload(await app.provisioner.wallet_payload(wish))


async def token_connect_callback(_app: IssuerApp, _path: Path, message: schemas.Query) -> schemas.PushResults:
    """Show what the token requestor reports.

    Nothing is stored: it comes through a browser, and MDES itself tells the truth.
    """
    found = [(RESULT.fullmatch(name), value) for name, value in message.root.items()]
    return schemas.PushResults(results=[_push_result(match[1], value) for match, value in found if match])


async def list_codes(app: IssuerApp, _path: Path, _message: schemas.Nothing) -> schemas.Inbox:
    """Return the codes that cardholders were sent, newest first: this app plays the cardholders too."""
    found = await app.database.run(lambda session: codes.inbox(session, MOST_CODES))
    return schemas.Inbox(codes=[_code(row) for row in found])


def _account(row: models.Account) -> schemas.Account:
    return schemas.Account(
        id=row.id,
        user=_user(row.user) if row.user else None,
        status=row.status,
        balance=row.balance,
        currency=row.currency,
        card_ids=[card.id for card in row.cards],
    )


def _user(row: models.User) -> schemas.User:
    return schemas.User(id=row.id, name=row.name, email=row.email)


def _card(row: models.VirtualCard) -> schemas.Card:
    return schemas.Card(
        id=row.id,
        account_id=row.account_id,
        provider=row.provider,
        network=row.network,
        cardholder_name=row.cardholder_name,
        last4=row.last4,
        exp_month=row.exp_month,
        exp_year=row.exp_year,
        status=row.status,
        tokens=[_token(token) for token in row.tokens],
    )


def _token(row: models.CardToken) -> schemas.Token:
    return schemas.Token(
        provider=row.provider,
        token_reference=row.reference,
        status=row.status,
        suspended_by=row.suspended_by,
        last4=row.last4,
        expiry=row.expiry,
        reason_code=row.reason_code,
        updated_at=row.updated_at,
    )


def _code(row: models.SentCode) -> schemas.InboxCode:
    return schemas.InboxCode(
        token_reference=row.token_reference,
        purpose=row.purpose,
        code=row.code,
        made_by="issuer" if row.own else _network(row),
        method=row.method,
        address=row.address,
        received_at=row.received_at,
        expires_at=row.expires_at,
    )


def _network(row: models.SentCode) -> Literal["mdes", "visa"]:
    return "visa" if row.token_reference.startswith(VISA_REFERENCE) else "mdes"


def _wallet_payload(made: Made) -> schemas.WalletPayload:
    return schemas.WalletPayload.model_validate(
        {
            "card_id": made.card_id,
            "cardholder_name": made.card.holder,
            "last4": made.card.pan.last4,
            "exp_month": made.card.exp_month,
            "exp_year": made.card.exp_year,
            "provisioning_token": made.reference,
            "wallet_instructions": made.instructions,
            "provider": made.card.provider,
            "network": made.card.network,
            "wallet": made.wallet,
            "valid_until": made.valid_until,
            "payload": made.body,
        }
    )


def _push_result(receipt: str, value: str) -> schemas.PushResult:
    result, _, token = value.partition("|")
    return schemas.PushResult(receipt=receipt, result=result, token_reference=token or None)
