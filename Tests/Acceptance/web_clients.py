"""curl and openssl s_client as clients of an exporter."""

import http.client
import re
import ssl
import subprocess
from base64 import b64encode
from dataclasses import dataclass

SECONDS = 30


@dataclass(frozen=True)
class Answer:
    """What curl got; status 0 is no answer at all, and `error` says why."""

    status: int
    fields: dict
    body: str
    error: str


def curl(url: str, *options) -> Answer:
    done = subprocess.run(["curl", "-sS", "-i", "--max-time", str(SECONDS), *map(str, options), url],
                          capture_output=True, timeout=SECONDS + 10, check=False)
    head, _, body = done.stdout.decode(errors="replace").partition("\r\n\r\n")
    status = re.match(r"HTTP/1\.1 (\d+)", head)
    fields = dict(re.findall(r"^([^:\r\n]+): (.*?)\r?$", head, re.MULTILINE))
    return Answer(int(status[1]) if status else 0, fields, body, done.stderr.decode(errors="replace"))


@dataclass(frozen=True)
class Handshake:
    """What s_client says of a connection over which it has asked for /-/healthy."""

    text: str

    @property
    def succeeded(self) -> bool:
        """An answer has come: with TLS 1.3 a certificate is refused only when the client believes to be done."""
        return "HTTP/1.1 200" in self.text

    @property
    def version(self) -> str:
        return self._told(r"Protocol version: (\S+)")

    @property
    def cipher(self) -> str:
        return self._told(r"Ciphersuite: (\S+)")

    @property
    def group(self) -> str:
        return self._told(r"Server Temp Key: (?:ECDH, )?([\w-]+)")

    def _told(self, pattern: str) -> str:
        found = re.search(pattern, self.text)
        assert found, self.text
        return found[1]


def s_client(address: str, *options) -> Handshake:
    """One connection; without an answer within some seconds it counts as failed."""
    command = ["openssl", "s_client", "-connect", address, "-servername", "localhost", "-ign_eof", "-brief",
               *map(str, options)]
    request = "GET /-/healthy HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    done = subprocess.run(command, input=request.encode(), capture_output=True, timeout=SECONDS, check=False)
    return Handshake(done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace"))


def basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}


def replaced(path, text: str | bytes):
    """Writes a file as editors and certificate managers do: a new one takes the old one's place."""
    new = path.with_name(path.name + ".new")
    new.write_bytes(text.encode() if isinstance(text, str) else text)
    new.rename(path)


def kept_connection(address: str, context: ssl.SSLContext | None = None) -> http.client.HTTPConnection:
    """A connection that asks more than once."""
    if context:
        return http.client.HTTPSConnection(address, timeout=SECONDS, context=context)
    return http.client.HTTPConnection(address, timeout=SECONDS)


def tls(more: str = "") -> str:
    """The text of a web configuration with TLS."""
    return f"tls_server_config: {{cert_file: server.pem, key_file: server.key{', ' if more else ''}{more}}}\n"


def trusting(made, identity=None) -> list:
    """Options of curl: authorities of the server, and who is asking."""
    options = ["--cacert", made.servers.certificate]
    return options + (["--cert", identity.certificate, "--key", identity.key] if identity else [])


def handshake(exporter, *options, identity=None) -> Handshake:
    """One connection to an exporter, with a client's certificate or without."""
    own = ["-cert", identity.certificate, "-key", identity.key] if identity else []
    return s_client(exporter.address, *options, *own)
