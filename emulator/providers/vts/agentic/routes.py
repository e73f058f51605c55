"""The operations of agentic commerce."""

from typing import Final

from emulator.core.operation import AnyOperation, Fidelity, Notice, Operation, Question
from emulator.providers.vts.agentic import schemas, service

SOURCE: Final = "https://github.com/visa/mcp"
INSTRUCTION: Final = "/vacp/v1/instructions/{instructionId}"

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="enroll_card",
        method="POST",
        path="/vacp/v1/cards",
        request=schemas.EnrollCard,
        response=schemas.Enrolled,
        handler=service.enroll_card,
        fidelity=Fidelity.PARTIAL,
        source=SOURCE,
        summary="Let an agent pay with a token; what is answered is ours.",
    ),
    Operation(
        name="instruct",
        method="POST",
        path="/vacp/v1/instructions",
        request=schemas.Instruct,
        response=schemas.Instructed,
        handler=service.instruct,
        fidelity=Fidelity.PARTIAL,
        source=SOURCE,
        summary="Say what an agent may buy; what is answered is ours.",
    ),
    Operation(
        name="update_instruction",
        method="PUT",
        path=INSTRUCTION,
        request=schemas.UpdateInstruction,
        response=schemas.Instructed,
        handler=service.update_instruction,
        fidelity=Fidelity.PARTIAL,
        source=SOURCE,
        summary="Say it anew; what is answered is ours.",
    ),
    Operation(
        name="cancel_instruction",
        method="PUT",
        path=f"{INSTRUCTION}/cancel",
        request=schemas.CancelInstruction,
        response=schemas.Instructed,
        handler=service.cancel_instruction,
        fidelity=Fidelity.PARTIAL,
        source=SOURCE,
        summary="Let an agent buy no more; what is answered is ours.",
    ),
    Operation(
        name="get_credentials",
        method="POST",
        path=f"{INSTRUCTION}/credentials",
        request=schemas.GetCredentials,
        response=schemas.Credentials,
        handler=service.get_credentials,
        fidelity=Fidelity.PARTIAL,
        source=SOURCE,
        summary="Get what payments need; what is answered is ours.",
    ),
    Operation(
        name="confirm",
        method="POST",
        path=f"{INSTRUCTION}/confirmations",
        request=schemas.Confirm,
        response=schemas.Instructed,
        handler=service.confirm,
        fidelity=Fidelity.PARTIAL,
        source=SOURCE,
        summary="Say how payments went; it is taken, and not kept.",
    ),
)

NOTICES: Final[tuple[Notice, ...]] = ()
QUESTIONS: Final[tuple[Question, ...]] = ()
