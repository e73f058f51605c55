"""What went over the wire, opened, explained, and masked."""

from emulator.admin.schemas.exchanges.shown import (
    Content,
    ExchangeLine,
    ExchangePage,
    ExchangeSeen,
    Filters,
    FindingSeen,
    GetExchange,
    ListExchanges,
    ProblemSeen,
    RequestSeen,
    ResponseSeen,
    StepSeen,
)

__all__ = [
    "Content",
    "ExchangeLine",
    "ExchangePage",
    "ExchangeSeen",
    "Filters",
    "FindingSeen",
    "GetExchange",
    "ListExchanges",
    "ProblemSeen",
    "RequestSeen",
    "ResponseSeen",
    "StepSeen",
]
