"""TLS by an exporter-toolkit file, with curl and openssl as clients."""

import re
import socket
import ssl
from pathlib import Path

import pytest
from certificates import install
from running import KEYS, Exporter, run, until
from scrapes import Scrape
from test_state_file import mounting
from web_clients import curl, handshake, kept_connection, replaced, tls, trusting
from web_files import RIGHT, USERS


def test_tls_is_spoken_and_nothing_else(serve, made):
    exporter = serve(tls())
    assert curl(f"https://{exporter.address}/metrics", *trusting(made)).status == 200
    assert curl(f"https://{exporter.address}/metrics").status == 0
    assert curl(f"http://{exporter.address}/metrics").status == 0
    assert "scheme=https" in exporter.log()


def test_certificates_may_stand_in_the_file(serve, made):
    def block(name: str, path: Path) -> str:
        return f"  {name}: |\n" + "".join(f"    {line}\n" for line in path.read_text().splitlines())
    text = "tls_server_config:\n" + block("cert", made.server.certificate) + block("key", made.server.key) + block(
        "client_ca", made.clients.certificate) + "  client_auth_type: RequireAndVerifyClientCert\n"
    url = f"https://{serve(text).address}/metrics"
    assert curl(url, *trusting(made, made.client)).status == 200
    assert curl(url, *trusting(made)).status == 0


@pytest.mark.parametrize(("settings", "spoken"), [
    ("", {"1_2", "1_3"}),
    ("min_version: TLS10", {"1", "1_1", "1_2", "1_3"}),
    ("min_version: TLS11, max_version: TLS12", {"1_1", "1_2"}),
    ("min_version: TLS10, max_version: TLS10", {"1"}),
    ("min_version: TLS13", {"1_3"}),
    ("max_version: TLS12", {"1_2"}),
])
def test_versions(serve, settings, spoken):
    exporter = serve(tls(settings))
    found = {version for version in ("1", "1_1", "1_2", "1_3")
             if handshake(exporter, f"-tls{version}", "-cipher", "DEFAULT:@SECLEVEL=0").succeeded}
    assert found == spoken


# By the certificate that they need.
SUITES = {
    "rsa": {
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256": "ECDHE-RSA-AES128-GCM-SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384": "ECDHE-RSA-AES256-GCM-SHA384",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256": "ECDHE-RSA-CHACHA20-POLY1305",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA": "ECDHE-RSA-AES128-SHA",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA": "ECDHE-RSA-AES256-SHA",
        "TLS_RSA_WITH_AES_128_GCM_SHA256": "AES128-GCM-SHA256",
        "TLS_RSA_WITH_AES_256_GCM_SHA384": "AES256-GCM-SHA384",
        "TLS_RSA_WITH_AES_128_CBC_SHA": "AES128-SHA",
        "TLS_RSA_WITH_AES_256_CBC_SHA": "AES256-SHA",
    },
    "server": {
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256": "ECDHE-ECDSA-AES128-GCM-SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384": "ECDHE-ECDSA-AES256-GCM-SHA384",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256": "ECDHE-ECDSA-CHACHA20-POLY1305",
        "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA": "ECDHE-ECDSA-AES128-SHA",
        "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA": "ECDHE-ECDSA-AES256-SHA",
    },
}


def spoken_suites(exporter, identity: str) -> set[str]:
    return {suite for suite in SUITES[identity].values() if handshake(exporter, "-tls1_2", "-cipher", suite).succeeded}


@pytest.mark.parametrize(("identity", "name"), [(identity, name) for identity in SUITES for name in SUITES[identity]])
def test_a_suite_and_no_other(serve, made, folder, identity, name):
    install(getattr(made, identity), folder)
    exporter = serve(tls(f"cipher_suites: [{name}]"))
    assert spoken_suites(exporter, identity) == {SUITES[identity][name]}
    assert handshake(exporter, "-tls1_3").version == "TLSv1.3"


@pytest.mark.parametrize("identity", SUITES)
def test_usual_suites_have_forward_secrecy(serve, made, folder, identity):
    install(getattr(made, identity), folder)
    exporter = serve(tls())
    assert spoken_suites(exporter, identity) == {
        suite for suite in SUITES[identity].values() if suite.startswith("ECDHE")}
    assert not handshake(exporter, "-tls1_2", "-cipher", "DHE-RSA-AES128-GCM-SHA256").succeeded


@pytest.mark.parametrize(("prefers", "chosen"), [("true", "ECDHE-ECDSA-AES256-GCM-SHA384"),
                                                 ("false", "ECDHE-ECDSA-AES128-GCM-SHA256")])
def test_order_of_suites(serve, prefers, chosen):
    exporter = serve(tls("cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, "
                         f"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256], prefer_server_cipher_suites: {prefers}"))
    client = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384"
    assert handshake(exporter, "-tls1_2", "-cipher", client).cipher == chosen


def test_suites_that_cannot_be_had_apart_are_refused(binary, made, folder):
    install(made.rsa, folder)
    (folder / "web.yml").write_text(
        tls("cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, TLS_RSA_WITH_AES_256_GCM_SHA384]"))
    done = run(binary, "run", "--config.check", "--web.config.file", "web.yml", folder=folder, variables=KEYS)
    assert (done.returncode, done.stderr) == (
        2, "mps-exporter: web.yml:1:81: tls_server_config.cipher_suites: expected the same ciphers with TLS_RSA as "
           "with TLS_ECDHE_RSA, got no TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384\n")


CURVES = {"X25519": "X25519", "CurveP256": "P-256", "CurveP384": "P-384", "CurveP521": "P-521"}


NIST = {"prime256v1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}


@pytest.mark.parametrize("version", ["1_2", "1_3"])
@pytest.mark.parametrize("name", CURVES)
def test_a_curve_and_no_other(serve, name, version):
    exporter = serve(tls(f"curve_preferences: [{name}]"))
    spoken = set()
    for curve in CURVES.values():
        # The certificate's key is on P-256, which a client of TLS 1.2 has to name for its sake.
        offered = curve if version == "1_3" or curve == "P-256" else f"{curve}:P-256"
        tried = handshake(exporter, f"-tls{version}", "-groups", offered)
        if tried.succeeded:
            spoken.add(NIST.get(tried.group, tried.group))
    assert spoken == {CURVES[name]}


# Client certificates


@pytest.mark.parametrize(("kind", "let_in"), [
    ("NoClientCert", {"none", "client", "expired", "misused", "stranger"}),
    ("RequestClientCert", {"none", "client", "expired", "misused", "stranger"}),
    ("RequireAnyClientCert", {"client", "expired", "misused", "stranger"}),
    ("RequireClientCert", {"client", "expired", "misused", "stranger"}),
    ("VerifyClientCertIfGiven", {"none", "client"}),
    ("RequireAndVerifyClientCert", {"client"}),
])
@pytest.mark.parametrize("version", ["1_2", "1_3"])
def test_client_certificates(serve, made, kind, let_in, version):
    authority = "" if kind == "NoClientCert" else ", client_ca_file: ca.pem"
    exporter = serve(tls(f"client_auth_type: {kind}{authority}"))
    clients = {"none": None, "client": made.client, "expired": made.expired_client, "misused": made.server_as_client,
               "stranger": made.stranger}
    found = {name for name, identity in clients.items()
             if handshake(exporter, f"-tls{version}", identity=identity).succeeded}
    assert found == let_in


@pytest.fixture
def system_authorities(binary, tmp_path):
    """A command like `binary`, for which the system trusts what is written into a file."""
    bundle = tmp_path / "system.pem"
    bundle.write_text("")
    return mounting(binary, tmp_path, f"mount --bind {bundle} /etc/ssl/certs/ca-certificates.crt"), bundle


def test_clients_are_verified_by_the_system_s_authorities_where_none_are_named(
        system_authorities, made, folder, api):
    command, bundle = system_authorities
    install(made.server, folder)
    (folder / "web.yml").write_text(tls("client_auth_type: RequireAndVerifyClientCert"))
    done = run(command, "run", "--config.check", "--web.config.file", "web.yml", folder=folder, variables=KEYS)
    assert (done.returncode, done.stderr) == (
        2, "mps-exporter: web.yml:1:20: tls_server_config.client_auth_type: expected certificates in PEM among the "
           "system's authorities, or a client_ca, got none\n")
    bundle.write_bytes(made.clients.certificate.read_bytes())
    with Exporter(command, folder, "--web.config.file", "web.yml", endpoint=api.url) as exporter:
        assert exporter.address
        let_in = {name for name, identity in {"none": None, "client": made.client, "stranger": made.stranger}.items()
                  if handshake(exporter, identity=identity).succeeded}
        assert let_in == {"client"}


@pytest.mark.parametrize(("name", "is_let_in"), [
    ("prometheus.example", True), ("ops@example.com", True), ("192.0.2.7", True), ("2001:db8::7", True),
    ("spiffe://example/scraper", True), ("client", False), ("PROMETHEUS.example", False), ("example", False),
    ("*.example", False), ("2001:db8:0::7", False)])
def test_allowed_names(serve, made, name, is_let_in):
    exporter = serve(tls("client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.pem, "
                         f'client_allowed_sans: [other.example, "{name}"]'))
    for version in ("1_2", "1_3"):
        assert handshake(exporter, f"-tls{version}", identity=made.client).succeeded == is_let_in
        assert not handshake(exporter, f"-tls{version}", identity=made.stranger).succeeded


def test_an_empty_list_of_allowed_names_lets_nobody_in(serve, made):
    exporter = serve(tls("client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.pem, client_allowed_sans: []"))
    for version in ("1_2", "1_3"):
        assert not handshake(exporter, f"-tls{version}", identity=made.client).succeeded


# Certificates that change


def expiry(exporter, context) -> float:
    connection = kept_connection(exporter.address, context)
    connection.request("GET", "/metrics")
    text = connection.getresponse().read().decode()
    return float(re.search(r"^mps_exporter_tls_certificate_expiry_timestamp_seconds (\S+)$", text, re.M)[1])


def test_a_certificate_is_swapped_without_a_restart(serve, made, folder):
    exporter = serve(tls())
    context = ssl.create_default_context(cafile=made.servers.certificate)
    kept = kept_connection(exporter.address, context)
    kept.request("GET", "/-/healthy")
    assert kept.getresponse().read() == b"Healthy.\n"
    first = ssl.cert_time_to_seconds("Dec 31 23:59:59 2049 GMT")
    assert expiry(exporter, context) == first
    install(made.renewed, folder)
    renewed = ssl.cert_time_to_seconds("Dec 31 23:59:59 2039 GMT")
    until("the new certificate's end", lambda: expiry(exporter, context) == renewed, seconds=10)
    with socket.create_connection(("127.0.0.1", int(exporter.address.rpartition(":")[2]))) as raw, \
            context.wrap_socket(raw, server_hostname="localhost") as secure:
        assert dict(part[0] for part in secure.getpeercert()["subject"])["commonName"] == "renewed"
    kept.request("GET", "/-/healthy")
    assert kept.getresponse().read() == b"Healthy.\n", "an open connection goes on"


def test_an_expired_certificate_is_served_and_refused_by_clients(serve, made, folder):
    install(made.expired, folder)
    exporter = serve(tls())
    assert "certificate has expired" in curl(f"https://{exporter.address}/metrics", *trusting(made)).error
    assert curl(f"https://{exporter.address}/metrics", "-k").status == 200


def test_broken_certificates_refuse_handshakes_until_mended(serve, made, folder):
    exporter = serve(tls())
    url = f"https://{exporter.address}/-/healthy"
    assert curl(url, *trusting(made)).status == 200
    replaced(folder / "server.key", made.renewed.key.read_bytes())
    assert curl(url, "-k").status == 0
    install(made.server, folder)
    assert curl(url, *trusting(made)).status == 200
    (folder / "server.pem").unlink()
    assert curl(url, "-k").status == 0
    install(made.server, folder)
    assert curl(url, *trusting(made)).status == 200
    log = exporter.log()
    assert "tls_server_config.cert_file: expected a certificate in PEM and the key that belongs to it" in log
    assert "tls_server_config.cert_file: expected a readable file, got no such file (server.pem)" in log


def test_a_file_that_loses_its_tls_does_not_open_the_port(serve, made, folder):
    exporter = serve(tls())
    kept = kept_connection(exporter.address, ssl.create_default_context(cafile=made.servers.certificate))
    kept.request("GET", "/-/healthy")
    assert kept.getresponse().read() == b"Healthy.\n"
    for text in ("", "nonsense: 1\n"):
        replaced(folder / "web.yml", text)
        assert curl(f"http://{exporter.address}/metrics").status == 0
        assert curl(f"https://{exporter.address}/metrics", "-k").status == 0
    kept.request("GET", "/-/healthy")
    assert kept.getresponse().status == 500, "the last text was no web configuration"
    replaced(folder / "web.yml", tls() + USERS)
    assert curl(f"https://{exporter.address}/metrics", *trusting(made)).status == 401
    assert curl(f"https://{exporter.address}/metrics", *trusting(made), *RIGHT).status == 200


def test_without_tls_there_is_no_expiry(serve):
    assert Scrape.of(serve("")).value("mps_exporter_tls_certificate_expiry_timestamp_seconds") is None
