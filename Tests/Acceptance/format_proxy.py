"""Stands between Prometheus and an exporter to choose the format, which Prometheus 2.42 leaves to the server."""

import re
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

EXEMPLAR_TIME = re.compile(rb"^(.* # \{.*\} \S+) \S+$", re.MULTILINE)
SAMPLE = re.compile(rb"^([^#\n].*)$", re.MULTILINE)


class FormatProxy:
    """Asks with an `Accept` of its own and passes the answer on. `with` stops it."""

    def __init__(self, url: str, accept: str):
        self.content_types: set[str] = set()
        # What is done to a body that comes uncompressed.
        self.spoil = None
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self):
                try:
                    request = urllib.request.Request(url + self.path, headers={"Accept": accept})
                    with urllib.request.urlopen(request, timeout=5) as answer:
                        status, kind, body = answer.status, answer.headers["Content-Type"], answer.read()
                    proxy.content_types.add(kind)
                except OSError:
                    status, kind, body = 502, "text/plain", b""
                body = proxy.spoil(body) if proxy.spoil else body
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.address = f"127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


def with_old_exemplars(body: bytes) -> bytes:
    """Exemplars as an exporter would send them that goes back in time."""
    return EXEMPLAR_TIME.sub(rb"\1 1", body)


def with_old_samples(body: bytes) -> bytes:
    """Samples of the text format with a timestamp long past."""
    return SAMPLE.sub(rb"\1 1000", body)
