"""Files (docs.stripe.com/api/files)."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from emulator.providers.stripe.schemas.objects import Listing, StripeObject
from emulator.providers.stripe.wire.parameters import Boolean, Hash, Integer, Listed, Parameters, Text, Timestamp, UnsettableMetadata

# `issuing_logo` is what the documentation of designs asks for, though the list of purposes does not have it.
Purpose = Literal[
    "account_requirement",
    "additional_verification",
    "business_icon",
    "business_logo",
    "customer_signature",
    "dispute_evidence",
    "identity_document",
    "issuing_logo",
    "issuing_regulatory_reporting",
    "pci_document",
    "platform_terms_of_service",
    "tax_document_user_upload",
    "terminal_android_apk",
    "terminal_reader_splashscreen",
    "terminal_wifi_certificate",
    "terminal_wifi_private_key",
]
# What Stripe makes by itself; such files can be looked for, and there are none.
MadePurpose = Literal[
    "document_provider_identity_document",
    "finance_report_run",
    "financial_account_statement",
    "identity_document_downloadable",
    "selfie",
    "sigma_scheduled_query",
]


class Upload(Hash):
    """A file as it came in a part of the body; what is in it is not kept."""

    filename: str
    media_type: str
    size: Integer


class LinkGiven(Hash):
    """A link to be made with the file."""

    create: Boolean
    expires_at: Timestamp | None = None
    metadata: UnsettableMetadata = None


class CreateFile(Parameters):
    """A file, in a body of type multipart/form-data."""

    file: Upload
    file_link_data: LinkGiven | None = None
    purpose: Purpose


class RetrieveFile(Parameters):
    """Which file."""

    file: Text


class ListFiles(Listed):
    """Which files."""

    purpose: Purpose | MadePurpose | None = None


class NoLink(BaseModel):
    """Links to files are not made."""

    model_config = ConfigDict(defer_build=True)


class File(StripeObject):
    """A file."""

    id: str
    object: Literal["file"]
    created: int
    expires_at: int | None
    filename: str | None
    links: Listing[NoLink] | None = Field(None, description="always empty")
    purpose: Purpose | MadePurpose
    size: int = Field(description="in bytes")
    title: str | None
    type: str | None = Field(description="how file names of this kind end: pdf")
    url: str | None
