"""Customers and their cards, as an issuer keeps them at Visa (developer.visa.com, In-App Provisioning)."""

from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints

from emulator.providers.vts.schemas import FIELD, AccountReference, Address, ExpirationDate, LastFour, Locale, VisaMessage

CardId = Annotated[str, StringConstraints(pattern=r"^v-[0-9]{3}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Uuid = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
# The description says 36 characters, and a sample of Visa's own has 14.
ClientCustomerId = Annotated[str, StringConstraints(min_length=1, max_length=36)]
PersonName = Annotated[str, StringConstraints(min_length=2, max_length=40)]
Milliseconds = Annotated[int, Field(ge=0)]

CARD: Final[dict[str, Any]] = {
    "accountNumber": "4761120010000492",
    "expirationDate": {"month": "12", "year": "2029"},
    "cvv2": "123",
    "nameOnCard": "JANE DOE",
}
CARD_ID: Final = "v-123-b25dd0af-2960-420b-8aaa-49b3e466c00f"
CUSTOMER_ID: Final = "5505157d-1420-4e70-8f6f-d0ca41bf2201"


class Phone(VisaMessage):
    """A telephone number."""

    countryCode: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,10}$")] = Field(description="country code")
    phoneNumber: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,25}$")] = Field(description="the rest of the number")
    extension: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,10}$")] | None = Field(None, description="extension")


class Card(VisaMessage):
    """A card as it travels encrypted."""

    accountNumber: Annotated[str, StringConstraints(pattern=r"^[0-9]{12,19}$")] = Field(repr=False, description="the card's number (PAN)")
    expirationDate: ExpirationDate = Field(description="its last month")
    cvv2: Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$")] | None = Field(None, repr=False, description="its security code")
    nameOnCard: Annotated[str, StringConstraints(min_length=1, max_length=256)] | None = Field(None, description="the cardholder's name")
    billingAddress: Address | None = Field(None, description="where its bills go")
    paymentAccountReference: AccountReference | None = Field(None, description="the account behind it; Visa's own counts")


class CustomerMembers(VisaMessage):
    """What an issuer says of a customer."""

    locale: Locale = Field(description="language and country, e.g. `en_US`")
    status: Literal["ACTIVE", "ONHOLD"] = Field("ACTIVE", description="whether the customer may use his cards")
    firstName: PersonName | None = Field(None, description="first name")
    lastName: PersonName | None = Field(None, description="last name")
    encAddress: Address | None = Field(None, json_schema_extra=FIELD, description="address")
    encEmailAddress: Annotated[str, StringConstraints(max_length=320)] | None = Field(
        None, json_schema_extra=FIELD, description="e-mail address"
    )
    encMobileNumber: Phone | None = Field(None, json_schema_extra=FIELD, description="mobile phone number")
    clientCustomerID: ClientCustomerId | None = Field(None, description="the issuer's own name for the customer")
    vParentCustomerID: Uuid | None = Field(None, description="the customer to whom this one belongs")


class CreateCustomer(CustomerMembers):
    """Create a customer."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"locale": "en_US", "firstName": "Jane", "lastName": "Doe", "clientCustomerID": "customer-1"}]}
    )


class UpdateCustomer(CustomerMembers):
    """Put what is sent in place of what is known of a customer: the id stands in the path."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"vCustomerID": CUSTOMER_ID, "locale": "en_US", "firstName": "Jane", "lastName": "Smith"}]}
    )

    vCustomerID: Uuid = Field(description="the customer's id")


class NamedCustomer(VisaMessage):
    """A customer by his id, which stands in the path."""

    vCustomerID: Uuid = Field(description="the customer's id")


class Customer(CustomerMembers):
    """A customer."""

    vCustomerID: Uuid = Field(description="the customer's id")
    createdDateTime: Milliseconds = Field(description="when he was created, in milliseconds since 1970")
    updatedDateTime: Milliseconds = Field(description="when he was last changed")


class EnrollCard(VisaMessage):
    """Enrol a card."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"encCard": CARD, "clientCustomerID": "customer-1"}]})

    encCard: Card = Field(json_schema_extra=FIELD, description="the card")
    clientCustomerID: ClientCustomerId | None = Field(None, description="the issuer's own name for its customer")
    vClientIDForPartner: Uuid | None = Field(None, description="the partner on whose behalf this is done")
    vCustomerIDForPartner: Uuid | None = Field(None, description="the partner's customer")


class EnrollCustomersCard(VisaMessage):
    """Enrol a card for a customer, or one that is enrolled: the customer's id stands in the path."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"vCustomerID": CUSTOMER_ID, "vCardID": CARD_ID}]})

    vCustomerID: Uuid = Field(description="the customer's id")
    encCard: Card | None = Field(None, json_schema_extra=FIELD, description="the card")
    vCardID: CardId | None = Field(None, description="the id of one that is enrolled; it wins when both are sent")


class NamedCard(VisaMessage):
    """A card by its id, which stands in the path."""

    vCardID: CardId = Field(description="the card's id")


class CardAnswer(VisaMessage):
    """A card that is enrolled."""

    vCardID: CardId = Field(description="its id: one for each number, client and customer")
    last4: LastFour = Field(description="last four digits of its number")
    expirationDate: ExpirationDate = Field(description="its last month")
    paymentAccountReference: AccountReference = Field(description="the account behind it (PAR)")
