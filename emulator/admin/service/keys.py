"""The credentials of a world as this API answers them."""

import base64

from emulator.admin.schemas.keys import (
    Credentials,
    IssuerSeen,
    KeyFingerprints,
    KeySeen,
    MdesCredentials,
    RequestorSeen,
    StripeCredentials,
    VisaCredentials,
)
from emulator.admin.schemas.scope import Scoped
from emulator.admin.service.credentials import MEANINGS, Kit, kit_of
from emulator.admin.service.entry import look
from emulator.core.context import Context
from emulator.crypto.keys import pkcs12
from emulator.crypto.keys.keyring import KeyPair
from emulator.domain.parties import Party
from emulator.domain.worlds import Credential
from emulator.storage.unit import Unit


async def get_keys(ctx: Context, _unit: None, message: Scoped) -> Credentials:
    """Return the credentials of a world."""
    return await credentials_of(await look(ctx, message.namespace))


async def credentials_of(world: Context) -> Credentials:
    """Return everything that a client of this world needs."""
    house = world.house

    async def work(unit: Unit) -> Kit:
        parties: list[Party] = [*await unit.parties.issuers(), *await unit.parties.requestors()]
        held = await unit.worlds.credentials(world.namespace.id)
        return kit_of(house.keys, held, parties, namespace=world.namespace.id, url=house.public_url)

    kit = await house.store.read(world.namespace.id, work)
    return Credentials(
        namespace=kit.namespace,
        url=kit.url,
        mdes=_mdes(kit, kit.consumer_key) if kit.consumer_key else None,
        visa=_visa(kit, kit.visa) if kit.visa else None,
        stripe=StripeCredentials(api_key=kit.secret_key) if kit.secret_key else None,
        issuers=[IssuerSeen(id=party.id, name=party.name, callback_url=party.callback_url) for party in kit.issuers],
        requestors=[
            RequestorSeen(id=party.id, name=party.name, kind=party.kind, wallet=party.wallet, callback_url=party.callback_url)
            for party in kit.requestors
        ],
    )


def _mdes(kit: Kit, consumer_key: str) -> MdesCredentials:
    return MdesCredentials(
        consumer_key=consumer_key,
        signing_keystore=base64.b64encode(kit.keystore or b"").decode(),
        keystore_alias=pkcs12.SANDBOX_ALIAS,
        keystore_password=pkcs12.SANDBOX_PASSWORD,
        keys=[_key(name, pair) for name, pair in kit.pairs.items()],
    )


def _visa(kit: Kit, credential: Credential) -> VisaCredentials:
    secrets = credential.secrets
    return VisaCredentials(
        api_key=credential.name,
        shared_secret=secrets["shared_secret"],
        encryption_key_id=secrets.get("encryption_key_id"),
        encryption_secret=secrets.get("encryption_secret"),
        outbound_secret=secrets.get("outbound_secret"),
        message_key_id=secrets.get("mle_key_id"),
        requestor=secrets.get("requestor"),
        keys=[_key(name, pair) for name, pair in kit.visa_pairs.items()],
    )


def _key(name: str, pair: KeyPair) -> KeySeen:
    return KeySeen(
        name=name,
        meaning=MEANINGS[name],
        certificate=pair.certificate_pem.decode(),
        private_key=pair.private_key_pem.decode() if pair.private_key_pem else None,
        fingerprints=KeyFingerprints(**dict(pair.fingerprints.items())),
    )
