"""The messages of Digital Enablement, by what they are about."""

from emulator.providers.mdes.digital_enablement.schemas.errors import DigitalEnablementRefusal, ErrorBody
from emulator.providers.mdes.digital_enablement.schemas.inquiry import (
    FoundToken,
    GetTaskStatus,
    GetTaskStatusAnswer,
    GetToken,
    GetTokenAnswer,
    SearchTokens,
    SearchTokensAnswer,
    ShownToken,
)
from emulator.providers.mdes.digital_enablement.schemas.lifecycle import Change, ChangeAnswer, ChangedToken, Delete, Suspend, Unsuspend
from emulator.providers.mdes.digital_enablement.schemas.tokenize import (
    FundingAccountInfo,
    SealedTokenDetail,
    TokenDetail,
    Tokenize,
    TokenizeAnswer,
)
from emulator.providers.mdes.digital_enablement.schemas.transact import Transact, TransactAnswer

__all__ = [
    "Change",
    "ChangeAnswer",
    "ChangedToken",
    "Delete",
    "DigitalEnablementRefusal",
    "ErrorBody",
    "FoundToken",
    "FundingAccountInfo",
    "GetTaskStatus",
    "GetTaskStatusAnswer",
    "GetToken",
    "GetTokenAnswer",
    "SealedTokenDetail",
    "SearchTokens",
    "SearchTokensAnswer",
    "ShownToken",
    "Suspend",
    "TokenDetail",
    "Tokenize",
    "TokenizeAnswer",
    "Transact",
    "TransactAnswer",
    "Unsuspend",
]
