"""The messages to issuers, by what they are about.

Names, lengths and values as on developer.mastercard.com (Pre-Digitization: code formats; Authentication Facilitator).
"""

from emulator.providers.mdes.issuer.schemas.accounts import (
    AccountToAuthorize,
    CardToAuthorize,
    FundingAccount,
    SealedCardToAuthorize,
    SealedTokenAndCard,
    TokenAccount,
    TokenAndCard,
    TokenData,
)
from emulator.providers.mdes.issuer.schemas.activation import (
    DeliverActivationCode,
    DeliverAuthenticationCode,
    NotifyServiceActivated,
    ValidateActivationCode,
    ValidateActivationCodeAnswer,
)
from emulator.providers.mdes.issuer.schemas.authorization import (
    ActivationMethod,
    AuthorizeService,
    AuthorizeServiceAnswer,
    DeviceInfo,
    Recommendation,
    RequestActivationMethods,
    RequestActivationMethodsAnswer,
)
from emulator.providers.mdes.issuer.schemas.inquiry import AccountInformation, GetAccountInformation, GetAccountInformationAnswer
from emulator.providers.mdes.issuer.schemas.notices import NotifySuspiciousEvents, NotifyTokenUpdated, UpdatedToken

__all__ = [
    "AccountInformation",
    "AccountToAuthorize",
    "ActivationMethod",
    "AuthorizeService",
    "AuthorizeServiceAnswer",
    "CardToAuthorize",
    "DeliverActivationCode",
    "DeliverAuthenticationCode",
    "DeviceInfo",
    "FundingAccount",
    "GetAccountInformation",
    "GetAccountInformationAnswer",
    "NotifyServiceActivated",
    "NotifySuspiciousEvents",
    "NotifyTokenUpdated",
    "Recommendation",
    "RequestActivationMethods",
    "RequestActivationMethodsAnswer",
    "SealedCardToAuthorize",
    "SealedTokenAndCard",
    "TokenAccount",
    "TokenAndCard",
    "TokenData",
    "UpdatedToken",
    "ValidateActivationCode",
    "ValidateActivationCodeAnswer",
]
