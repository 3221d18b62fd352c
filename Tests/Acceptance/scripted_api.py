"""An API whose every reply is written by the test."""

import json
import re
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

REQUEST_ID = "46311b39-10ce-47eb-b2b6-7ce82bb4476d"


@dataclass
class Reply:
    body: bytes
    status: int = 200
    headers: dict = field(default_factory=lambda: {"Content-Type": "application/json"})
    # What Content-Length says, if it is not the truth.
    claimed_length: int | None = None


def page(*tasks: dict, total: int | None = None, token: str = "") -> Reply:
    response = {"TotalCount": len(tasks) if total is None else total, "TaskSet": list(tasks), "ScrollToken": token,
                "RequestId": REQUEST_ID}
    return Reply(json.dumps({"Response": response}).encode())


def refusal(code: str, message: str = "refused") -> Reply:
    error = {"Error": {"Code": code, "Message": message}, "RequestId": REQUEST_ID}
    return Reply(json.dumps({"Response": error}).encode())


class Call(dict):
    """The fields of a request, and whose it is."""

    secret_id: str


class ScriptedAPI:
    """Answers every call with `script(request)`; keeps the calls. `with` stops it."""

    def __init__(self, script=lambda request: page()):
        self.script = script
        self.calls: list[tuple[dict, Call]] = []
        # Cleared by a test that wants calls to hang.
        self.answers = threading.Event()
        self.answers.set()
        # How far the server's clock, which writes the Date field, goes before ours, in seconds.
        self.clock_offset = 0
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def date_time_string(self, timestamp=None):
                return super().date_time_string((timestamp or time.time()) + api.clock_offset)

            def do_POST(self):
                request = Call(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                request.secret_id = re.search("Credential=([^/]+)/", self.headers["Authorization"])[1]
                api.calls.append((dict(self.headers), request))
                api.answers.wait()
                reply = api.script(request)
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                length = len(reply.body) if reply.claimed_length is None else reply.claimed_length
                self.send_header("Content-Length", str(length))
                self.end_headers()
                try:
                    self.wfile.write(reply.body)
                except OSError:
                    # The client need not read what is too long for it.
                    self.close_connection = True
                if length != len(reply.body):
                    self.close_connection = True

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False
            request_queue_size = 256

            def handle_error(self, *_):
                # Clients that are killed leave broken connections.
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.answers.set()
        self._server.shutdown()
        self._server.server_close()
