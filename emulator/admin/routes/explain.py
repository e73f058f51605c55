"""Explanations: what refusals can name, and why something would be refused."""

from typing import Final

from emulator.admin import service
from emulator.admin.routes.worlds import SOURCE
from emulator.admin.schemas import explain
from emulator.core.operation import AnyOperation, Operation

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="list_mistakes",
        method="GET",
        path="/_emulator/explain",
        request=explain.ListMistakes,
        response=explain.MistakeList,
        handler=service.list_mistakes,
        source=SOURCE,
        summary="List every mistake that a refusal can name, and what to do about it.",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="explain_request",
        method="POST",
        path="/_emulator/explain",
        request=explain.ExplainRequest,
        response=explain.Explanation,
        handler=service.explain_request,
        source=SOURCE,
        summary="Say whether a raw HTTP request would be accepted, and why not; nothing of it is kept.",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="explain_payload",
        method="POST",
        path="/_emulator/explain/payload",
        request=explain.ExplainPayload,
        response=explain.PayloadExplanation,
        handler=service.explain_payload,
        source=SOURCE,
        summary="Take a payload apart: header, key that opens it, recipe, and its plaintext against its schema.",
        reads_only=True,
        opens_units=True,
    ),
)
