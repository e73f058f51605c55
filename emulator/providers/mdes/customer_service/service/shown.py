"""One token as its issuer sees it."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from emulator.core.context import Context
from emulator.core.provisioning import codes
from emulator.domain.cards import Card
from emulator.domain.codes import Purpose
from emulator.domain.tokens import Token, TokenKind
from emulator.providers.mdes import products, timestamps
from emulator.providers.mdes.customer_service.schemas.search import DeviceOfToken, FoundToken, StorageCode, SuspenderList
from emulator.providers.mdes.customer_service.service import standing
from emulator.providers.mdes.records import comments, details, digitizations
from emulator.providers.mdes.records.digitizations import Digitization
from emulator.storage.unit import Unit

# developer.mastercard.com, MDES Customer Service: how long the decision is shown.
DECISION_KEPT: Final = timedelta(days=365)

STORAGE: Final[Mapping[str, StorageCode]] = {
    "DEVICE_MEMORY": "D",
    "DEVICE_MEMORY_PROTECTED_TPM": "P",
    "SERVER": "H",
    "TEE": "E",
    "SE": "S",
    "VEE": "V",
}
ON_DEVICE: Final[Mapping[TokenKind, StorageCode]] = {TokenKind.EMBEDDED_SE: "S", TokenKind.CLOUD: "D", TokenKind.STATIC: "H"}
ON_SERVER: Final[StorageCode] = "H"

# The codes of Customer Service for the form factors of a digitization.
DEVICES: Final[Mapping[str, str]] = {
    "PHONE": "21",
    "TABLET": "22",
    "TABLET_OR_EREADER": "22",
    "WATCH": "23",
    "WATCH_OR_WRISTBAND": "23",
    "STICKER": "24",
    "PC": "25",
    "DEVICE_PERIPHERAL": "26",
    "TAG": "27",
    "JEWELRY": "28",
    "FASHION_ACCESSORY": "29",
    "GARMENT": "30",
    "DOMESTIC_APPLIANCE": "31",
    "VEHICLE": "32",
    "MEDIA_OR_GAMING_DEVICE": "33",
}
UNDEFINED: Final = "99"
DEVICE_CODE: Final = re.compile(r"[0-9]{2}")


async def shown(ctx: Context, unit: Unit, token: Token, *, card: Card) -> FoundToken:
    """Return everything that Customer Service says of a token."""
    record = await digitizations.of_token(unit, token.reference)
    requestor = await unit.parties.requestor(token.requestor)
    said = await details.of_token(unit, token.reference)
    written = await comments.of_token(unit, token.reference)
    history = await unit.tokens.history(token.reference)
    on_device = standing.is_on_device(token, record)
    code, description = standing.STATUSES[token.state]
    return FoundToken(
        TokenUniqueReference=token.reference,
        PrimaryAccountNumberUniqueReference=card.reference,
        TokenSuffix=token.number.suffix,
        ExpirationDate=token.expiry.mmyy,
        AccountPanSequenceNumber=said.sequence_number,
        CurrentStatusCode=code,
        CurrentStatusDescription=description,
        CurrentStatusDateTime=timestamps.written(token.changed_at),
        LastCommentId=written[-1].id if written else None,
        StorageTechnology=_storage(token, record) if on_device else ON_SERVER,
        Suspenders=SuspenderList(Suspender=sorted(standing.SUSPENDERS[by] for by in token.holders)) if token.holders else None,
        TokenActivatedDateTime=timestamps.written(token.activated_at) if token.activated_at else None,
        TokenAssuranceLevel=str(said.assurance or products.ASSURANCE),
        TokenDeletedFromConsumerApp="true" if standing.deleted_by_consumer(token, record, history) else "false",
        TokenRequestorId=token.requestor,
        TokenRequestorName=requestor.name if requestor else None,
        TokenRequestorConsumerFacingEntityName=requestor.name if requestor else None,
        TokenType=standing.TYPES[token.kind],
        **(await _on_device(ctx, unit, token, record=record) if on_device else {}),
    )


async def _on_device(ctx: Context, unit: Unit, token: Token, *, record: Digitization | None) -> dict[str, Any]:
    """Return what is said of tokens on devices alone."""
    code = await codes.current(unit, token.reference, Purpose.ACTIVATION)
    provisioned, how = standing.provisioned(token)
    told: dict[str, Any] = {
        "ActivationCodeExpirationDateTime": timestamps.written(code.expires_at) if code and code.digits else None,
        "ProvisioningStatusCode": provisioned,
        "ProvisioningStatusDescription": how,
        "WalletId": token.wallet,
    }
    if record is None:
        return told
    return told | {
        "CorrelationId": record.correlation,
        "Device": _device(record.device) if record.device else None,
        "DigitizationRequestDateTime": timestamps.written(record.requested_at),
        "FinalTokenizationDecision": standing.DECISIONS[record.decision] if ctx.now <= record.requested_at + DECISION_KEPT else None,
        "PaymentAppInstanceId": record.app_instance,
    }


def _device(told: Mapping[str, Any]) -> DeviceOfToken:
    code = str(told.get("isoDeviceType", ""))
    return DeviceOfToken(
        DeviceId=told.get("serialNumber") or None,
        DeviceName=told.get("deviceName") or None,
        DeviceType=code if DEVICE_CODE.fullmatch(code) else DEVICES.get(str(told.get("formFactor")), UNDEFINED),
    )


def _storage(token: Token, record: Digitization | None) -> StorageCode:
    told = record.device.get("storageTechnology") if record else None
    return STORAGE.get(str(told), ON_DEVICE[token.kind])
