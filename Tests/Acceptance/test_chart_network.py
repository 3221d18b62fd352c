"""The Helm chart's NetworkPolicy: who is let in, and that every call that the values lead to is let out."""

from pathlib import Path

import pytest
import yaml
from charts import one, render

KEY = {"credentials": {"existingSecret": "mps-key"}}
FULL = yaml.safe_load((Path(__file__).parent / "fixtures" / "chart-full.yaml").read_text())
USUAL = [(53, "UDP"), (53, "TCP"), (443, "TCP")]
# An endpoint, and the port that the exporter calls.
ENDPOINTS = [
    ("mps.tencentcloudapi.com", 443), ("https://[::1]", 443), ("gateway:443", 443), ("gateway:8443", 8443),
    ("HTTPS://gateway.example:8443/", 8443), ("http://gateway", 80), ("HTTP://gateway/", 80),
    ("http://gateway:8080", 8080), ("http://[::1]:65535", 65535), ("http://[fe80::443]", 80),
]


def policy(values: dict) -> dict:
    return one(render(values), "NetworkPolicy")["spec"]


def ports(rules: list[dict]) -> list[tuple]:
    return [(port["port"], port["protocol"]) for rule in rules for port in rule["ports"]]


def account(name: str, **keys) -> dict:
    return {"name": name} | keys


def test_scrapes_are_let_in_and_names_and_https_out():
    found = policy(KEY)
    assert found["policyTypes"] == ["Ingress", "Egress"]
    assert ports(found["ingress"]) == [("http", "TCP")] and ports(found["egress"]) == USUAL
    assert not [rule for rule in found["ingress"] + found["egress"] if {"from", "to"} & rule.keys()], "to all peers"


def test_own_rules_are_added():
    own = policy(FULL)
    assert [rule["from"] for rule in own["ingress"]] == [FULL["networkPolicy"]["from"]]
    assert own["egress"][-1:] == FULL["networkPolicy"]["egress"]
    assert (3128, "TCP") in ports(own["egress"]) and set(USUAL) < set(ports(own["egress"]))


@pytest.mark.parametrize(("endpoint", "port"), ENDPOINTS)
@pytest.mark.parametrize("place", ["config", "flag"])
def test_calls_to_an_endpoint_are_let_out(endpoint, port, place):
    named = {"config": {"config": {"accounts": [account("prod", endpoint=endpoint)]}},
             "flag": {"flags": ["--log.level=debug", f"--mps.endpoint={endpoint}"]}}[place]
    assert ports(policy(KEY | named)["egress"]) == [*USUAL, *({(port, "TCP")} - set(USUAL))]


def test_every_account_is_let_out_by_each_port_once():
    accounts = [account("a"), account("b", endpoint="http://one"), account("c", endpoint="two:8443"),
                account("d", endpoint="http://three:80"), account("e", endpoint="https://four")]
    assert ports(policy(KEY | {"config": {"accounts": accounts}})["egress"]) == [*USUAL, (80, "TCP"), (8443, "TCP")]
