"""How Stripe says no (docs.stripe.com/api/errors)."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Error(BaseModel):
    """What went wrong."""

    model_config = ConfigDict(defer_build=True)

    code: str | None = Field(None, description="what was wrong, for programs (docs.stripe.com/error-codes)")
    decline_code: str | None = Field(None, description="why an issuer declined")
    doc_url: str | None = Field(None, description="a page about the code")
    message: str | None = Field(None, description="what was wrong, for people")
    param: str | None = Field(None, description="the parameter at fault, as forms write it: billing[address][city]")
    request_log_url: str | None = Field(None, description="where the exchange can be looked at")
    type: Literal["api_error", "card_error", "idempotency_error", "invalid_request_error"] = Field(description="what kind of error it is")


class ErrorBody(BaseModel):
    """A refusal; members without a value are left out."""

    model_config = ConfigDict(defer_build=True)

    error: Error
