"""Questions that wait: shown, and answered by hand."""

from emulator.admin.service.questions.answering import UnknownQuestion, answer_question, list_questions

__all__ = ["UnknownQuestion", "answer_question", "list_questions"]
