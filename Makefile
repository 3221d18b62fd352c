# The one door to everything that can be done with a clone; continuous integration goes through it as well.
#
# There are two builds. The debug build has warnings as errors and is shared by `lint` and `test`; the release build has
# no such flags, so that a newer compiler's new warnings never stop a user, and is shared by `build`, `demo`, `bench` and
# the release tests: without testable imports `swift test` compiles with the very flags of `swift build`. SwiftPM takes
# -warnings-as-errors off the command lines of dependencies by itself, which is why the manifest need not know of it.

PREFIX ?= /usr/local
DEMO_FLAGS ?=

PROGRAM := mps-exporter
CHECKED = $(shell tools/lint --build-flags)
TEST := swift test --disable-xctest
RELEASE_TEST := $(TEST) -c release --disable-testable-imports

# Swift Testing runs all tests of a process on as many threads as there are cores. Tests that compute for seconds would
# hold the threads that answers on real sockets need, so each of these runs in a process of its own.
SOCKETS := CurlHTTPTests|MicroHTTPTests
WORLDS := WorldTests

# Shown by --version and mps_exporter_build_info; empty outside of a checkout.
export MPS_REVISION := $(shell git rev-parse --short=12 HEAD 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help setup setup-build demo build test lint bench torture install clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: ## Install the system packages that building and testing need
	@tools/setup test

setup-build:
	@tools/setup build

demo: build ## Run a simulated queue and the exporter on it; flags in DEMO_FLAGS
	@exec "$$(swift build -c release --show-bin-path)/$(PROGRAM)" demo $(DEMO_FLAGS)

build: setup-build ## Build the release binary
	swift build -c release --product $(PROGRAM)

test: setup ## Run all tests: debug, release and acceptance
	$(TEST) $(CHECKED) --filter '$(SOCKETS)'
	$(TEST) $(CHECKED) --skip '$(SOCKETS)|$(WORLDS)'
	$(TEST) $(CHECKED) --filter '$(WORLDS)'
	$(RELEASE_TEST) --filter '$(SOCKETS)'
	$(RELEASE_TEST) --skip '$(SOCKETS)|$(WORLDS)'
	$(RELEASE_TEST) --filter '$(WORLDS)'
	tools/acceptance

lint: setup ## Check style and build with warnings as errors, after the checks have checked themselves
	tools/lint --self-test
	tools/lint

bench: build setup ## Measure, beside other servers on the same machine
	Benchmarks/run

torture: setup ## Run the long forms of the tests; takes hours
	MPS_TORTURE=1 $(RELEASE_TEST) --filter '$(SOCKETS)'
	MPS_TORTURE=1 $(RELEASE_TEST) --skip '$(SOCKETS)|$(WORLDS)'
	MPS_TORTURE=1 $(RELEASE_TEST) --filter '$(WORLDS)'
	MPS_TORTURE=1 tools/acceptance

install: setup-build ## Install the program, free of the Swift toolchain, under PREFIX (/usr/local)
	swift build -c release --product $(PROGRAM) --static-swift-stdlib --scratch-path .build-static
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -s -m 0755 ".build-static/release/$(PROGRAM)" "$(DESTDIR)$(PREFIX)/bin/$(PROGRAM)"

clean: ## Remove everything that was built
	rm -rf .build .build-static .build-venv
