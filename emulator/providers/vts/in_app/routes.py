"""The operations of In-App Provisioning."""

from typing import Final

from emulator.core.operation import AnyOperation, Notice, Operation, Question
from emulator.providers.vts.in_app import schemas, service
from emulator.providers.vts.schemas import Nothing

SOURCE: Final = "https://developer.visa.com/capabilities/in-app-provisioning/reference"
CUSTOMER: Final = "/universal/core/customers/{vCustomerID}"
CARD: Final = "/universal/core/cards/{vCardID}"
CUSTOMER_FIELDS: Final = ("encAddress", "encEmailAddress", "encMobileNumber")

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="get_apple_data",
        method="POST",
        path="/inapp/provisioning/cardData/applePay",
        request=schemas.GetAppleData,
        response=schemas.AppleData,
        handler=service.get_apple_data,
        sealed_request=("encCard",),
        source=SOURCE,
        summary="Get the payload that Apple Pay wants for a card.",
    ),
    Operation(
        name="get_google_data",
        method="POST",
        path="/inapp/provisioning/cardData/googlePay",
        request=schemas.GetGoogleData,
        response=schemas.GoogleData,
        handler=service.get_google_data,
        sealed_request=("encCard",),
        sealed_response=("encAddress", "encMobileNumber"),
        source=SOURCE,
        summary="Get the payload that Google Pay wants for a card.",
    ),
    Operation(
        name="get_samsung_data",
        method="POST",
        path="/inapp/provisioning/cardData/samsungPay",
        request=schemas.GetSamsungData,
        response=schemas.SamsungData,
        handler=service.get_samsung_data,
        sealed_request=("encCard",),
        source=SOURCE,
        summary="Get the payload that Samsung Pay wants for a card.",
    ),
    Operation(
        name="create_customer",
        method="POST",
        path="/universal/core/customers",
        request=schemas.CreateCustomer,
        response=schemas.Customer,
        handler=service.create_customer,
        status=201,
        sealed_request=CUSTOMER_FIELDS,
        sealed_response=CUSTOMER_FIELDS,
        source=SOURCE,
        summary="Create a customer.",
    ),
    Operation(
        name="get_customer",
        method="GET",
        path=CUSTOMER,
        request=schemas.NamedCustomer,
        response=schemas.Customer,
        handler=service.get_customer,
        reads_only=True,
        sealed_response=CUSTOMER_FIELDS,
        source=SOURCE,
        summary="Look at a customer.",
    ),
    Operation(
        name="update_customer",
        method="PUT",
        path=CUSTOMER,
        request=schemas.UpdateCustomer,
        response=schemas.Customer,
        handler=service.update_customer,
        sealed_request=CUSTOMER_FIELDS,
        sealed_response=CUSTOMER_FIELDS,
        source=SOURCE,
        summary="Put what is sent in place of what is known of a customer.",
    ),
    Operation(
        name="delete_customer",
        method="DELETE",
        path=CUSTOMER,
        request=schemas.NamedCustomer,
        response=Nothing,
        handler=service.delete_customer,
        status=204,
        source=SOURCE,
        summary="Delete a customer.",
    ),
    Operation(
        name="enroll_card",
        method="POST",
        path="/universal/core/cards",
        request=schemas.EnrollCard,
        response=schemas.CardAnswer,
        handler=service.enroll_card,
        status=201,
        sealed_request=("encCard",),
        source=SOURCE,
        summary="Enrol a card; the same number has the same id.",
    ),
    Operation(
        name="enroll_customers_card",
        method="POST",
        path=f"{CUSTOMER}/cards",
        request=schemas.EnrollCustomersCard,
        response=schemas.CardAnswer,
        handler=service.enroll_customers_card,
        status=201,
        sealed_request=("encCard",),
        source=SOURCE,
        summary="Enrol a card for a customer, or link one that is enrolled.",
    ),
    Operation(
        name="get_card",
        method="GET",
        path=CARD,
        request=schemas.NamedCard,
        response=schemas.CardAnswer,
        handler=service.get_card,
        reads_only=True,
        source=SOURCE,
        summary="Look at a card.",
    ),
    Operation(
        name="delete_card",
        method="DELETE",
        path=CARD,
        request=schemas.NamedCard,
        response=Nothing,
        handler=service.delete_card,
        status=204,
        source=SOURCE,
        summary="Delete a card's enrolment.",
    ),
)

NOTICES: Final[tuple[Notice, ...]] = ()
QUESTIONS: Final[tuple[Question, ...]] = ()
