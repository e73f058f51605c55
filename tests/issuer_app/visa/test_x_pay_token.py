"""The signature, against tokens that an independent implementation made."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import pytest

from emulator.issuer_app.visa.x_pay_token import x_pay_token

KNOWN: Final[Any] = json.loads((Path(__file__).resolve().parents[2] / "witness" / "vectors" / "x_pay_token.json").read_text())
CASES: Final = {
    name: case
    for name, case in KNOWN["inputs"]["generate"].items()
    if not case["url_path"].startswith("/vts/") and KNOWN["expected"]["generate"][name]["x-pay-token"].startswith("xv2:")
}


@pytest.mark.parametrize("name", CASES)
def test_a_token_is_the_one_that_others_make(name: str) -> None:
    case = CASES[name]
    key = case["raw_query"].partition("=")[2].partition("&")[0]
    secrets = KNOWN["inputs"]["shared_secrets_by_api_key"]
    secret = secrets.get(key) or secrets[unquote(key)]

    token = x_pay_token(
        secret,
        path=case["url_path"],
        query=case["raw_query"],
        body=case["body_utf8"].encode(),
        now=datetime.fromtimestamp(case["timestamp"], UTC),
    )

    assert token == KNOWN["expected"]["generate"][name]["x-pay-token"]
