"""A request or a payload from a file is explained in the terminal."""

import json
from pathlib import Path

from tests.flows.customer import Customer
from tests.flows.processes import Program, run

RAW = "POST /mdes/digitization/1/0/getToken HTTP/1.1\nHost: 127.0.0.1:8081\nAuthorization: Bearer abc\n\n{}"


def test_a_refused_request_says_why_and_fails(emulator: Program, tmp_path: Path) -> None:
    (tmp_path / "request.http").write_text(RAW)

    done = run("-m", "emulator", "explain", "request", str(tmp_path / "request.http"), "--url", emulator.url)

    assert done.returncode == 1
    assert done.stdout.startswith("refused: mdes.digital_enablement.get_token AccessDenied")
    assert "header: other_authorization_scheme" in done.stdout


def test_a_payload_is_taken_apart(emulator: Program, customer: Customer, tmp_path: Path) -> None:
    sealed = customer.sealed_order("5123456789012345")["fundingAccountInfo"]["encryptedPayload"]
    (tmp_path / "payload.json").write_text(json.dumps(sealed))

    done = run("-m", "emulator", "explain", "payload", str(tmp_path / "payload.json"), "--url", emulator.url)

    assert done.returncode == 0, done.stderr
    assert "key demo:mdes/request" in done.stdout
    assert "************2345" in done.stdout


def test_a_file_that_is_not_there_is_one_sentence(emulator: Program, tmp_path: Path) -> None:
    done = run("-m", "emulator", "explain", "request", str(tmp_path / "none"), "--url", emulator.url)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
