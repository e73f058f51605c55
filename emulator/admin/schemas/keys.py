"""The credentials that lead into a world, and the keys that go with them."""

from pydantic import Field

from emulator.admin.schemas.message import AdminMessage


class KeyFingerprints(AdminMessage):
    """Lower-case hex digests by which messages name a key."""

    cert_sha1: str = Field(description="SHA-1 of the certificate (DER)")
    cert_sha256: str = Field(description="SHA-256 of the certificate (DER)")
    spki_sha1: str = Field(description="SHA-1 of the public key (SubjectPublicKeyInfo DER)")
    spki_sha256: str = Field(description="SHA-256 of the public key (SubjectPublicKeyInfo DER)")


class KeySeen(AdminMessage):
    """One key pair, seen from the client's side."""

    name: str = Field(description="its name, and that of its files")
    meaning: str = Field(description="what it is for")
    certificate: str = Field(description="the certificate (PEM)")
    private_key: str | None = Field(description="the private key (PEM), where it is the client's and the emulator made it")
    fingerprints: KeyFingerprints = Field(description="by what messages name it")


class IssuerSeen(AdminMessage):
    """An issuer of this world."""

    id: str = Field(description="its id")
    name: str = Field(description="its name")
    callback_url: str | None = Field(description="where it receives what the networks send")


class RequestorSeen(AdminMessage):
    """A token requestor of this world."""

    id: str = Field(description="its id (11 digits)")
    name: str = Field(description="its name")
    kind: str = Field(description="WALLET or MERCHANT")
    wallet: str | None = Field(description="its wallet id")
    callback_url: str | None = Field(description="where it receives what the networks send")


class MdesCredentials(AdminMessage):
    """What a client of MDES needs."""

    consumer_key: str = Field(description="OAuth 1.0a consumer key")
    signing_keystore: str = Field(description="the signing key as PKCS#12, base64; empty where the emulator does not hold it")
    keystore_alias: str = Field(description="alias in the PKCS#12 file")
    keystore_password: str = Field(description="password of the PKCS#12 file")
    keys: list[KeySeen] = Field(description="signing, request and response encryption, and the issuer's keys")


class VisaCredentials(AdminMessage):
    """What a client of Visa needs."""

    api_key: str = Field(description="API key, the parameter apiKey of every URL")
    shared_secret: str = Field(description="signs requests (x-pay-token)")
    encryption_key_id: str | None = Field(description="kid of encrypted fields; the API key with its shared secret is taken too")
    encryption_secret: str | None = Field(description="shared secret of encrypted fields")
    outbound_secret: str | None = Field(description="signs what Visa tells the token requestor")
    message_key_id: str | None = Field(description="key id where whole messages are encrypted (header keyId)")
    requestor: str | None = Field(description="the token requestor that it speaks for (11 digits)")
    keys: list[KeySeen] = Field(description="keys of encrypted messages: Visa's certificate, the client's pair")


class StripeCredentials(AdminMessage):
    """What a client of Stripe needs."""

    api_key: str = Field(description="secret key; the publishable one has `pk` in place of `sk`")


class Credentials(AdminMessage):
    """Everything that a client of this world needs. All of it is worthless on purpose."""

    namespace: str = Field(description="the world")
    url: str = Field(description="the emulator's URL")
    mdes: MdesCredentials | None = Field(description="Mastercard MDES; null where the world has no MDES credential")
    visa: VisaCredentials | None = Field(description="Visa; null where the world has no Visa credential")
    stripe: StripeCredentials | None = Field(description="Stripe; null where the world has no Stripe credential")
    issuers: list[IssuerSeen] = Field(description="issuers, by id")
    requestors: list[RequestorSeen] = Field(description="token requestors, by id")
