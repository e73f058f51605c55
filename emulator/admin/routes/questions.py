"""Questions that are answered by hand."""

from typing import Final

from emulator.admin import service
from emulator.admin.routes.worlds import SOURCE
from emulator.admin.schemas import questions
from emulator.core.operation import AnyOperation, Operation

OPERATIONS: Final[tuple[AnyOperation, ...]] = (
    Operation(
        name="list_questions",
        method="GET",
        path="/_emulator/questions",
        request=questions.ListQuestions,
        response=questions.QuestionList,
        handler=service.list_questions,
        source=SOURCE,
        summary="List the questions that wait to be answered by hand, or await one.",
        reads_only=True,
        opens_units=True,
    ),
    Operation(
        name="answer_question",
        method="POST",
        path="/_emulator/questions/{question}",
        request=questions.AnswerQuestion,
        response=questions.QuestionList,
        handler=service.answer_question,
        source=SOURCE,
        summary="Answer a question in place of the app, or say that the app is silent.",
        opens_units=True,
    ),
)
