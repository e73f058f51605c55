"""The error of what cannot be opened or trusted: beside its sentence, the cause by which a catalogue knows the mistake."""


class Caused(ValueError):
    """A refusal whose `cause` is the snake_case name of the mistake. Neither secrets nor card numbers in the text."""

    def __init__(self, message: str, *, cause: str) -> None:
        super().__init__(message)
        self.cause = cause
