"""The rules between rooms that import-linter cannot see: a pure domain, no state in modules, no swallowed errors, no waiting."""

import ast
import sys
from collections.abc import Iterator
from typing import Final

import pytest

from tests.house.sources import Source, breaches, expect_none, planted, sources

# Of the standard library, what would bring HTTP, SQL, JSON, files, waiting, or chance into the domain.
IMPURE: Final = frozenset({"asyncio", "http", "io", "json", "logging", "os", "pathlib", "random", "secrets", "socket", "sqlite3", "urllib"})
BROAD: Final = frozenset({"Exception", "BaseException"})
CONTAINERS: Final = frozenset({"list", "dict", "set", "bytearray", "defaultdict", "deque", "Counter", "OrderedDict"})
LITERALS: Final = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
# Calls that answer differently each time; who needs one takes a clock, an id or a source of bytes as an argument.
AMBIENT: Final = frozenset(
    {
        "date.today",
        "datetime.now",
        "datetime.today",
        "datetime.utcnow",
        "os.urandom",
        "time.monotonic",
        "time.time",
        "time.time_ns",
        "uuid.uuid1",
        "uuid.uuid4",
        "uuid1",
        "uuid4",
    }
)
PURE_ROOMS: Final = tuple(f"emulator/{room}" for room in ("domain", "crypto", "core", "storage", "providers", "wallets", "admin"))
# The two places that name the system's randomness and the machine's clock, to be handed in as arguments.
SPRINGS: Final = ("emulator/crypto/chance", "emulator/core/context")
SERVERS: Final = ("emulator/server", "emulator/issuer_app/server")
# They stand between the loop and a coroutine, and hand every exception of the one on to the other.
GO_BETWEENS: Final = ("emulator/storage/engine/postgres", "emulator/storage/engine/tick")
SPEAKERS: Final = ("emulator/cli", "emulator/issuer_app")


def imported(source: Source) -> Iterator[tuple[int, str]]:
    """The absolute module names that `source` imports, with their lines; its own neighbours by relative import excepted."""
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.lineno, node.module or ""


def foreign_imports(source: Source) -> Iterator[str]:
    for line, name in imported(source):
        top = name.partition(".")[0]
        is_own = name == "emulator.domain" or name.startswith("emulator.domain.")
        if not is_own and (top in IMPURE or top not in sys.stdlib_module_names):
            yield f"{source.at(line)} the domain is plain Python; {name} is not"


def broad_handlers(source: Source) -> Iterator[str]:
    """Handlers that swallow whatever comes; one that ends by raising the same error again only cleans up."""
    for node in source.nodes:
        if isinstance(node, ast.ExceptHandler) and is_broad(node.type) and not raises_again(node):
            yield f"{source.at(node.lineno)} a broad except"
        elif isinstance(node, ast.Call) and called(node).endswith("suppress") and any(map(is_broad, node.args)):
            yield f"{source.at(node.lineno)} a broad suppress"


def is_broad(caught: ast.expr | None) -> bool:
    names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(name is None or (isinstance(name, ast.Name) and name.id in BROAD) for name in names)


def raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def module_state(source: Source) -> Iterator[str]:
    for node in source.tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and is_container(node.value):
            yield from (f"{source.at(node.lineno)} {name} is state of a module" for name in assigned(node) if not is_constant(name))
    for statement in source.nodes:
        if isinstance(statement, ast.Global):
            yield f"{source.at(statement.lineno)} global {', '.join(statement.names)}"


def is_container(value: ast.expr) -> bool:
    return isinstance(value, LITERALS) or (isinstance(value, ast.Call) and called(value).rpartition(".")[2] in CONTAINERS)


def assigned(node: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def is_constant(name: str) -> bool:
    return name.isupper() or (name.startswith("__") and name.endswith("__"))


def called(call: ast.Call) -> str:
    """The dotted name that is called, or nothing for what has no name."""
    return dotted(call.func)


def dotted(node: ast.expr) -> str:
    """A name and its attributes with dots between; an attribute of anything else begins with a dot."""
    if isinstance(node, ast.Name):
        return node.id
    return f"{dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


def calls(source: Source) -> Iterator[ast.Call]:
    return (node for node in source.nodes if isinstance(node, ast.Call))


def sleeps(source: Source) -> Iterator[str]:
    """`asyncio.sleep(0)` only gives way, and a duration that was handed in is somebody else's decision."""
    for call in calls(source):
        is_timed = bool(call.args) and isinstance(call.args[0], ast.Constant) and call.args[0].value != 0
        if called(call) == "time.sleep" or (called(call) in {"asyncio.sleep", "sleep"} and is_timed):
            yield f"{source.at(call.lineno)} {ast.unparse(call)}"


def prints(source: Source) -> Iterator[str]:
    return (f"{source.at(call.lineno)} {ast.unparse(call)}" for call in calls(source) if called(call) == "print")


def ambient(source: Source) -> Iterator[str]:
    names = [(node.lineno, dotted(node)) for node in source.nodes if isinstance(node, ast.Attribute | ast.Name)]
    for line, name in names:
        if any(name == forbidden or name.endswith(f".{forbidden}") for forbidden in AMBIENT):
            yield f"{source.at(line)} {name}: time, ids and chance are arguments"


def mocks(source: Source) -> Iterator[str]:
    for line, name in imported(source):
        if name.startswith(("unittest.mock", "mock", "pytest_mock")):
            yield f"{source.at(line)} {name}: the real thing is fast enough"


def test_the_domain_is_plain_python() -> None:
    expect_none(breaches(foreign_imports, sources("emulator/domain")))


@pytest.mark.parametrize("line", ["import json", "import emulator.core.ids", "from sqlalchemy import text", "from http import HTTPStatus"])
def test_a_foreign_import_in_the_domain_is_found(line: str) -> None:
    own = planted("from emulator.domain.pan import Pan\nfrom . import cards\nfrom datetime import datetime\n")

    assert (breaches(foreign_imports, [own]), len(breaches(foreign_imports, [planted(line)]))) == ([], 1)


def test_nothing_swallows_every_error_but_the_servers() -> None:
    elsewhere = [source for source in sources("emulator", "scripts") if not source.is_below(*SERVERS, *GO_BETWEENS)]

    expect_none(breaches(broad_handlers, elsewhere))


@pytest.mark.parametrize("server", SERVERS)
def test_a_server_swallows_every_error_in_one_place_at_most(server: str) -> None:
    own = [source for source in sources("emulator") if source.is_below(server)]

    assert len(breaches(broad_handlers, own)) <= 1


@pytest.mark.parametrize("caught", ["except:", "except Exception:", "except (ValueError, BaseException) as error:"])
def test_a_broad_except_is_found(caught: str) -> None:
    swallowing, cleaning = (planted(f"try:\n    f()\n{caught}\n    {end}\n") for end in ("pass", "raise"))

    assert (len(breaches(broad_handlers, [swallowing])), breaches(broad_handlers, [cleaning])) == (1, [])


def test_a_broad_suppress_is_found() -> None:
    broad, narrow = (planted(f"with contextlib.suppress({error}):\n    f()\n") for error in ("Exception", "KeyError"))

    assert (len(breaches(broad_handlers, [broad])), breaches(broad_handlers, [narrow])) == (1, [])


def test_no_module_keeps_state() -> None:
    expect_none(breaches(module_state, sources("emulator", "scripts", "tests")))


@pytest.mark.parametrize(
    "line", ["cache = {}", "seen: set[str] = set()", "_known = [1]", "def f():\n    global x\n", "recent = collections.deque()"]
)
def test_the_state_of_a_module_is_found(line: str) -> None:
    assert len(breaches(module_state, [planted(line)])) == 1


@pytest.mark.parametrize("line", ["TABLE = {}", "_TABLE: Final = {1: 2}", "__all__ = []", "name = 'x'", "def f():\n    found = []\n"])
def test_a_table_or_a_local_name_is_no_state(line: str) -> None:
    assert breaches(module_state, [planted(line)]) == []


# The one place where a test waits for another process: it looks again and again, and no further than a deadline.
WAITING: Final = "tests/flows/processes"


def test_nobody_sleeps() -> None:
    expect_none(breaches(sleeps, [source for source in sources("emulator", "tests") if not source.is_below(WAITING)]))


@pytest.mark.parametrize("line", ["asyncio.sleep(0.1)", "time.sleep(seconds)", "sleep(1)"])
def test_a_sleep_is_found(line: str) -> None:
    fine = planted("asyncio.sleep(0)\nasyncio.sleep(delay)\n")

    assert (len(breaches(sleeps, [planted(line)])), breaches(sleeps, [fine])) == (1, [])


def test_only_the_programs_speak_to_the_terminal() -> None:
    silent = [source for source in sources("emulator") if not source.is_below(*SPEAKERS)]

    expect_none(breaches(prints, silent))


def test_a_print_is_found() -> None:
    assert len(breaches(prints, [planted("print('x')\nlog.info('x')\n")])) == 1


def test_time_ids_and_chance_are_arguments() -> None:
    pure = [source for source in sources(*PURE_ROOMS) if not source.is_below(*SPRINGS)]

    expect_none(breaches(ambient, pure))


@pytest.mark.parametrize("line", ["at = datetime.now(UTC)", "draw = os.urandom", "id = uuid.uuid4()", "at = datetime.datetime.utcnow()"])
def test_time_ids_and_chance_taken_from_the_air_are_found(line: str) -> None:
    fine = planted("at = ctx.now()\nid = ctx.ids.token()\n")

    assert (len(breaches(ambient, [planted(line)])), breaches(ambient, [fine])) == (1, [])


def test_no_test_mocks() -> None:
    expect_none(breaches(mocks, sources("tests")))


@pytest.mark.parametrize("line", ["from unittest.mock import Mock", "import mock"])
def test_a_mock_is_found(line: str) -> None:
    assert len(breaches(mocks, [planted(line)])) == 1
