"""The Helm chart with a web configuration: what probes, Prometheus and people are told fits what the exporter asks for.

Probes and scrapes are made here as the kubelet and Prometheus make them, of an exporter with the same file.
"""

import http.client
import re
import socket
import ssl
from pathlib import Path

import pytest
import yaml
from charts import CHART, faults, helm, notes, one, privileges, render, stop, unmatched
from running import Exporter, until
from web_clients import basic, tls
from web_files import NAME, PASSWORD, USERS

TLS = yaml.safe_load((Path(__file__).parent / "fixtures" / "chart-tls.yaml").read_text())
KEY = {"credentials": {"existingSecret": "mps-key"}}


def web(monitored: bool = False, **values) -> dict:
    """Values with a web configuration, and with as much for Prometheus as they need."""
    return KEY | {"web": {"existingSecret": "mps-web"} | values, "serviceMonitor": {"enabled": monitored}}


def container(values: dict) -> dict:
    return one(render(values), "StatefulSet")["spec"]["template"]["spec"]["containers"][0]


def endpoint(values: dict) -> dict:
    return one(render(values), "ServiceMonitor")["spec"]["endpoints"][0]


def probe(how: dict, exporter: Exporter) -> int | None:
    """The status that the kubelet gets, which verifies no certificate; None if the port is closed or no HTTP comes."""
    host, port = exporter.address.split(":")
    if "tcpSocket" in how:
        with socket.create_connection((host, int(port)), timeout=10):
            return 200
    asked = how["httpGet"]
    if asked.get("scheme") == "HTTPS":
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection(host, int(port), timeout=10, context=trusting)
    else:
        connection = http.client.HTTPConnection(host, int(port), timeout=10)
    try:
        fields = {field["name"]: field["value"] for field in asked.get("httpHeaders", [])}
        connection.request("GET", asked["path"], headers=fields)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def test_tls_and_a_password_make_objects_that_kubernetes_knows():
    objects = render(TLS)
    assert [fault for thing in objects for fault in faults(thing)] == [] and unmatched(objects) == []
    assert privileges(one(objects, "StatefulSet")["spec"]["template"]["spec"]) == []
    report = helm.lint(CHART, TLS, strict=True)
    assert [found["error"] for found in report["messages"] if found["severity"] != 1] == report["errors"] == []


def test_the_exporter_finds_the_web_configuration_of_the_secret():
    pod = one(render(TLS), "StatefulSet")["spec"]["template"]["spec"]
    folder = {mount["name"]: mount["mountPath"] for mount in pod["containers"][0]["volumeMounts"]}["web"]
    assert f"--web.config.file={folder}/web.yml" in pod["containers"][0]["args"]
    assert {volume["name"]: volume.get("secret", {}).get("secretName") for volume in pod["volumes"]}["web"] == "mps-web"
    plain = one(render(KEY), "StatefulSet")["spec"]["template"]["spec"]
    assert "web" not in {volume["name"] for volume in plain["volumes"]}
    assert not [flag for flag in plain["containers"][0]["args"] if flag.startswith("--web.config")]


@pytest.mark.parametrize(("values", "text"), [
    (KEY, ""), (web(tls=True), tls()), (TLS, tls() + USERS), (web(authentication="users"), USERS),
    (web(tls=True, authentication="users"), tls() + USERS),
    (web(tls=True, authentication="certificates"), tls("client_auth_type: RequireAnyClientCert")),
], ids=["plain", "tls", "tls and a user", "users", "tls and users", "certificates"])
def test_probes_get_through(serve, values, text):
    exporter = serve(text)
    told = container(values)
    assert probe(told["livenessProbe"], exporter) == 200
    until("a ready pod", lambda: probe(told["readinessProbe"], exporter) == 200)
    assert (probe(container(KEY)["livenessProbe"], exporter) == 200) == (text == ""), "it would need no other probes"
    assert exporter.is_running and not re.search("level=(warn|error)", exporter.log())


def test_probes_ask_for_health_and_readiness_wherever_they_can():
    for values in (KEY, TLS, web(tls=True)):
        told = container(values)
        assert told["livenessProbe"]["httpGet"]["path"] == "/-/healthy"
        assert told["readinessProbe"]["httpGet"]["path"] == "/-/ready"
    assert "tcpSocket" in container(web(authentication="users"))["readinessProbe"]


def test_prometheus_gets_through(serve, made, folder):
    exporter = serve(tls() + USERS)
    told = endpoint(TLS)
    assert (told["scheme"], told["tlsConfig"]["serverName"]) == ("https", "localhost")
    trusting = ssl.create_default_context(cafile=made.servers.certificate)
    host, port = exporter.address.split(":")
    with socket.create_connection((host, int(port)), timeout=10) as raw, trusting.wrap_socket(
            raw, server_hostname=told["tlsConfig"]["serverName"]) as line:
        fields = "".join(f"{name}: {value}\r\n" for name, value in basic(NAME, PASSWORD).items())
        line.sendall(f"GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{fields}\r\n".encode())
        assert line.recv(64).startswith(b"HTTP/1.1 200")
    assert set(told["basicAuth"]) == {"username", "password"}
    plain = endpoint(KEY | {"serviceMonitor": {"enabled": True}})
    assert not {"scheme", "tlsConfig", "basicAuth"} & plain.keys()


def test_people_are_told_how_to_ask():
    assert "  http://127.0.0.1:10862/\n" in notes(KEY) and "ready after the first poll" in notes(KEY)
    assert "  https://127.0.0.1:10862/ with a user of basic_auth_users\n" in notes(TLS)
    assert "cannot say who they are" in notes(web(authentication="users"))
    assert "/ with a certificate of yours\n" in notes(web(tls=True, authentication="certificates"))


@pytest.mark.parametrize(("values", "said"), [
    (web(existingSecret="", tls=True), "web.existingSecret: expected the name of a Secret with the key web.yml"),
    (web(existingSecret="", authentication="users"), "web.existingSecret: expected the name of a Secret"),
    (web(authentication="certificates"), "web.tls: expected true"),
    (web(tls=True, authentication="certificates", probeHeaders=[{"name": "a", "value": "b"}]),
     "web.probeHeaders: expected none"),
    (web(monitored=True, tls=True), "serviceMonitor.tlsConfig: expected how Prometheus verifies"),
    (web(monitored=True, authentication="users"), "serviceMonitor.basicAuth: expected username and password"),
    (TLS | {"web": TLS["web"] | {"authentication": "certificates", "probeHeaders": []}},
     "serviceMonitor.tlsConfig.cert: expected Prometheus' own certificate"),
])
def test_what_cannot_get_through_stops_it_with_a_line_that_says_which(values, said):
    assert said in stop(values)


@pytest.mark.parametrize("change", [{"authentication": "password"}, {"file": "a/b"}, {"tls": "yes"},
                                    {"probeHeaders": [{"name": "x"}]}, {"existingsecret": "x"}])
def test_the_schema_of_the_values_finds_a_mistake(change):
    with pytest.raises(helm.HelmError):
        render(web(**change))
