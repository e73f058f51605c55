"""A partner that takes every notice, and remembers what it was told."""

import json
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


class Listener:
    """Listens on a free port until closed; `messages` are the notices, `told` the tokens that they name in clear, one entry a notice."""

    def __init__(self) -> None:
        told = self.told = list[str]()
        messages = self.messages = list[Any]()

        class Take(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                messages.append(message)
                if self.path.endswith("/notifyTokenUpdated"):
                    told.extend(token["tokenUniqueReference"] for token in message.get("tokens", ()))
                answer = json.dumps({"responseId": message["requestId"]}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_said: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Take)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def knows(self, references: Iterable[str]) -> bool:
        """Say whether it was told of all of these tokens."""
        return set(references) <= set(self.told)

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
