"""Whatever the domain refuses, every API has an answer for it in its own table."""

import importlib
from collections.abc import Collection, Iterator, Mapping

from emulator.domain.errors import DomainError
from tests.house.sources import expect_none, sources


def kinds(error: type[DomainError]) -> Iterator[type[DomainError]]:
    """Every error that is derived from `error`, near or far; itself not, because it only names the family."""
    for kind in error.__subclasses__():
        yield kind
        yield from kinds(kind)


def unanswered(errors: Collection[type[DomainError]], refusals: Mapping[type[DomainError], object]) -> list[str]:
    return sorted(error.__name__ for error in errors if error not in refusals)


def domain_errors() -> list[type[DomainError]]:
    """Every error of the domain, wherever in it; errors that tests derive do not count."""
    for source in sources("emulator/domain"):
        importlib.import_module(".".join(source.path.with_suffix("").parts).removesuffix(".__init__"))
    return [error for error in kinds(DomainError) if error.__module__.startswith("emulator.domain.")]


def test_every_domain_error_has_an_answer_in_every_api() -> None:
    apis = importlib.import_module("emulator.bootstrap").APIS

    assert apis
    expect_none(f"{api.name}: {error}" for api in apis for error in unanswered(domain_errors(), api.wire.refusals))


def test_the_domain_has_errors_to_answer() -> None:
    assert "UnknownToken" in {error.__name__ for error in domain_errors()}


def test_an_error_without_an_answer_is_found() -> None:
    class Refused(DomainError):
        """A family of its own."""

    class RefusedTwice(Refused):
        """A member of it: the answer to the family is not its answer."""

    assert unanswered(list(kinds(DomainError)), dict.fromkeys(kinds(DomainError))) == []
    assert unanswered([Refused, RefusedTwice], {Refused: 404}) == ["RefusedTwice"]
