"""Metadata: merged key by key, and unset with the empty string (docs.stripe.com/api/metadata)."""

from collections.abc import Mapping


def merged(before: Mapping[str, str], given: Mapping[str, str] | None) -> dict[str, str]:
    """Return the metadata after an update; None stands for `metadata=""`, which clears it."""
    if given is None:
        return {}
    together = {**before, **given}
    return {key: value for key, value in together.items() if value}
