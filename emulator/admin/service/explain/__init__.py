"""Why something would be refused, without doing it: a whole request, or a payload alone, by the engine that refuses."""

from emulator.admin.service.explain.mistakes import list_mistakes
from emulator.admin.service.explain.payloads import explain_payload
from emulator.admin.service.explain.requests import explain_request

__all__ = ["explain_payload", "explain_request", "list_mistakes"]
