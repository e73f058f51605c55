"""Exchanges on tape: recorded, redacted, replayed, and verified against somebody who answers live."""
