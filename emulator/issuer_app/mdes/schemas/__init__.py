"""Every message that passes between MDES and the issuer.

Sources: developer.mastercard.com, MDES Token Connect (pushMultipleAccounts), MDES Pre-Digitization, Authentication Facilitator.
"""

from .activation import (
    DeliverActivationCode,
    DeliverAuthenticationCode,
    NotifyServiceActivated,
    NotifySuspiciousEvents,
    SuspiciousEvent,
    TokenAccount,
    ValidateActivationCode,
    Validation,
)
from .authorization import (
    AccountInformation,
    AccountStanding,
    ActivationMethod,
    ActivationMethods,
    Authorization,
    AuthorizeService,
    Balance,
    CardToAuthorize,
    GetAccountInformation,
    IssuersAccount,
    Recommendation,
    RequestActivationMethods,
    SealedAnswer,
)
from .fields import (
    MdesMessage,
)
from .notices import (
    CardAccountData,
    EncryptedPayload,
    FundingAccount,
    InboundMessage,
    IssuerReply,
    NotifyTokenUpdated,
    OpenedPayload,
    TokenData,
    TokenNotice,
)
from .push import (
    AccountReceipt,
    GatewayProblem,
    GatewayProblems,
    GatewayRefusal,
    Problem,
    PushAnswer,
    PushMethod,
)

__all__ = [
    "AccountInformation",
    "AccountReceipt",
    "AccountStanding",
    "ActivationMethod",
    "ActivationMethods",
    "Authorization",
    "AuthorizeService",
    "Balance",
    "CardAccountData",
    "CardToAuthorize",
    "DeliverActivationCode",
    "DeliverAuthenticationCode",
    "EncryptedPayload",
    "FundingAccount",
    "GatewayProblem",
    "GatewayProblems",
    "GatewayRefusal",
    "GetAccountInformation",
    "InboundMessage",
    "IssuerReply",
    "IssuersAccount",
    "MdesMessage",
    "NotifyServiceActivated",
    "NotifySuspiciousEvents",
    "NotifyTokenUpdated",
    "OpenedPayload",
    "Problem",
    "PushAnswer",
    "PushMethod",
    "Recommendation",
    "RequestActivationMethods",
    "SealedAnswer",
    "SuspiciousEvent",
    "TokenAccount",
    "TokenData",
    "TokenNotice",
    "ValidateActivationCode",
    "Validation",
]
