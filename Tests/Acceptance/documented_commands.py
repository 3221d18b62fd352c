"""Every command that a document shows in a fence: which test runs it, or why nothing here can."""

CONTAINERS = "a container engine"
CLUSTER = "a cluster"
SYSTEMD = "a running systemd"
ACCOUNT = "an account, and Tencent Cloud's own command line"

# The test that runs the command, or what its parts do.
RUN = {
    "make demo-alerts": "test_newcomer.py::test_the_readmes_commands_lead_to_an_alert",
    "curl --data '' 'http://127.0.0.1:18620/burst?tasks=3000'":
        "test_newcomer.py::test_the_readmes_commands_lead_to_an_alert",
    "export TENCENTCLOUD_SECRET_ID=AKID... TENCENTCLOUD_SECRET_KEY=...":
        "test_documents.py::test_the_key_is_tried_as_the_documents_say",
    "mps-exporter": "test_documents.py::test_the_key_is_tried_as_the_documents_say",
    "mps-exporter check": "test_documents.py::test_the_key_is_tried_as_the_documents_say",
    "sudo sh -c 'set -a; . /etc/default/mps-exporter; mps-exporter check "
    "--config.file /etc/mps-exporter/mps-exporter.yml'":
        "test_documents.py::test_the_service_is_tried_as_the_documents_say",
    "mps-exporter --config.file mps.yml --config.check":
        "test_documents.py::test_the_example_configuration_is_checked_as_the_documents_say",
    "mps-exporter check --config.file mps.yml":
        "test_documents.py::test_the_example_configuration_is_checked_as_the_documents_say",
    "tools/rules/runbook-url https://wiki.example.com/mps/":
        "test_rules.py::test_one_command_changes_all_runbook_addresses",
    "mps-exporter simulate --order finish-desc --history 5000 --faults 0.1":
        "test_documents.py::test_the_simulation_is_asked_as_the_documents_say",
    "curl 'http://127.0.0.1:18620/truth?account=1&since=2026-01-01T00:00:00Z'":
        "test_documents.py::test_the_simulation_is_asked_as_the_documents_say",
    "curl -s localhost:10862/api/v1/status | jq '.accounts[] | {account, state, waiting: .waiting.depth, drain}'":
        "test_documents.py::test_the_status_is_asked_as_the_documents_say",
    ".venv/bin/python grafana/generate.py": "test_dashboards.py::test_regenerating_gives_the_committed_bytes",
    ".venv/bin/python grafana/lint.py": "test_dashboards.py::test_dashboards_keep_the_rule",
    "openssl s_client -connect localhost:10862 </dev/null | openssl x509 -noout -enddate -subject":
        "test_documents.py::test_a_certificate_is_looked_at_as_the_runbook_says",
    "openssl x509 -noout -enddate -in /etc/mps-exporter/tls.crt":
        "test_documents.py::test_a_certificate_is_looked_at_as_the_runbook_says",
    "mps-exporter healthcheck": "test_commands.py::test_health_and_readiness",
    "mps-exporter --config.file FILE --config.check": "test_commands.py::test_config_check_calls_no_api",
    "promtool check rules mps-thresholds.rules.yml":
        "test_rules.py::test_promtool_amtool_and_the_conventions_find_nothing",
    "make deb": "test_debian_package.py::test_it_is_installed_started_upgraded_removed_and_purged",
    "sudo apt install ./.build-deb/mps-exporter_0.1.0-1_amd64.deb":
        "test_debian_package.py::test_it_is_installed_started_upgraded_removed_and_purged",
    "make static && sudo make install-files": "test_installed_files.py::test_make_installs_what_the_service_needs",
    "sudo systemd-sysusers mps-exporter.conf":
        "test_installed_files.py::test_the_documented_command_finds_the_installed_user",
    "cd /usr/local/share/doc/mps-exporter/examples && sudo install -m 0644 mps-exporter.yml /etc/mps-exporter/ && "
    "sudo install -m 0644 mps-exporter.default /etc/default/mps-exporter":
        "test_installed_files.py::test_make_installs_what_the_service_needs",
    "sudo install -d -m 0700 /etc/mps-exporter/credentials":
        "test_debian_package.py::test_everything_that_belongs_to_a_service_is_there",
}

# What the command needs and is not where the tests run.
NOT_RUN = {
    "make bench": "a machine that does nothing else, and twenty minutes",
    "curl --data '' 'http://127.0.0.1:18620/workers?number=0'":
        "somebody who watches; test_incident.py posts other numbers",
    "docker run … --health-cmd 'mps-exporter healthcheck --url https://127.0.0.1:10862 --insecure --user probe "
    "--password-file /credentials/probe'": CONTAINERS,
    "sudo sh -c 'umask 077; cat > /etc/mps-exporter/credentials/secret-id'": "somebody who pastes a key",
    "sudo sh -c 'umask 077; cat > /etc/mps-exporter/credentials/secret-key'": "somebody who pastes a key",
    "sudo systemctl daemon-reload": SYSTEMD,
    "sudo systemctl enable --now mps-exporter": SYSTEMD,
    "systemctl status mps-exporter": SYSTEMD,
    "sudo systemctl reset-failed mps-exporter.socket mps-exporter.service": SYSTEMD,
    "sudo systemctl start mps-exporter.socket": SYSTEMD,
    "sudo systemctl start mps-exporter.service": SYSTEMD,
    "journalctl -u mps-exporter -n 50": SYSTEMD,
    "systemctl status chrony systemd-timesyncd": SYSTEMD,
    "tccli mps DescribeTasks --Status WAITING --Limit 100": ACCOUNT,
    "tccli mps DescribeTasks --Status PROCESSING --Limit 100": ACCOUNT,
    "docker build --file deploy/container/Dockerfile --tag mps-exporter "
    '--build-arg MPS_REVISION="$(git rev-parse --short=12 HEAD)" .': CONTAINERS,
    "docker run --detach --name mps-exporter --read-only --cap-drop ALL --security-opt no-new-privileges "
    "--volume mps-exporter:/var/lib/mps-exporter --volume /etc/mps-exporter/credentials:/credentials:ro "
    "--env TENCENTCLOUD_SECRET_ID_FILE=/credentials/secret-id "
    "--env TENCENTCLOUD_SECRET_KEY_FILE=/credentials/secret-key "
    "--publish 127.0.0.1:10862:10862 mps-exporter": CONTAINERS,
    "docker compose --file deploy/compose/compose.yaml up --build": CONTAINERS,
    "docker tag mps-exporter REGISTRY/mps-exporter:0.1.0": CONTAINERS,
    "docker push REGISTRY/mps-exporter:0.1.0": CONTAINERS,
    "kubectl create secret generic mps-exporter-key --from-file=secret-id --from-file=secret-key": CLUSTER,
    "kubectl create secret generic mps-web --from-file=web.yml --from-file=exporter.pem --from-file=exporter.key":
        CLUSTER,
    "helm install mps-exporter deploy/helm/mps-exporter --set image.repository=REGISTRY/mps-exporter "
    "--set credentials.existingSecret=mps-exporter-key": CLUSTER,
    "python3 -m venv .venv && .venv/bin/pip install -r grafana/checks/requirements.txt":
        "the network; tools/acceptance does the same",
    "MPS_EXPORTER=path/to/mps-exporter .venv/bin/python -m pytest Tests/Acceptance/test_dashboards.py":
        "itself: it is how these tests are run",
}
