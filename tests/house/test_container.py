"""The container says what it should, as far as that can be seen without building it."""

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from emulator.cli.commands import COMMANDS
from emulator.config import Settings
from tests.flows.processes import Program, run, running
from tests.house.sources import ROOT

FOLDER: Final = ROOT / "scripts" / "container"
PORT: Final = str(Settings().port)
VARIABLE: Final = re.compile(r"EMULATOR_[A-Z_]+")


class Instruction(NamedTuple):
    """One instruction of a Dockerfile, with what follows it."""

    name: str
    rest: str


def instructions(text: str) -> list[Instruction]:
    """Read a Dockerfile: comments left out, continued lines joined (docs.docker.com/reference/dockerfile)."""
    lines = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    joined = lines.replace("\\\n", "").splitlines()
    return [Instruction(*line.split(maxsplit=1)) for line in joined if line.strip()]


def stages() -> list[list[Instruction]]:
    """The instructions of each stage, its FROM first."""
    found: list[list[Instruction]] = []
    for one in instructions((FOLDER / "Dockerfile").read_text(encoding="utf-8")):
        if one.name == "FROM":
            found.append([])
        found[-1].append(one)
    return found


def of(stage: list[Instruction], name: str) -> list[str]:
    """What follows every instruction of this name."""
    return [one.rest for one in stage if one.name == name]


def compose() -> Mapping[str, Any]:
    """The compose file, read by PyYAML."""
    yaml: Any = pytest.importorskip("yaml")
    read: Mapping[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
    return read


def check() -> list[str]:
    """The command of the health check, in its exec form."""
    _, _, command = of(stages()[-1], "HEALTHCHECK")[0].partition(" CMD ")
    words: list[str] = json.loads(command)
    return words


@pytest.fixture
def emulator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """An emulator that listens as the container does, beyond loopback and with a token."""
    monkeypatch.setenv("EMULATOR_ADMIN_TOKEN", "token-of-the-container")
    with running("emulator", "--data-dir", str(tmp_path), "--host", "0.0.0.0", folder=tmp_path) as program:  # noqa: S104  # as the image does
        yield program


def test_what_builds_stays_behind_and_every_base_has_a_version() -> None:
    built, served = stages()

    assert all(re.fullmatch(r"python:3\.\d+-slim( AS built)?", of(stage, "FROM")[0]) for stage in (built, served))
    assert "pip install" in "".join(of(built, "RUN"))
    assert "pip" not in "".join(of(served, "RUN"))
    assert of(served, "COPY") == ["--from=built /venv /venv"]


def test_everything_that_the_wheel_is_made_of_is_copied() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]

    copied = {name.removeprefix("./") for rest in of(stages()[0], "COPY") for name in rest.split()[:-1]}

    assert all((ROOT / name).exists() for name in copied)
    assert {"pyproject.toml", "README.md", "LICENSE", "constraints.txt", *wheel["packages"]} <= copied
    assert {name.partition("/")[0] for name in wheel["force-include"]} <= copied


def test_what_runs_is_not_root_and_owns_its_data() -> None:
    served = stages()[-1]
    names = [one.name for one in served]
    (user,) = of(served, "USER")

    assert user not in {"root", "0"}
    assert re.search(rf"useradd .*--uid [1-9]\d+ .*--home-dir /data .*{user}$", of(served, "RUN")[0])
    assert names.index("USER") > max(place for place, name in enumerate(names) if name in {"RUN", "COPY"})
    assert of(served, "VOLUME") == ["/data"]


def test_it_starts_a_command_that_there_is_on_the_port_that_it_shows() -> None:
    served = stages()[-1]
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]

    assert json.loads(of(served, "ENTRYPOINT")[0])[0] in scripts
    assert json.loads(of(served, "CMD")[0])[0] in COMMANDS
    assert of(served, "EXPOSE") == [PORT]
    assert f":{PORT}/" in " ".join(check())


def test_every_variable_is_a_setting() -> None:
    told = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in ("Dockerfile", "compose.yaml"))

    unknown = {name for name in VARIABLE.findall(told) if name.removeprefix("EMULATOR_").lower() not in Settings.model_fields}

    assert unknown == set()


def test_its_health_check_passes_where_it_listens(emulator: Program) -> None:
    python, *words = [word.replace(f":{PORT}/", f":{emulator.url.rpartition(':')[2]}/") for word in check()]

    healthy = run(*words)
    emulator.stop()
    gone = run(*words)

    assert python == Path(sys.executable).name.rstrip("0123456789.")
    assert (healthy.returncode, healthy.stderr) == (0, "")
    assert gone.returncode != 0


def test_its_health_check_fails_where_the_token_is_another(emulator: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [word.replace(f":{PORT}/", f":{emulator.url.rpartition(':')[2]}/") for word in check()[1:]]
    monkeypatch.setenv("EMULATOR_ADMIN_TOKEN", "another")

    assert run(*words).returncode != 0


def test_composed_it_is_reached_from_this_machine_alone_and_may_do_little() -> None:
    service = compose()["services"]["emulator"]

    assert service["ports"] == [f"127.0.0.1:{PORT}:{PORT}"]
    assert (service["read_only"], service["cap_drop"], service["tmpfs"]) == (True, ["ALL"], ["/tmp"])  # noqa: S108  # inside the container
    assert (FOLDER / service["build"]["context"] / service["build"]["dockerfile"]).resolve() == FOLDER / "Dockerfile"


def test_composed_it_waits_for_a_database_that_it_knows() -> None:
    composed = compose()
    services = composed["services"]
    database = services["database"]["environment"]
    url = services["emulator"]["environment"]["EMULATOR_DATABASE"]

    assert url == f"postgresql://{database['POSTGRES_USER']}:{database['POSTGRES_PASSWORD']}@database/{database['POSTGRES_DB']}"
    assert services["emulator"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert {volume.partition(":")[0] for one in services.values() for volume in one["volumes"]} == set(composed["volumes"])


def test_a_dockerfile_is_read_with_its_continued_lines() -> None:
    read = instructions('# why\nFROM a AS b\nRUN one && \\\n  two\n\nCMD ["x"]\n')

    assert read == [Instruction("FROM", "a AS b"), Instruction("RUN", "one &&   two"), Instruction("CMD", '["x"]')]
