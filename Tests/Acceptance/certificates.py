"""Authorities and certificates, made with openssl."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from web_clients import replaced

CONFIGURATION = """\
[ca]
default_ca = here
[here]
dir = {folder}
database = {folder}/index.txt
serial = {folder}/serial
new_certs_dir = {folder}
default_md = sha256
policy = any
unique_subject = no
copy_extensions = none
[any]
commonName = supplied
"""
VALID = ("20200101000000Z", "20491231235959Z")
EXPIRED = ("20200101000000Z", "20200201000000Z")


@dataclass(frozen=True)
class Identity:
    """A certificate and its key, as files in PEM."""

    certificate: Path
    key: Path


class Authority:
    """Issues certificates, in a folder of its own."""

    def __init__(self, folder: Path, name: str):
        self.folder = folder / name
        self.folder.mkdir()
        self.identity = Identity(self.folder / "ca.pem", self.folder / "ca.key")
        self._openssl("req", "-x509", *self._new_key("EC"), "-keyout", self.identity.key, "-out",
                      self.identity.certificate, "-days", "3650", "-subj", f"/CN={name}")
        (self.folder / "index.txt").touch()
        (self.folder / "ca.cnf").write_text(CONFIGURATION.format(folder=self.folder))

    @property
    def certificate(self) -> Path:
        return self.identity.certificate

    def issue(self, name: str, sans: str, usage: str = "serverAuth", key: str = "EC", valid=VALID) -> Identity:
        made = Identity(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        request, extensions = self.folder / f"{name}.csr", self.folder / f"{name}.cnf"
        extensions.write_text(f"subjectAltName = {sans}\nextendedKeyUsage = {usage}\n")
        self._openssl("req", "-new", *self._new_key(key), "-keyout", made.key, "-out", request, "-subj", f"/CN={name}")
        self._openssl("ca", "-batch", "-notext", "-config", self.folder / "ca.cnf", "-cert", self.identity.certificate,
                      "-keyfile", self.identity.key, "-in", request, "-out", made.certificate, "-create_serial",
                      "-startdate", valid[0], "-enddate", valid[1], "-extfile", extensions)
        return made

    @staticmethod
    def _new_key(kind: str) -> list[str]:
        algorithm = ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"] if kind == "EC" else ["rsa:2048"]
        return ["-newkey", *algorithm, "-nodes"]

    @staticmethod
    def _openssl(*arguments):
        command = ["openssl", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr


class Authorities:
    """Certificates of every kind."""

    def __init__(self, folder: Path):
        self.servers = Authority(folder, "servers")
        self.clients = Authority(folder, "clients")
        self.strangers = Authority(folder, "strangers")
        local = "DNS:localhost,IP:127.0.0.1,IP:::1"
        self.server = self.servers.issue("server", local)
        self.rsa = self.servers.issue("rsa", local, key="RSA")
        self.renewed = self.servers.issue("renewed", local, valid=("20200101000000Z", "20391231235959Z"))
        self.expired = self.servers.issue("expired", local, valid=EXPIRED)
        sans = "DNS:prometheus.example,email:ops@example.com,IP:192.0.2.7,IP:2001:db8::7,URI:spiffe://example/scraper"
        self.client = self.clients.issue("client", sans, usage="clientAuth")
        self.expired_client = self.clients.issue("past", sans, usage="clientAuth", valid=EXPIRED)
        self.server_as_client = self.clients.issue("misused", sans, usage="serverAuth")
        self.stranger = self.strangers.issue("stranger", sans, usage="clientAuth")


def install(identity: Identity, folder: Path):
    replaced(folder / "server.pem", identity.certificate.read_bytes())
    replaced(folder / "server.key", identity.key.read_bytes())
