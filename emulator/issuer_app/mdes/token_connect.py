"""Token Connect: push a card to a token requestor, and make wallet payloads from the receipt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from client_encryption.field_level_encryption import encrypt_payload
from pydantic import ValidationError

from ..errors import ProviderRefused
from ..providers import CardInClear, JsonObject, Pushed, SessionWallet, Wallet
from ..wallets.handed import Handed
from ..wallets.makers import AppleMaker
from .gateway import NAME, Gateway
from .keys import MdesKeys
from .opaque_card import opaque_payment_card
from .redirect import redirect_url
from .schemas import AccountReceipt, Problem, PushAnswer
from .tav import VALIDITY, make_tav, timestamp

PUSH: Final = "/mdes/connect/1/0/pushMultipleAccounts"

RECEIPT_MINUTES: Final = 15

# MDES takes no more of a cardholder's name than this (developer.mastercard.com, MDES Token Connect).
NAME_LENGTH: Final = 27


@dataclass(frozen=True, slots=True, repr=False)
class TokenConnect:
    """MDES as a provider of wallet payloads. `now` gives UTC time, `new_id` a fresh id of at most 36 characters."""

    gateway: Gateway
    keys: MdesKeys
    callback_url: str
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    apple: AppleMaker

    @property
    def wallets(self) -> Mapping[str, Wallet | SessionWallet]:
        """Payload makers by wallet; Token Connect itself comes first."""
        return {
            "token_connect": Wallet(
                make=lambda card, pushed: {"receipt": pushed.reference, **pushed.material},
                instructions="Open redirectUrl, or hand the receipt to the token requestor's app: it asks MDES for a token. "
                "The receipt is good once, for 15 minutes.",
            ),
            "google_pay": Wallet(
                make=self._opaque_card,
                instructions="Pass the text of opaquePaymentCard, as UTF-8 bytes, to Google Pay's push tokenize request "
                "with network and token service provider 3 (Mastercard).",
            ),
            "samsung_pay": Wallet(
                make=self._opaque_card,
                instructions="Pass the text of opaquePaymentCard as the provision payload of Samsung Pay's addCard.",
            ),
            "apple_pay": SessionWallet(
                seal=self._apple_pay,
                instructions="Decode the three values from base64 into PKAddPaymentPassRequest, while the sheet waits.",
            ),
        }

    async def push(self, card: CardInClear, token_requestor_id: str) -> Pushed:
        """Push the card to the token requestor and return the receipt. Raises as `Provider.push` says."""
        asked_at = self.now()
        plain = self._request(card, token_requestor_id, asked_at)
        answer = await self.gateway.post(PUSH, encrypt_payload(plain, self.keys.push_sealing))
        receipt, material = self._read(answer)
        return Pushed(receipt, asked_at + timedelta(minutes=RECEIPT_MINUTES), material)

    def _request(self, card: CardInClear, token_requestor_id: str, asked_at: datetime) -> JsonObject:
        account = {"pushAccountId": self.new_id(), "fundingAccountData": _funding_account(card, asked_at)}
        return {
            "requestId": self.new_id(),
            "tokenRequestorId": token_requestor_id,
            "pushFundingAccounts": {"encryptedPayload": {"encryptedData": [account]}},
            "signatureData": self._options(),
            "requestIssuerInitiatedDigitizationData": True,
            "pushAccountReceiptsValidityPeriod": RECEIPT_MINUTES,
        }

    def _options(self) -> dict[str, str | bool]:
        return {
            "callbackURL": self.callback_url,
            "completeIssuerAppActivation": False,
            "completeWebsiteActivation": True,
            "accountHolderDataSupplied": True,
            "locale": "en_US",
        }

    def _read(self, body: bytes) -> tuple[str, JsonObject]:
        answer, account = _accepted(body)
        receipt = str(account.pushAccountReceipt)
        return receipt, {
            "issuerInitiatedDigitizationData": account.issuerInitiatedDigitizationData,
            "redirectUrl": redirect_url(answer.availablePushMethods, receipt, signed=answer.signature, options=self._options()),
        }

    def _opaque_card(self, card: CardInClear, _pushed: Pushed) -> JsonObject:
        # The issuer makes this card alone; the pushed receipt only gives the provisioning a reference that MDES knows.
        tav = make_tav(card, self.keys.tav, self.now() + VALIDITY)
        return {"opaquePaymentCard": opaque_payment_card(card, tav, self.keys.card_sealing)}

    async def _apple_pay(self, card: CardInClear, handed: Handed | None) -> JsonObject:
        tav = make_tav(card, self.keys.tav, self.now() + VALIDITY)
        return self.apple.mastercard(card, handed, tav=tav)


def _funding_account(card: CardInClear, asked_at: datetime) -> dict[str, Any]:
    return {
        "cardAccountData": {
            "accountNumber": card.pan.reveal(),
            "expiryMonth": card.expiry_month,
            "expiryYear": card.expiry_year,
        },
        "accountHolderData": {"accountHolderName": card.holder[:NAME_LENGTH]},
        "dataValidUntilTimestamp": timestamp(asked_at + VALIDITY),
    }


def _accepted(body: bytes) -> tuple[PushAnswer, AccountReceipt]:
    try:
        answer = PushAnswer.model_validate_json(body)
    except ValidationError:
        raise ProviderRefused(NAME, "its answer cannot be read", None) from None
    account = next(iter(answer.pushAccountReceipts), None)
    problems = answer.errors or (account.errors if account else [])
    if account is None or account.pushAccountReceipt is None or problems:
        first = next(iter(problems), Problem(reasonCode="no receipt in its answer"))
        raise ProviderRefused(NAME, first.reasonCode, first.description)
    return answer, account
