"""Calls that change nothing: comments, status history, transactions, the state of the service."""

from typing import Final, Literal

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from emulator.providers.mdes.customer_service.schemas.message import (
    COMMENT,
    OPERATOR,
    AboutToken,
    Audited,
    CustomerServiceMessage,
    Operator,
    Text,
    asked,
)
from emulator.providers.mdes.customer_service.schemas.search import MOMENT, StatusLetter, SuspenderCode
from emulator.providers.mdes.schemas import Timestamp

ReasonLetter = Literal["A", "C", "F", "L", "S", "T", "Z"]
PAID: Final[JsonDict] = {
    "CurrencyCode": "USD",
    "MerchantCategoryCode": "5999",
    "MerchantCategoryDescription": "MISCELLANEOUS AND SPECIALTY RETAIL STORES",
    "MerchantName": "Emulated Sample Merchant",
    "POSEntryMode": "81",
    "TransactionAmount": "0.00",
    "TransactionDateTime": MOMENT,
    "TransactionStatusCode": "AUTH",
    "TransactionTypeCode": "PURCH",
    "TransactionTypeDescription": "Purchase",
}


class Inquiry(AboutToken):
    """The token; who asks may be left out."""

    AuditInfo: Operator | None = Field(None, description="who acts at the issuer")


class TokenComments(CustomerServiceMessage):
    """Ask for the comments on a token."""

    model_config = asked("TokenCommentsRequest")

    TokenCommentsRequest: Inquiry = Field(description="the token")


class KeptComment(CustomerServiceMessage):
    """One comment."""

    CommentId: Text = Field(description="its id")
    CommentText: Text = Field(description="what was written")
    CommentDateTime: Timestamp = Field(description="when")
    AuditInfo: Operator = Field(description="by whom")


class CommentList(CustomerServiceMessage):
    """The comments, in a list of its own."""

    Comment: list[KeptComment] = Field(description="the comments, oldest first")


class CommentsOfToken(CustomerServiceMessage):
    """The comments on a token."""

    Comments: CommentList = Field(description="the comments")


class TokenCommentsAnswer(CustomerServiceMessage):
    """The comments on a token."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "TokenCommentsResponse": {
                        "Comments": {
                            "Comment": [
                                {"CommentId": COMMENT, "CommentText": "Card lost", "CommentDateTime": MOMENT, "AuditInfo": OPERATOR}
                            ]
                        }
                    }
                }
            ]
        }
    )

    TokenCommentsResponse: CommentsOfToken = Field(description="the comments")


class TokenStatusHistory(CustomerServiceMessage):
    """Ask what has happened to a token."""

    model_config = asked("TokenStatusHistoryRequest")

    TokenStatusHistoryRequest: Inquiry = Field(description="the token")


class PastStatus(CustomerServiceMessage):
    """One line of the history."""

    StatusCode: StatusLetter = Field(description="the status from then on: U unmapped, A active, S suspended, D deactivated")
    StatusDescription: Text = Field(description="the same in words")
    StatusDateTime: Timestamp = Field(description="when")
    Initiator: SuspenderCode | None = Field(None, description="who did it; left out where MDES did")
    ReasonCode: ReasonLetter | None = Field(None, description="why, where a code says it")
    CommentId: Text | None = Field(None, description="the comment that came with it")
    AuditInfo: Operator | None = Field(None, description="who acted at the issuer")


class StatusList(CustomerServiceMessage):
    """The lines, in a list of its own."""

    Status: list[PastStatus] = Field(description="the lines, oldest first")


class HistoryOfToken(CustomerServiceMessage):
    """What has happened to a token."""

    Statuses: StatusList = Field(description="the lines")


class TokenStatusHistoryAnswer(CustomerServiceMessage):
    """What has happened to a token."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "TokenStatusHistoryResponse": {
                        "Statuses": {
                            "Status": [
                                {
                                    "StatusCode": "S",
                                    "StatusDescription": "Suspended",
                                    "StatusDateTime": MOMENT,
                                    "Initiator": "I",
                                    "ReasonCode": "L",
                                    "CommentId": COMMENT,
                                    "AuditInfo": OPERATOR,
                                }
                            ]
                        }
                    }
                }
            ]
        }
    )

    TokenStatusHistoryResponse: HistoryOfToken = Field(description="the lines")


class Payments(AboutToken, Audited):
    """The token whose payments are wanted."""


class Transactions(CustomerServiceMessage):
    """Ask for the payments with a token."""

    model_config = asked("TransactionsRequest")

    TransactionsRequest: Payments = Field(description="the token")


class Payment(CustomerServiceMessage):
    """One payment."""

    CurrencyCode: Text = Field(description="currency, ISO 4217 alpha-3")
    MerchantCategoryCode: Text = Field(description="kind of merchant, four digits")
    MerchantCategoryDescription: Text = Field(description="the same in words")
    MerchantName: Text = Field(description="the merchant")
    POSEntryMode: Text = Field(description="how the token was presented: 07, 09, 81, 82, 90, 91")
    TransactionAmount: Text = Field(description="amount with decimals")
    TransactionDateTime: Timestamp = Field(description="when")
    TransactionStatusCode: Literal["AUTH", "COMP", "DCLN", "PAUTH", "PAUTC", "PAUTD", "REFND"] = Field(description="what came of it")
    TransactionTypeCode: Literal["PURCH", "PURCB", "REFND", "AFD", "CLRRF", "NAFD", "PYMT"] = Field(description="what it was")
    TransactionTypeDescription: Text = Field(description="the same in words")


class PaymentList(CustomerServiceMessage):
    """The payments, in a list of its own."""

    Transaction: list[Payment] = Field(description="the payments, oldest first")


class PaymentsOfToken(CustomerServiceMessage):
    """The payments of the last 30 days."""

    Transactions: PaymentList = Field(description="the payments")


class TransactionsAnswer(CustomerServiceMessage):
    """The payments of the last 30 days."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"TransactionsResponse": {"Transactions": {"Transaction": [PAID]}}}]})

    TransactionsResponse: PaymentsOfToken = Field(description="the payments")


class SystemStatus(CustomerServiceMessage):
    """Ask how the service is; nothing has to be said."""


class StateOfService(CustomerServiceMessage):
    """How the service is."""

    CommentText: Text = Field(description="in words")
    LastStatusDateTime: Timestamp = Field(description="as of when")


class SystemStatusAnswer(CustomerServiceMessage):
    """How the service is."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"SystemStatusResponse": {"CommentText": "The service is up", "LastStatusDateTime": MOMENT}}]}
    )

    SystemStatusResponse: StateOfService = Field(description="how it is")
