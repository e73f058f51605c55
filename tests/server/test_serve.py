"""The emulator as a process: it says when it is ready, ends when told, and says in one sentence why it cannot start."""

import json
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import requests

from emulator.server.serve import CannotListenError, bind, write_whole
from tests.flows.customer import TIMEOUT
from tests.flows.processes import run, running


def test_a_ready_emulator_says_where_it_listens(tmp_path: Path) -> None:
    with running("emulator", "--data-dir", str(tmp_path), folder=tmp_path) as program:
        assert requests.get(f"{program.url}/_emulator/live", timeout=TIMEOUT).status_code == 200

        lines = [line for line in program.said.splitlines() if "ready" in line]
        assert len(lines) == 1
        assert program.url in lines[0]


def test_it_listens_on_both_loopbacks(tmp_path: Path) -> None:
    with running("emulator", "--data-dir", str(tmp_path), folder=tmp_path) as program:
        port = program.url.rpartition(":")[2]

        assert requests.get(f"http://[::1]:{port}/_emulator/live", timeout=TIMEOUT).status_code == 200


def test_told_to_stop_it_ends_with_0_and_keeps_what_it_had(tmp_path: Path) -> None:
    with running("emulator", "--data-dir", str(tmp_path), folder=tmp_path) as program:
        made = requests.post(f"{program.url}/_emulator/namespaces", json={}, timeout=TIMEOUT).json()["namespace"]

        assert program.stop() == 0

    with running("emulator", "--data-dir", str(tmp_path), folder=tmp_path) as again:
        known = requests.get(f"{again.url}/_emulator/namespaces", timeout=TIMEOUT).text
        assert made in known


def test_a_variable_sets_what_no_flag_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMULATOR_DATA_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("EMULATOR_BODY_LIMIT", "2048")

    with running("emulator", folder=tmp_path) as program:
        answer = requests.post(f"{program.url}/mdes/digitization/1/0/tokenize", data=b"x" * 2049, timeout=TIMEOUT)

    assert (tmp_path / "elsewhere" / "emulator.db").exists()
    assert answer.status_code == 413
    assert answer.json()["Errors"]["Error"][0]["Source"] == "Gateway"


def one_sentence(text: str) -> bool:
    return text.startswith("tsp-emulator: ") and text.count("\n") == 1


def test_a_taken_port_is_one_sentence_and_2(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])

        done = run("-m", "emulator", "serve", "--port", port, "--data-dir", str(tmp_path))

    assert (done.returncode, one_sentence(done.stderr)) == (2, True), done.stderr
    assert port in done.stderr
    assert "--port" in done.stderr


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--database", "sqlite:////nowhere/at/all.db"), "/nowhere/at/all.db"),
        (("--database", "oracle://x"), "oracle"),
        (("--database", "postgresql://127.0.0.1:9/none"), "PostgreSQL"),
        (("--port", "many"), "--port"),
        (("--seed", "x"), "EMULATOR_SEED"),
        (("--auth", "maybe"), "--auth"),
        (("--journal-size", "0"), "--journal-size"),
    ],
)
def test_a_setting_that_cannot_be_is_one_sentence_and_2(tmp_path: Path, options: tuple[str, ...], named: str) -> None:
    done = run("-m", "emulator", "serve", "--port", "0", "--data-dir", str(tmp_path), *options)

    assert (done.returncode, one_sentence(done.stderr)) == (2, True), done.stderr
    assert named in done.stderr


def test_a_file_that_is_no_database_is_one_sentence_and_2(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear reader, " * 100)

    done = run("-m", "emulator", "serve", "--port", "0", "--database", f"sqlite:///{tmp_path / 'letter.txt'}")

    assert (done.returncode, one_sentence(done.stderr)) == (2, True), done.stderr


def test_a_database_of_another_version_says_what_to_run(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "emulator.db")) as database:
        database.execute("CREATE TABLE schema_version (version BIGINT PRIMARY KEY)")
        database.execute("INSERT INTO schema_version VALUES (99)")
        database.commit()

    done = run("-m", "emulator", "serve", "--port", "0", "--data-dir", str(tmp_path))

    assert (done.returncode, one_sentence(done.stderr)) == (2, True), done.stderr
    assert "tsp-emulator reset" in done.stderr


def test_an_address_that_is_not_ours_cannot_be_bound() -> None:
    with pytest.raises(CannotListenError, match=r"192\.0\.2\.1"):
        bind("192.0.2.1", 0)


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "port", "8081\n")

    assert [path.name for path in tmp_path.iterdir()] == ["port"]


def test_one_seed_makes_one_world(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        with running("emulator", "--seed", "7", "--data-dir", str(tmp_path / name), folder=tmp_path) as program:
            answer = requests.post(f"{program.url}/_emulator/namespaces", json={}, timeout=TIMEOUT).json()
            made.append((answer["namespace"], answer["mdes"]["consumer_key"]))

    assert made[0] == made[1]


def test_every_line_of_the_log_names_the_exchange_it_is_about(tmp_path: Path) -> None:
    with running("emulator", "--data-dir", str(tmp_path), "--log-format", "json", folder=tmp_path) as program:
        answers = [requests.post(f"{program.url}/mdes/digitization/1/0/{name}", timeout=TIMEOUT) for name in ("tokenize", "getToken")]
        program.stop()

    lines = [json.loads(line) for line in program.said.splitlines() if line.startswith("{")]
    refused = [(line["exchange"], line["operation"]) for line in lines if line["event"] == "exchange.refused"]
    named = [answer.headers["X-Emulator-Explanation"].rpartition("/")[2] for answer in answers]
    assert refused == list(zip(named, ("tokenize", "get_token"), strict=True))
