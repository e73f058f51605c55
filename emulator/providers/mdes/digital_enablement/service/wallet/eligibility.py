"""Whether a card may be digitized for an app on a device."""

from emulator.core.context import Context
from emulator.core.provisioning import enrol
from emulator.domain.decisions import decide
from emulator.domain.tokens import TokenKind
from emulator.providers.mdes import requestors
from emulator.providers.mdes.assets import shelf
from emulator.providers.mdes.digital_enablement.schemas import CheckEligibility, CheckEligibilityAnswer, EligibilityReceipt
from emulator.providers.mdes.digital_enablement.service.accounts import Named, account_of
from emulator.providers.mdes.digital_enablement.service.decision import issuer_of_eligible
from emulator.providers.mdes.messages.reading import answering_host
from emulator.providers.mdes.records import eligibility, receipts
from emulator.providers.mdes.records.eligibility import Candidate
from emulator.storage.unit import Unit


async def check_eligibility(ctx: Context, unit: Unit, message: CheckEligibility) -> CheckEligibilityAnswer:
    """Give a receipt for a card that may be digitized; the card is in the vault from here on.

    Raises:
        DomainError: it may not; the card's number, or its range, says why.
    """
    requestor = await requestors.of_device(ctx, unit, message.tokenRequestorId)
    account = await account_of(ctx, unit, Named(message.fundingAccountInfo, requestor.id))
    await issuer_of_eligible(ctx, unit, account)
    decide(account.pan)
    card = await enrol(ctx, unit, account.pan, expiry=account.expiry, holder=account.holder)
    if account.receipt:
        await receipts.use_up(unit, account.receipt)
    opened = message.fundingAccountInfo.opened
    candidate = Candidate(
        requestor=requestor.id,
        card=card.reference,
        kind=TokenKind(message.tokenType),
        app_instance=message.paymentAppInstanceId,
        terms=shelf.id_of(shelf.TERMS),
        device=message.deviceInfo.model_dump(exclude_none=True) if message.deviceInfo else {},
        source=opened.source if opened else None,
        language=message.consumerLanguage,
    )
    receipt = await eligibility.issue(ctx, unit, candidate)
    return CheckEligibilityAnswer(
        responseHost=answering_host(ctx),
        responseId=message.requestId,
        eligibilityReceipt=EligibilityReceipt(value=receipt.value, validForMinutes=eligibility.MINUTES),
        termsAndConditionsAssetId=candidate.terms,
    )
