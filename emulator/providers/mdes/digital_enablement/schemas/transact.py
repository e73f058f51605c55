"""Paying with a token."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from emulator.providers.mdes.digital_enablement.schemas.conversation import Answered, Asked
from emulator.providers.mdes.digital_enablement.schemas.tokenize import TOKEN
from emulator.providers.mdes.schemas import AccountNumber, MdesMessage, Sealed, TokenReference


class Transact(Asked):
    """Ask for the cryptogram of one payment."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"requestId": "123460", "tokenUniqueReference": TOKEN, "dsrpType": "UCAF", "unpredictableNumber": "0A1B2C3D"}]
        }
    )

    tokenUniqueReference: TokenReference = Field(description="reference of the token")
    dsrpType: Literal["UCAF"] = Field(description="kind of the payment")
    unpredictableNumber: Annotated[str, StringConstraints(pattern=r"^[0-9A-Fa-f]+$", min_length=8, max_length=8)] | None = Field(
        None, description="what makes the cryptogram this payment's own, eight hexadecimal digits; MDES draws one where it is left out"
    )


class TransactDetail(MdesMessage):
    """What pays once, as it is encrypted."""

    accountNumber: AccountNumber = Field(repr=False, description="the token's number")
    applicationExpiryDate: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")] = Field(description="the token's last day, YYMMDD")
    panSequenceNumber: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")] = Field(description="the token's sequence number")
    track2Equivalent: Annotated[str, StringConstraints(pattern=r"^[0-9]+D[0-9]+F?$", min_length=32, max_length=38)] = Field(
        repr=False, description="the same as on a magnetic stripe: D separates number and expiry, F fills up"
    )
    de48se43Data: Annotated[str, StringConstraints(min_length=1, max_length=32)] = Field(description="the cryptogram (UCAF), base64")


class SealedTransactDetail(Sealed[TransactDetail]):
    """What pays once, encrypted to the requestor."""


class TransactAnswer(Answered):
    """The cryptogram."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "responseHost": "127.0.0.1:8081",
                    "responseId": "123460",
                    "encryptedPayload": {
                        "encryptedData": {
                            "accountNumber": "5480981500100002",
                            "applicationExpiryDate": "311231",
                            "panSequenceNumber": "01",
                            "track2Equivalent": "5480981500100002D31122011000000000001F",
                            "de48se43Data": "ABEiM0RVZneIAAEKGyw9AAAAAAA=",
                        }
                    },
                }
            ]
        }
    )

    encryptedPayload: SealedTransactDetail = Field(description="what pays once, encrypted to the requestor")
