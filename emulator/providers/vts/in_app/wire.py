"""How In-App Provisioning speaks: as all products of Visa do, with an empty body behind a deletion."""

from emulator.providers.vts.wire import VisaWire


class InAppWire(VisaWire):
    """Speaks to issuers' backends."""
