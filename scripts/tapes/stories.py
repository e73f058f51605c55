"""The story books of fixtures/stories/ and the examples of fixtures/examples/: the requests that lead to each tape."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

Json = dict[str, Any]

# A place in an answer before: `{0.tokenUniqueReference}` is a member of the first one, `{0}` the whole of it.
PLACE: Final = re.compile(r"\{(\d+)((?:\.\w+)*)\}")
# What a tape of an example is called: this, and the name of its refusal where it is one.
PUBLISHED: Final = "published"
OK: Final = 200


@dataclass(frozen=True)
class Example:
    """The end of a story as somebody publishes it: the answer to its last request or the notice after it, and on which page.

    `free` are members that it fills with values of its own, or leaves out.
    """

    source: str
    body: Any
    status: int
    free: tuple[str, ...] = ()


@dataclass(frozen=True)
class Story:
    """One tape to record: where it stands below fixtures/, the requests that lead there, and what the emulator is started with.

    `answers` are what the app says when it is told or asked something, by the end of the path at which it listens.
    """

    path: str
    requests: tuple[Json, ...]
    settings: Json = field(default_factory=dict)
    answers: Json = field(default_factory=dict)
    example: Example | None = None

    @property
    def names(self) -> Json:
        """What the tape is about, by its place."""
        provider, *_, operation, case = self.path.removesuffix(".json").split("/")
        return {"provider": provider, "operation": operation, "case": case}

    @property
    def is_whole(self) -> bool:
        """Whether it is a story of several APIs, in which everything that the providers say first stands in its place."""
        return self.path.startswith("flows/")

    def keeps(self, api: str, row: str) -> bool:
        """Say whether a notice or question is part of it: of a whole story each one is."""
        return self.is_whole or self.path.startswith(f"{api.replace('.', '/')}/{row}/")


def told_in(fixtures: Path) -> Iterator[Story]:
    """Give every story that is told below a folder, and every example that is written down."""
    for path in sorted((fixtures / "stories").glob("*.json")):
        book = json.loads(path.read_text(encoding="utf-8"))
        yield from stories(book)
        examples = fixtures / "examples" / path.name
        if examples.is_file():
            yield from written_down(json.loads(examples.read_text(encoding="utf-8")), book)


def stories(told: Json) -> list[Story]:
    """Return the stories of a file in fixtures/stories/: requests by name, and for each tape the names of its own."""
    found = []
    for tape, told_of in told["tapes"].items():
        more = told_of if isinstance(told_of, dict) else {"requests": told_of}
        requests = tuple(whole(told["requests"], name) for name in more["requests"])
        found.append(Story(f"{tape}.json", requests, more.get("settings", {}), more.get("answers", {})))
    return found


def written_down(told: Json, book: Json) -> list[Story]:
    """Return the stories of a file in fixtures/examples/; requests before an example may stand in its provider's story book.

    Of an example its `answer` is published, or the `notice` that follows from its request.
    """
    examples = told["tapes"]
    requests = {**book["requests"], **told["requests"], **{tape: example["request"] for tape, example in examples.items()}}
    found = []
    for tape, more in examples.items():
        said = more["answer"] if "answer" in more else more["notice"]
        example = Example(more["source"], said["body"], said.get("status", OK), tuple(more.get("free", ())))
        steps = tuple(whole(requests, name) for name in (*more.get("before", ()), tape))
        found.append(Story(f"{tape}.json", steps, more.get("settings", {}), example=example))
    return found


def whole(told: Json, name: str) -> Json:
    """Return what is told under a name; what is `like` another has its members, changed at dotted places (null takes one out)."""
    own = told[name]
    if "like" not in own:
        return dict(own)
    original: Json = json.loads(json.dumps(whole(told, own["like"])))
    for place, value in own.get("change", {}).items():
        *outer, last = place.split(".")
        node = original["body"]
        for part in outer:
            node = node[part]
        node.pop(last, None)
        if value is not None:
            node[last] = value
    return original | {member: value for member, value in own.items() if member not in {"like", "change"}}


def filled(value: Any, answers: list[Any]) -> Any:
    """Return a request with what it takes from the answers before; a text that is one place alone is what stands there."""
    if isinstance(value, dict):
        return {name: filled(inner, answers) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, answers) for inner in value]
    if not isinstance(value, str):
        return value
    if alone := PLACE.fullmatch(value):
        return _at(alone, answers)
    return PLACE.sub(lambda found: str(_at(found, answers)), value)


def _at(place: re.Match[str], answers: list[Any]) -> Any:
    value = answers[int(place[1])]
    for name in filter(None, place[2].split(".")):
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value
