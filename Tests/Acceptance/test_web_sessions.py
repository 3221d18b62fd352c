"""Sessions of TLS are not resumed: each connection is checked by what the web configuration says then."""

import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from web_clients import tls


def is_resumed(address: str, context: ssl.SSLContext) -> bool:
    """Whether a second connection goes on with the session of the first, which has read an answer and so the ticket."""
    port, session = int(address.rpartition(":")[2]), None
    for _ in range(2):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as raw, \
                context.wrap_socket(raw, server_hostname="localhost", session=session) as secure:
            secure.sendall(b"GET /-/healthy HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert secure.recv(15) == b"HTTP/1.1 200 OK"
            session, resumed = secure.session, secure.session_reused
    return resumed


@contextmanager
def resuming_server(made):
    """A server that lets its clients go on with their sessions."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.server.certificate, made.server.key)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        def serve():
            for _ in range(2):
                with context.wrap_socket(listening.accept()[0], server_side=True) as secure:
                    secure.recv(1000)
                    secure.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        with ThreadPoolExecutor(1) as threads:
            served = threads.submit(serve)
            yield f"127.0.0.1:{listening.getsockname()[1]}"
            served.result(timeout=30)


@pytest.mark.parametrize("version", ["TLSv1_2", "TLSv1_3"])
def test_sessions_are_not_resumed(serve, made, version):
    exporter = serve(tls())
    context = ssl.create_default_context(cafile=made.servers.certificate)
    context.minimum_version = context.maximum_version = ssl.TLSVersion[version]
    with resuming_server(made) as address:
        assert is_resumed(address, context)
    assert not is_resumed(exporter.address, context)
