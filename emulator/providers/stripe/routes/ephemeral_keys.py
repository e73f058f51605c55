"""The operations of apps and web pages that hold an ephemeral key."""

from typing import Final

from emulator.core.operation import AnyOperation, Fidelity, Operation
from emulator.providers.stripe.schemas.wallets import ephemeral_keys as schemas
from emulator.providers.stripe.schemas.wallets import pins as pin_schemas
from emulator.providers.stripe.schemas.wallets.push_provisioning import PushProvisioning, PushProvisioningDetails
from emulator.providers.stripe.service.wallets import ephemeral_keys, pins, push_provisioning
from emulator.providers.stripe.wire.answers import answering

ELEMENTS: Final = "https://docs.stripe.com/issuing/elements"
IOS: Final = "https://github.com/stripe/stripe-ios"

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="create_ephemeral_key",
        method="POST",
        path="/v1/ephemeral_keys",
        request=schemas.CreateEphemeralKey,
        response=schemas.EphemeralKey,
        handler=answering(ephemeral_keys.create),
        source=ELEMENTS,
        summary="Make a key that opens one card for an hour, or for a quarter of one where a nonce asks for it.",
    ),
    Operation(
        name="delete_ephemeral_key",
        method="DELETE",
        path="/v1/ephemeral_keys/{key}",
        request=schemas.DeleteEphemeralKey,
        response=schemas.EphemeralKey,
        handler=answering(ephemeral_keys.delete),
        source=ELEMENTS,
        summary="Let nobody in with a key any more.",
    ),
    Operation(
        name="create_ephemeral_key_nonce",
        method="POST",
        path="/v1/ephemeral_key_nonces",
        request=schemas.CreateNonce,
        response=schemas.Nonces,
        handler=answering(ephemeral_keys.create_nonce),
        fidelity=Fidelity.PARTIAL,
        source=ELEMENTS,
        summary="Make the pair of nonces that stripe.js asks for; only the names of the members are public.",
    ),
    Operation(
        name="push_provisioning_details",
        method="GET",
        path="/v1/issuing/cards/{card}/push_provisioning_details",
        request=PushProvisioning,
        response=PushProvisioningDetails,
        handler=answering(push_provisioning.details),
        fidelity=Fidelity.PARTIAL,
        reads_only=True,
        source=IOS,
        summary="Get what an app hands to a wallet: sealed to real certificates; for the SDK's fake controller the contents that it wants.",
    ),
    Operation(
        name="create_verification",
        method="POST",
        path="/v1/issuing/verifications",
        request=pin_schemas.CreateVerification,
        response=pin_schemas.Verification,
        handler=answering(pins.create_verification),
        fidelity=Fidelity.PARTIAL,
        source=IOS,
        summary="Send the cardholder a code before a PIN is shown; the shape is ours.",
    ),
    Operation(
        name="retrieve_pin",
        method="GET",
        path="/v1/issuing/cards/{card}/pin",
        request=pin_schemas.RetrievePin,
        response=pin_schemas.Pin,
        handler=answering(pins.retrieve),
        fidelity=Fidelity.PARTIAL,
        source=IOS,
        summary="See a card's PIN; the shape of the answer is ours.",
    ),
    Operation(
        name="update_pin",
        method="POST",
        path="/v1/issuing/cards/{card}/pin",
        request=pin_schemas.UpdatePin,
        response=pin_schemas.Pin,
        handler=answering(pins.update),
        fidelity=Fidelity.PARTIAL,
        source=IOS,
        summary="Change a card's PIN; the shape of the answer is ours.",
    ),
)
