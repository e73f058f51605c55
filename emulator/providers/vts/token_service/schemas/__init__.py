"""Messages between token requestors and the Token Service."""

from emulator.providers.vts.token_service.schemas.cards import (
    CardMetadata,
    ContentAnswer,
    EnrolledPan,
    EnrollPan,
    GetCardMetadata,
    GetContent,
)
from emulator.providers.vts.token_service.schemas.devices import AttestationOptions, BindDevice, DeviceChallenge, GetAttestationOptions
from emulator.providers.vts.token_service.schemas.notices import PanMetadataUpdated, TokenStatusHint
from emulator.providers.vts.token_service.schemas.step_up import (
    ChooseMethod,
    GetStepUpOptions,
    StepUpLimits,
    StepUpOptions,
    ValidateAuthCode,
    ValidateOtp,
)
from emulator.providers.vts.token_service.schemas.tokens import (
    ChangeToken,
    GetPaymentData,
    GetToken,
    PaymentData,
    Provision,
    Provisioned,
    ProvisionEnrolled,
    TokenStatusAnswer,
)
from emulator.providers.vts.token_service.schemas.unbuilt import Hello, HelloAnswer, OfClient, OfNothing, OfToken

__all__ = [
    "AttestationOptions",
    "BindDevice",
    "CardMetadata",
    "ChangeToken",
    "ChooseMethod",
    "ContentAnswer",
    "DeviceChallenge",
    "EnrollPan",
    "EnrolledPan",
    "GetAttestationOptions",
    "GetCardMetadata",
    "GetContent",
    "GetPaymentData",
    "GetStepUpOptions",
    "GetToken",
    "Hello",
    "HelloAnswer",
    "OfClient",
    "OfNothing",
    "OfToken",
    "PanMetadataUpdated",
    "PaymentData",
    "Provision",
    "ProvisionEnrolled",
    "Provisioned",
    "StepUpLimits",
    "StepUpOptions",
    "TokenStatusAnswer",
    "TokenStatusHint",
    "ValidateAuthCode",
    "ValidateOtp",
]
