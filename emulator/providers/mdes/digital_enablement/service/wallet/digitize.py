"""Making a token that lives in an app on a device."""

from typing import Final

from emulator.core.context import Context
from emulator.domain.decisions import Decision
from emulator.providers.mdes import requestors
from emulator.providers.mdes.digital_enablement.schemas import Digitize, DigitizeAnswer
from emulator.providers.mdes.digital_enablement.service import tasks
from emulator.providers.mdes.digital_enablement.service.accounts import Named, account_of, card_named, of_card
from emulator.providers.mdes.digital_enablement.service.asking import consult
from emulator.providers.mdes.digital_enablement.service.decision import decided
from emulator.providers.mdes.digital_enablement.service.wishes import Home, Verdict, Wish, described, fulfil
from emulator.providers.mdes.messages.reading import answering_host
from emulator.providers.mdes.reasons import Refusal
from emulator.providers.mdes.records import eligibility
from emulator.providers.mdes.records.eligibility import Eligibility
from emulator.storage.unit import Unit

TERMS_REFUSED: Final = "INVALID_TERMS_AND_CONDITIONS"


async def ask_before_digitize(ctx: Context, message: Digitize) -> Verdict:
    """Return what the issuer says of the card."""

    async def wish(unit: Unit) -> Wish:
        return await _wish(ctx, unit, message, receipt=await _receipt(ctx, unit, message))

    return await consult(ctx, wish)


async def digitize(ctx: Context, unit: Unit, message: Digitize) -> DigitizeAnswer:
    """Make a token unless the card is declined; device tokens are active at once, because nothing is provisioned here.

    Raises:
        Refusal: the receipt is not good, or not for this account, or its terms were not agreed to.
        DomainError: as `tokenize`.
    """
    receipt = await _receipt(ctx, unit, message)
    await tasks.begin(unit, receipt.candidate.requestor, message.taskId)
    wish = await _wish(ctx, unit, message, receipt=receipt)
    decision = await decided(ctx, unit, wish)
    await eligibility.use_up(unit, receipt)
    if decision is Decision.DECLINED:
        return DigitizeAnswer(responseHost=answering_host(ctx), responseId=message.requestId, decision="DECLINED")
    token, card = await fulfil(ctx, unit, wish, decision=decision)
    told = await described(ctx, unit, wish, token=token, card=card)
    return DigitizeAnswer(responseHost=answering_host(ctx), responseId=message.requestId, **told)


async def _receipt(ctx: Context, unit: Unit, message: Digitize) -> Eligibility:
    receipt = await eligibility.take(ctx, unit, message.receipt, app_instance=message.paymentAppInstanceId)
    if message.termsAndConditionsAssetId != receipt.candidate.terms or message.termsAndConditionsAcceptedTimestamp is None:
        raise Refusal(TERMS_REFUSED)
    return receipt


async def _wish(ctx: Context, unit: Unit, message: Digitize, *, receipt: Eligibility) -> Wish:
    candidate = receipt.candidate
    requestor = await requestors.calling(ctx, unit, candidate.requestor)
    account = of_card(await card_named(unit, candidate.card))
    if message.fundingAccountInfo:
        given = await account_of(ctx, unit, Named(message.fundingAccountInfo, requestor.id))
        if given.pan != account.pan:
            raise Refusal(eligibility.REFUSED)
    home = Home(
        kind=candidate.kind,
        app_instance=candidate.app_instance,
        device=candidate.device,
        terms=message.termsAndConditionsAssetId,
        terms_accepted_at=message.termsAndConditionsAcceptedTimestamp,
    )
    return Wish(
        account=account,
        requestor=requestor,
        home=home,
        given=message.fundingAccountInfo.opened if message.fundingAccountInfo else None,
        vouched=message.tokenizationAuthenticationValue,
        thoughts=message.decisioningData,
        language=message.consumerLanguage or candidate.language,
    )
