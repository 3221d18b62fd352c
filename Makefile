# The one door to everything that can be done with a clone; continuous integration goes through it as well.
#
# There are two builds. The debug build has warnings as errors and is shared by `lint` and `test`; the release build has
# no such flags, so that a newer compiler's new warnings never stop a user, and is shared by `build`, `bench` and the
# release tests: without testable imports `swift test` compiles with the very flags of `swift build`. SwiftPM takes
# -warnings-as-errors off the command lines of dependencies by itself, which is why the manifest need not know of it.
# The demos take the release build where there is one. Else they make a third, of the program alone and as quickly as
# can be: nobody who only wants to look should wait for an optimizer.

PREFIX ?= /usr/local
DEMO_FLAGS ?=
BENCH_FLAGS ?=

PROGRAM := mps-exporter
BUILT ?= .build-static/release/$(PROGRAM)
UNITS ?= $(PREFIX)/lib/systemd/system
BIN = $(DESTDIR)$(PREFIX)/bin
SHARE = $(DESTDIR)$(PREFIX)/share
GRAFANA = $(SHARE)/$(PROGRAM)/grafana
DOCUMENTS = $(SHARE)/doc/$(PROGRAM)
EXAMPLES = $(DOCUMENTS)/examples
ZSH ?= zsh/site-functions
COMPLETIONS = bash-completion/completions $(ZSH) fish/vendor_completions.d
CHECKED = $(shell tools/lint --build-flags)
TEST := swift test --disable-xctest
RELEASE_TEST := $(TEST) -c release --disable-testable-imports

# Optimized, so that what is fuzzed a million times comes to an end. Undefined behaviour of the C that is compiled here
# traps; swiftc has no such sanitizer, as Swift's own checks stay on in every build.
ADDRESS_TEST := $(RELEASE_TEST) --scratch-path .build-address --sanitize address \
	-Xcc -fsanitize=undefined -Xcc -fsanitize-trap=undefined
SWIFT_ORDER := $(CURDIR)/.build-thread/swift-order.so
THREAD_TEST := LD_PRELOAD=$(SWIFT_ORDER) $(RELEASE_TEST) --scratch-path .build-thread --sanitize thread
FUZZ := FuzzTests|MutatedReplyTests|ConfigurationMutationTests

# Swift Testing runs all tests of a process on as many threads as there are cores. Tests that compute for seconds would
# hold the threads that answers on real sockets need, so each of these runs in a process of its own.
SOCKETS := CurlHTTPTests|MicroHTTPTests|MPSExporterTests\.ExporterTests
WORLDS := WorldTests|CallsTests|IncidentTests

# Measures the memory of its process, which must be its own then.
MEMORY := EightDaysTests

# Shown by --version and mps_exporter_build_info; empty outside of a checkout.
export MPS_REVISION := $(shell git rev-parse --short=12 HEAD 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help setup setup-build setup-demo demo demo-alerts demo-program build test lint bench calls sanitize torture
.PHONY: install static install-files deb clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: ## Install the system packages that building and testing need
	@tools/setup test

setup-build setup-demo: setup-%:
	@tools/setup $*

demo: demo-program ## Run a simulated queue and the exporter on it; flags in DEMO_FLAGS
	@exec $(DEMO) demo $(DEMO_FLAGS)

demo-alerts: setup-demo demo-program ## The same with Prometheus and Alertmanager: submit a burst, see alerts
	@exec tools/demo $(DEMO) $(DEMO_FLAGS)

ifeq ($(wildcard .build/release/$(PROGRAM)),)
DEMO := .build-demo/debug/$(PROGRAM)
demo-program: setup-build
	swift build --product $(PROGRAM) --scratch-path .build-demo --disable-index-store -Xswiftc -gnone -Xcc -g0
else
DEMO := .build/release/$(PROGRAM)
demo-program: build
endif

build: setup-build ## Build the release binary
	swift build -c release --product $(PROGRAM)

# Swift Testing 6.3 starts all cases at once, and each waits for all others; eight at a time take no longer in all.
test: export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH := 8
test: setup ## Run all tests: debug, release and acceptance
	$(TEST) $(CHECKED) --filter '$(SOCKETS)'
	$(TEST) $(CHECKED) --skip '$(SOCKETS)|$(WORLDS)|$(MEMORY)'
	$(TEST) $(CHECKED) --filter '$(WORLDS)'
	$(TEST) $(CHECKED) --filter '$(MEMORY)'
	$(RELEASE_TEST) --filter '$(SOCKETS)'
	$(RELEASE_TEST) --skip '$(SOCKETS)|$(WORLDS)|$(MEMORY)'
	$(RELEASE_TEST) --filter '$(WORLDS)'
	$(RELEASE_TEST) --filter '$(MEMORY)'
	tools/acceptance

lint: setup ## Check style and build with warnings as errors, after the checks have checked themselves
	tools/lint --self-test
	tools/lint

bench: build ## Measure, beside other servers on the same machine; flags in BENCH_FLAGS
	@tools/setup bench
	Benchmarks/run $(BENCH_FLAGS)

calls: setup ## Measure what reading FINISH costs in each order, and write docs/calls.md
	MPS_CALLS="$(CURDIR)/docs/calls.md" $(RELEASE_TEST) --filter CallsTests

sanitize: setup ## Run the tests under the address, undefined-behaviour and thread sanitizers
	$(ADDRESS_TEST) --no-parallel
	tools/sanitizer/prepare $(SWIFT_ORDER)
	$(THREAD_TEST) --no-parallel

# One after another: beside a test that computes for an hour the others would run out of their time.
torture: setup sanitize ## Run the long forms of the tests; takes hours
	MPS_TORTURE=1 $(ADDRESS_TEST) --no-parallel --filter '$(FUZZ)'
	MPS_TORTURE=1 $(RELEASE_TEST) --no-parallel --filter '$(SOCKETS)'
	MPS_TORTURE=1 $(RELEASE_TEST) --no-parallel --skip '$(SOCKETS)|$(WORLDS)'
	MPS_TORTURE=1 $(RELEASE_TEST) --no-parallel --filter '$(WORLDS)'
	MPS_TORTURE=1 tools/acceptance

install: static install-files ## Install the program and its files under PREFIX (/usr/local)

static: setup-build
	swift build -c release --product $(PROGRAM) --static-swift-stdlib --scratch-path .build-static

# What goes with the program: manual page, completions, service, rules, runbooks and dashboards. Nothing in /etc is
# touched.
install-files:
	install -d $(BIN) $(addprefix $(SHARE)/,man/man1 $(COMPLETIONS) $(PROGRAM)/prometheus)
	install -d $(DESTDIR)$(UNITS) $(DESTDIR)$(PREFIX)/lib/sysusers.d $(EXAMPLES) $(DOCUMENTS)/runbooks
	install -s -m 0755 $(BUILT) $(BIN)/$(PROGRAM)
	tools/manpage $(BUILT) >$(SHARE)/man/man1/$(PROGRAM).1
	$(BUILT) --generate-completion-script bash | sed 1d >$(SHARE)/bash-completion/completions/$(PROGRAM)
	$(BUILT) --generate-completion-script zsh >$(SHARE)/$(ZSH)/_$(PROGRAM)
	$(BUILT) --generate-completion-script fish >$(SHARE)/fish/vendor_completions.d/$(PROGRAM).fish
	sed 's|/usr/bin/|$(PREFIX)/bin/|' deploy/systemd/$(PROGRAM).service >$(DESTDIR)$(UNITS)/$(PROGRAM).service
	install -m 0644 deploy/systemd/$(PROGRAM).socket $(DESTDIR)$(UNITS)
	install -m 0644 deploy/systemd/$(PROGRAM).sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/$(PROGRAM).conf
	install -m 0644 deploy/systemd/$(PROGRAM).yml deploy/systemd/$(PROGRAM).default $(EXAMPLES)
	install -m 0644 deploy/prometheus/*.yml $(SHARE)/$(PROGRAM)/prometheus
	install -m 0644 docs/alerts.md $(DOCUMENTS)
	install -m 0644 docs/runbooks/*.md $(DOCUMENTS)/runbooks
	install -d $(addprefix $(GRAFANA)/,dashboards provisioning/dashboards provisioning/datasources)
	install -m 0644 grafana/dashboards/*.json $(GRAFANA)/dashboards
	install -m 0644 grafana/provisioning/dashboards/* $(GRAFANA)/provisioning/dashboards
	install -m 0644 grafana/provisioning/datasources/* $(GRAFANA)/provisioning/datasources

deb: static ## Build the Debian package, into .build-deb
	deploy/debian/build $(abspath $(BUILT))

clean: ## Remove everything that was built
	rm -rf .build .build-address .build-deb .build-demo .build-static .build-thread .build-venv
