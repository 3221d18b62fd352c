"""Builds what `make build` does not: the programs that measure, and the peers."""

import os
import subprocess
import sys
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parents[1]
BUILD = BENCHMARKS.parent / ".build"
PROGRAMS = BUILD / "release"
PEERS = BUILD / "benchmark-peers"


def build_programs():
    swift = ["swift", "build", "-c", "release", "--package-path", BENCHMARKS.parent]
    # The manifest has what measures only where this is set; everything else is compiled as `make build` has done it.
    asked = {**os.environ, "MPS_BENCHMARKS": "1"}
    for product in ["PageBenchmark", "LedgerBenchmark"]:
        subprocess.run([*swift, "--product", product], check=True, stdout=sys.stderr, env=asked)


def build_peers():
    PEERS.mkdir(parents=True, exist_ok=True)
    compile_c("peers/bare-libmicrohttpd/main.c", "bare-libmicrohttpd", "-lmicrohttpd")
    compile_c("handover/main.c", "handover", "-pthread")
    compile_c("allocations/counting.c", "counting.so", "-shared", "-fPIC")
    # Debian's packages of Go libraries are a GOPATH without modules.
    debian = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": PEERS / "go-cache"}
    golang = ["go", "build", "-o", PEERS / "client_golang", BENCHMARKS / "peers/client_golang/main.go"]
    subprocess.run(golang, check=True, env={**os.environ, **debian})


def compile_c(source, target, *options):
    command = ["cc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", PEERS / target, BENCHMARKS / source, *options]
    subprocess.run(command, check=True)
