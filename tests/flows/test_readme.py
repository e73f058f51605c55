"""What the README tells a stranger to run, runs."""

import ast
import re
from pathlib import Path

from tests.flows.processes import TOP, Program, run


def test_the_readmes_snippet_tokenizes_and_decrypts(emulator: Program, tmp_path: Path) -> None:
    found = re.search(r"<!-- snippet: mastercard -->\n```python\n(.*?)```", (TOP / "README.md").read_text(), re.DOTALL)
    assert found
    written = run("-m", "emulator", "keys", "--out", "my-keys", folder=tmp_path)
    assert written.returncode == 0, written.stderr

    done = run("-c", found[1].replace("http://127.0.0.1:8081", emulator.url), folder=tmp_path / "my-keys")

    assert done.returncode == 0, done.stderr
    told = ast.literal_eval(done.stdout)
    assert told["decision"] == "APPROVED"
    assert len(told["tokenDetail"]["encryptedData"]["paymentAccountReference"]) == 29
