"""`mps-exporter healthcheck` reaches an exporter with whatever web configuration it has, and its exit status tells."""

import pytest
from certificates import install
from running import run, until
from web_clients import curl, tls
from web_files import NAME, PASSWORD, USERS


@pytest.fixture
def check(binary, folder, made):
    """Runs a health check in the folder of the certificates."""
    (folder / "password").write_text(PASSWORD + "\n")
    (folder / "wrong").write_text("wrong horse\n")

    def asking(url: str, *flags, **variables):
        return run(binary, "healthcheck", "--url", url, *flags, folder=folder, variables=variables)
    return asking


def ready(exporter, *options):
    until("readiness", lambda: curl(f"{exporter.url}/-/ready", *options).status == 200)


def secure(exporter) -> str:
    return f"https://{exporter.address}"


TRUSTED = ["--ca-file", "authority.pem"]
LOGIN = ["--user", NAME, "--password-file", "password"]


@pytest.fixture
def authority(folder, made):
    (folder / "authority.pem").write_bytes(made.servers.certificate.read_bytes())
    for name in ("client", "stranger"):
        for end in ("certificate", "key"):
            (folder / f"{name}.{end}").write_bytes(getattr(getattr(made, name), end).read_bytes())


def test_tls_by_an_authority_or_by_trust_in_anything(serve, check, authority):
    exporter = serve(tls())
    until("readiness", lambda: curl(f"{secure(exporter)}/-/ready", "-k").status == 200)
    for flags in (TRUSTED, ["--insecure"]):
        done = check(secure(exporter), *flags)
        assert (done.returncode, done.stdout, done.stderr) == (0, "Ready.\n", "")
    for flags in ([], ["--ca-file", "ca.pem"]):
        done = check(secure(exporter), *flags)
        assert (done.returncode, done.stdout) == (1, "") and "certificate" in done.stderr


def test_a_certificate_for_another_name_needs_trust_in_anything(serve, check, authority, made, folder):
    install(made.servers.issue("elsewhere", "DNS:elsewhere.example"), folder)
    exporter = serve(tls())
    until("readiness", lambda: curl(f"{secure(exporter)}/-/ready", "-k").status == 200)
    assert check(secure(exporter), *TRUSTED).returncode == 1
    assert check(secure(exporter), "--insecure").returncode == 0


def test_a_client_certificate_where_one_is_asked_for(serve, check, authority):
    exporter = serve(tls("client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.pem"))
    own = ["--cert-file", "client.certificate", "--key-file", "client.key"]
    until("readiness", lambda: check(secure(exporter), *TRUSTED, *own).returncode == 0)
    other = ["--cert-file", "stranger.certificate", "--key-file", "stranger.key"]
    for flags in ([], other, ["--cert-file", "client.certificate", "--key-file", "stranger.key"]):
        done = check(secure(exporter), *TRUSTED, *flags)
        assert (done.returncode, done.stdout) == (1, "") and done.stderr.count("\n") == 1


def test_a_password_from_a_file(serve, check, folder):
    exporter = serve(USERS)
    ready(exporter, "--user", f"{NAME}:{PASSWORD}")
    assert check(exporter.url, *LOGIN).returncode == 0
    (folder / "password").write_text(PASSWORD)
    assert check(exporter.url, *LOGIN).returncode == 0
    for flags in ([], ["--user", NAME, "--password-file", "wrong"], ["--user", "bob", "--password-file", "password"]):
        done = check(exporter.url, *flags)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"mps-exporter: {exporter.url}/-/ready: expected 200, got 401: Unauthorized\n\n"


def test_a_password_over_tls(serve, check, authority):
    exporter = serve(tls() + USERS)
    until("readiness", lambda: check(secure(exporter), *TRUSTED, *LOGIN).returncode == 0)
    assert check(secure(exporter), *TRUSTED).returncode == 1


@pytest.mark.parametrize("flags, told", [
    (["--user", NAME], "expected --user and --password-file, got one of them"),
    (["--password-file", "password"], "expected --user and --password-file, got one of them"),
    (["--user", "a:b", "--password-file", "password"], "--user: expected a name without a colon, got a:b"),
    (["--user", NAME, "--password-file", "none"], "--password-file: expected a readable file, got no such file (none)"),
    (["--ca-file", "ca.pem", "--insecure"], "expected --ca-file or --insecure, got both"),
    (["--key-file", "server.key"], "expected --cert-file and --key-file, got one of them"),
    (["--ca-file", "none"], "TLS failed: cannot read the trusted certificates in none: No such file or directory; "
                            "expected a PEM file"),
    (["--cert-file", "server.pem", "--key-file", "none"],
     "TLS failed: cannot read the client key in none: No such file or directory; expected a PEM file"),
])
def test_flags_that_cannot_work_are_wrong_usage(check, flags, told):
    done = check("https://127.0.0.1:1", *flags)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"mps-exporter: {told}\n")


def test_the_proxy_to_the_api_is_not_on_the_way(exporter, check):
    ready(exporter)
    proxies = {name: "http://127.0.0.1:1" for name in ("http_proxy", "https_proxy", "all_proxy")}
    assert check(exporter.url, **proxies).returncode == 0
