"""The messages of Customer Service."""

from emulator.providers.mdes.customer_service.schemas.accounts import AccountInformation, FutureAccount, PresentAccount
from emulator.providers.mdes.customer_service.schemas.care import (
    AccountHolderMessaged,
    AccountHolderMessaging,
    TokenActivationCodeResent,
    TokenActivationMethods,
    TokenActivationMethodsAnswer,
    TokenAssuranceUpdated,
    TokenMobilePinReset,
    TokenResendActivationCode,
    TokenResetMobilePin,
    UpdateTokenAssurance,
)
from emulator.providers.mdes.customer_service.schemas.changes import (
    TokenActivate,
    TokenActivated,
    TokenDelete,
    TokenDeleted,
    TokenSuspend,
    TokenSuspended,
    TokenUnsuspend,
    TokenUnsuspended,
)
from emulator.providers.mdes.customer_service.schemas.errors import CustomerServiceRefusal, ErrorBody, ErrorEntry, ErrorList
from emulator.providers.mdes.customer_service.schemas.inquiry import (
    SystemStatus,
    SystemStatusAnswer,
    TokenComments,
    TokenCommentsAnswer,
    TokenStatusHistory,
    TokenStatusHistoryAnswer,
    Transactions,
    TransactionsAnswer,
)
from emulator.providers.mdes.customer_service.schemas.search import Search, SearchAnswer
from emulator.providers.mdes.customer_service.schemas.update import TokenUpdate, TokenUpdated

__all__ = [
    "AccountHolderMessaged",
    "AccountHolderMessaging",
    "AccountInformation",
    "CustomerServiceRefusal",
    "ErrorBody",
    "ErrorEntry",
    "ErrorList",
    "FutureAccount",
    "PresentAccount",
    "Search",
    "SearchAnswer",
    "SystemStatus",
    "SystemStatusAnswer",
    "TokenActivate",
    "TokenActivated",
    "TokenActivationCodeResent",
    "TokenActivationMethods",
    "TokenActivationMethodsAnswer",
    "TokenAssuranceUpdated",
    "TokenComments",
    "TokenCommentsAnswer",
    "TokenDelete",
    "TokenDeleted",
    "TokenMobilePinReset",
    "TokenResendActivationCode",
    "TokenResetMobilePin",
    "TokenStatusHistory",
    "TokenStatusHistoryAnswer",
    "TokenSuspend",
    "TokenSuspended",
    "TokenUnsuspend",
    "TokenUnsuspended",
    "TokenUpdate",
    "TokenUpdated",
    "Transactions",
    "TransactionsAnswer",
    "UpdateTokenAssurance",
]
