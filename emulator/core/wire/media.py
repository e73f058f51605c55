"""What a body says that it is."""

from typing import Final

from emulator.core.message import Request
from emulator.core.wire import Malformed
from emulator.crypto.diagnosis import Finding

JSON_TYPE: Final = "application/json"


def check_media_type(request: Request) -> None:
    """Let JSON pass, whatever its charset parameter, a body that does not say what it is, and no body at all.

    Raises:
        Malformed: the body says that it is something else; providers answer it with 415.
    """
    if request.body and request.media_type not in {"", JSON_TYPE}:
        finding = Finding(
            check="content_type",
            cause="content_type_not_json",
            message=f"the body is not announced as {JSON_TYPE}",
            fix=f"send Content-Type: {JSON_TYPE}",
            expected=JSON_TYPE,
            got=request.media_type[:80],
        )
        raise Malformed(finding)
