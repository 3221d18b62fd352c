"""Web configuration files, good and bad, by name: what the exporter-toolkit's documentation lets a file hold, and what
not. `refused` is the place and the expectation that the exporter's message has; None means that the file is good."""

from dataclasses import dataclass
from urllib.parse import quote

HASH = "$2y$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e"
NAME, PASSWORD = "alice", "correct horse"
USERS = f"basic_auth_users: {{{NAME}: {HASH}}}\n"
RIGHT = ["--user", f"{NAME}:{PASSWORD}"]
USER_INFO = f"{NAME}:{quote(PASSWORD)}"
CERTIFICATE = "tls_server_config: {cert_file: server.pem, key_file: server.key"


@dataclass(frozen=True)
class WebFile:
    text: str
    refused: str | None = None
    # Why promtool 2.42 judges otherwise; empty where it has to agree.
    promtool_differs: str = ""


NEWER_KEY = "the key is newer"
CHECKED_EARLIER = "it leaves to the first handshake what is refused at the start here"


def tls(more: str = "", refused: str | None = None, differs: str = "") -> WebFile:
    return WebFile(f"{CERTIFICATE}{', ' if more else ''}{more}}}\n", refused, differs)


ALL_SUITES = [f"TLS_ECDHE_{key}_WITH_{cipher}" for cipher in (
    "AES_128_GCM_SHA256", "AES_256_GCM_SHA384", "CHACHA20_POLY1305_SHA256", "AES_128_CBC_SHA", "AES_256_CBC_SHA")
    for key in ("ECDSA", "RSA")] + ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"]
WITHOUT_HTTP2 = ("client_auth_type: VerifyClientCertIfGiven, cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384], "
                 "max_version: TLS12")

FILES = {
    "empty": WebFile(""),
    "only a comment": WebFile("# nothing yet\n"),
    "only the start of a document": WebFile("---\n"),
    "keys without values": WebFile("tls_server_config:\nhttp_server_config:\nbasic_auth_users:\n"),
    "no YAML": WebFile("tls_server_config: [\n", "web.yml:2:1: expected YAML"),
    "just text": WebFile("hello\n", "web.yml:1:1: expected a mapping"),
    "a list": WebFile("- 1\n", "web.yml:1:1: expected a mapping"),
    "unknown key": WebFile("tls_config: {}\n", "web.yml:1:1: expected one of tls_server_config"),
    "key twice": WebFile("basic_auth_users: {}\nbasic_auth_users: {}\n", "web.yml:1:1: expected each key once"),

    "certificate and key": tls(),
    "certificate alone": WebFile("tls_server_config: {cert_file: server.pem}\n",
                                 "tls_server_config: expected key_file"),
    "key alone": WebFile("tls_server_config: {key_file: server.key}\n", "tls_server_config: expected cert_file"),
    "empty paths": WebFile('tls_server_config: {cert_file: "", key_file: "", client_auth_type: RequestClientCert}\n',
                           "tls_server_config: expected cert_file"),
    "no certificate": WebFile("tls_server_config: {min_version: TLS13}\n", "tls_server_config: expected cert_file",
                              "it takes a section without a certificate for no TLS"),
    "certificate that is not there": WebFile("tls_server_config: {cert_file: none.pem, key_file: server.key}\n",
                                             "cert_file: expected a readable file, got no such file"),
    "key that is not there": WebFile("tls_server_config: {cert_file: server.pem, key_file: none.key}\n",
                                     "key_file: expected a readable file, got no such file"),
    "key of another certificate": WebFile("tls_server_config: {cert_file: server.pem, key_file: other.key}\n",
                                          "cert_file: expected a certificate in PEM and the key that belongs to it"),
    "certificate that is none": WebFile("tls_server_config: {cert_file: web.yml, key_file: server.key}\n",
                                        "cert_file: expected a certificate in PEM"),
    "path of a wrong type": WebFile("tls_server_config: {cert_file: [server.pem], key_file: server.key}\n",
                                    "cert_file: expected a path, got a list"),
    "unknown key of TLS": tls("client_cas: x", "web.yml:1:66: tls_server_config: expected one of"),

    **{f"client_auth_type {name}": tls(f"client_auth_type: {name}") for name in (
        "NoClientCert", "RequestClientCert", "RequireAnyClientCert", "RequireClientCert")},
    **{f"client_auth_type {name} with an authority": tls(f"client_auth_type: {name}, client_ca_file: ca.pem")
       for name in (
        "RequestClientCert", "VerifyClientCertIfGiven", "RequireAndVerifyClientCert")},
    "authority without asking": tls("client_ca_file: ca.pem", "client_ca_file: expected a client_auth_type that asks"),
    "authority with NoClientCert": tls("client_auth_type: NoClientCert, client_ca_file: ca.pem",
                                       "client_ca_file: expected a client_auth_type that asks"),
    "authority that is not there": tls("client_auth_type: RequireAndVerifyClientCert, client_ca_file: none.pem",
                                       "client_ca_file: expected a readable file, got no such file"),
    "authority that is none": tls("client_auth_type: RequireAndVerifyClientCert, client_ca_file: web.yml",
                                  "client_ca_file: expected certificates in PEM", CHECKED_EARLIER),
    "inline authority that is none": tls("client_auth_type: RequireAndVerifyClientCert, client_ca: none",
                                         "client_ca: expected certificates in PEM"),
    "invented client_auth_type": tls("client_auth_type: RequireNothing",
                                     "client_auth_type: expected one of NoClientCert"),
    "allowed names": tls("client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.pem, "
                         "client_allowed_sans: [prometheus.example]", differs=NEWER_KEY),
    "allowed names without a required certificate": tls(
        "client_auth_type: VerifyClientCertIfGiven, client_ca_file: ca.pem, client_allowed_sans: [a]",
        "client_allowed_sans: expected client_auth_type RequireAnyClientCert or RequireAndVerifyClientCert"),
    "allowed names of nobody": tls("client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.pem, "
                                   "client_allowed_sans: []", differs=NEWER_KEY),
    "merged keys": WebFile("tls_server_config: {<<: {cert_file: server.pem, key_file: server.key}}\n"),
    "empty version": tls("min_version: ''", "min_version: expected one of TLS10"),
    "allowed names that are none": tls("client_auth_type: RequireAnyClientCert, client_allowed_sans: a",
                                       "client_allowed_sans: expected a list of names"),

    **{f"min_version {name}": tls(f"min_version: {name}") for name in ("TLS10", "TLS11", "TLS12", "TLS13")},
    **{f"max_version {name}": tls(f"min_version: TLS10, max_version: {name}") for name in ("TLS10", "TLS12", "TLS13")},
    "invented version": tls("min_version: TLS14", "min_version: expected one of TLS10, TLS11, TLS12, TLS13"),
    "versions upside down": tls("min_version: TLS13, max_version: TLS12", "max_version: expected a max_version",
                                CHECKED_EARLIER),
    "some suites": tls("cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, "
                       "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]"),
    "suites of TLS 1.3": tls("cipher_suites: [TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384, "
                             "TLS_CHACHA20_POLY1305_SHA256]"),
    "suites in the client's order": tls("cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256], "
                                        "prefer_server_cipher_suites: false"),
    "all suites": tls("client_auth_type: VerifyClientCertIfGiven, cipher_suites: [" + ", ".join(ALL_SUITES) + "]"),
    # Go wants a suite for HTTP/2 as long as that is on: the toolkit's server does not start with the first of these.
    "no suite of HTTP/2": tls(WITHOUT_HTTP2),
    "no suite of HTTP/2 and no HTTP/2": WebFile(
        tls(WITHOUT_HTTP2).text + "http_server_config: {http2: false}\n"),
    "invented suites": tls("cipher_suites: [TLS_ECDHE_WITH_ROT13]", "cipher_suites[0]: expected one of TLS_AES_128"),
    "insecure suite": tls("cipher_suites: [TLS_RSA_WITH_RC4_128_SHA]", "cipher_suites[0]: expected one of TLS_AES_128"),
    "suites that are no list": tls("cipher_suites: TLS_AES_128_GCM_SHA256", "cipher_suites: expected a list of cipher"),
    "some curves": tls("curve_preferences: [X25519, CurveP256, CurveP384, CurveP521]"),
    "invented curve": tls("curve_preferences: [CurveP257]", "curve_preferences[0]: expected one of CurveP256"),
    "preference of a wrong type": tls("prefer_server_cipher_suites: maybe", "suites: expected true or false"),

    "http2 on": WebFile("http_server_config: {http2: true}\n"),
    "http2 off": WebFile("http_server_config: {http2: off}\n"),
    "http2 of a wrong type": WebFile("http_server_config: {http2: 2}\n",
                                     "http2: expected true or false, got the number 2"),
    "all headers": WebFile(
        "http_server_config:\n  headers:\n    Strict-Transport-Security: max-age=31536000\n"
        "    X-Content-Type-Options: nosniff\n    X-Frame-Options: sameorigin\n    X-XSS-Protection: 0\n"
        "    Content-Security-Policy: default-src 'none'\n"),
    "further header": WebFile("http_server_config: {headers: {Server: x}}\n",
                              "headers: expected one of Strict-Transport"),
    "header in another case": WebFile("http_server_config: {headers: {x-frame-options: deny}}\n",
                                      "headers: expected one of Strict-Transport"),
    "content type options": WebFile("http_server_config: {headers: {X-Content-Type-Options: sniff}}\n",
                                    "X-Content-Type-Options: expected nosniff"),
    "frame options": WebFile("http_server_config: {headers: {X-Frame-Options: DENY}}\n",
                             "X-Frame-Options: expected deny or sameorigin"),
    "unknown key of http": WebFile("http_server_config: {http3: true}\n", "expected one of http2, headers"),

    "users": WebFile(f"basic_auth_users: {{alice: {HASH}, bob: {HASH.replace('2y', '2a')}}}\n"),
    "users with TLS": WebFile(f"{CERTIFICATE}}}\nbasic_auth_users: {{alice: {HASH.replace('2y', '2b')}}}\n"),
    "user with a password": WebFile("basic_auth_users: {alice: verySecretIndeed}\n", "expected a bcrypt hash"),
    "user twice": WebFile(f"basic_auth_users:\n  alice: {HASH}\n  alice: {HASH}\n",
                          "web.yml:2:3: expected each key once"),
    "users that are a list": WebFile("basic_auth_users: [alice]\n",
                                     "basic_auth_users: expected a mapping of user names"),

    "rate limit": WebFile("rate_limit: {interval: 1s, burst: 20}\n", None, NEWER_KEY),
    "rate limit off": WebFile("rate_limit: {interval: 0, burst: 1}\n", None, NEWER_KEY),
    "interval without a unit": WebFile("rate_limit: {interval: soon}\n", "interval: expected a duration"),
    "burst of a wrong type": WebFile("rate_limit: {interval: 1s, burst: 1.5}\n", "burst: expected a whole number"),
    "inline certificates": WebFile("tls_server_config: {cert: x, key: y}\n", "cert: expected a certificate in PEM"),
    "certificate twice": tls("cert: x", "cert: expected cert_file or cert, got both"),
}
