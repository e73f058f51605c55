"""Questions that wait to be answered by hand."""

from datetime import datetime
from typing import Any

from pydantic import ConfigDict, Field

from emulator.admin.schemas.exchanges import Content
from emulator.admin.schemas.message import AdminMessage
from emulator.admin.schemas.scope import Reference, Scoped


class ListQuestions(Scoped):
    """The questions of one world that wait; with `wait`, as soon as there is one."""

    wait: float = Field(0.0, ge=0.0, le=60.0, description="seconds to wait for one; 0: not at all")
    reveal: bool = Field(False, description="show card numbers in clear")


class AnswerQuestion(Scoped):
    """Answer in place of the app."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"answer": {"responseId": "1", "decision": "APPROVED"}}]})

    question: Reference = Field(description="its id")
    answer: dict[str, Any] | None = Field(description="the answer as the app would give it, opened; null: the app is silent")


class QuestionSeen(AdminMessage):
    """A question that waits."""

    id: str = Field(description="its id, which is that of the exchange that it will be")
    api: str = Field(description="the API that asks")
    name: str = Field(description="the question")
    asked_at: datetime = Field(description="the machine's time when it was asked")
    until: datetime = Field(description="the machine's time when the default stands in for the answer")
    default: str = Field(description="what is decided then")
    message: Content = Field(description="what is asked, opened")
    contract: dict[str, Any] = Field(description="what the answer must be, as JSON Schema")


class QuestionList(AdminMessage):
    """Every question of a world that waits."""

    questions: list[QuestionSeen] = Field(description="the one asked first in front")
