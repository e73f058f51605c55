"""What of Stripe a tape keeps, and what changes from run to run."""

from typing import Final

from emulator.core.provider import OnTape

# What the app of this project verifies webhooks and real-time questions with, where nobody has told it another secret.
WEBHOOK_SECRET: Final = "whsec_tspemulatordemowebhooks"
REALTIME_SECRET: Final = "whsec_tspemulatordemorealtime"
ON_TAPE: Final = OnTape(
    # Not Idempotency-Key, which the SDKs draw for every call, nor Stripe-Version, of which each of them has its own.
    headers=("content-type", "stripe-account"),
    volatile=frozenset(
        {
            "id",
            "created",
            "last4",
            "number",
            "exp_month",
            "exp_year",
            "available_on",
            "expected_availability_date",
            "balance_transaction",
            "primary_account_identifier",
            "source",
            "authorization",
            "authorization_code",
            "network_id",
            "transaction_id",
            "system_trace_audit_number",
            "requested_at",
            "eta",
            "shipped_at",
            "delivered_at",
            "tracking_number",
            "tracking_url",
            "url",
            "expires",
            "expires_at",
            "public_nonce",
            "private_nonce",
            "ephemeral_public_key",
            "network_updated_at",
            "card_reference_id",
            "token_reference_id",
            "request_log_url",
        }
    ),
    listener={"api_version": None, "_secret": WEBHOOK_SECRET},
    unsaid={"secret": REALTIME_SECRET},
)
