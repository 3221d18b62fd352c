"""Simulated accounts, and the exporter on them."""

import json
import re

from .processes import Server, wait_for


def simulated_accounts(stack, program, count, *flags):
    """A simulator, and its accounts as the configuration has them."""
    command = [program, "simulate", "--listen", "127.0.0.1:0", "--accounts", str(count), *flags]
    simulator = stack.enter_context(Server("simulate", command, r"^simulated API: http://127\.0\.0\.1:(\d+)$"))

    def pairs():
        found = re.findall(r"TENCENTCLOUD_SECRET_ID=(\S+) TENCENTCLOUD_SECRET_KEY=(\S+)\n", simulator.output())
        return found if len(found) == count else None

    entries = [
        {
            "name": f"account-{number}",
            "endpoint": simulator.url,
            "credentials": {"secret_id": identity, "secret_key": key},
        }
        for number, (identity, key) in enumerate(wait_for(pairs, "the simulator's key pairs"), 1)
    ]
    return simulator, entries


class Exporter(Server):
    """The exporter, whose configuration can be changed while it runs."""

    def __init__(self, program, folder, name, configuration, state=None, environment=None):
        self.file = folder / f"{name}.yaml"
        self.write(configuration)
        command = [program, "run", "--config.file", self.file, "--web.listen-address", "127.0.0.1:0"]
        command += ["--state.path", state or folder / f"{name}.sqlite"]
        super().__init__("mps-exporter", command, r"msg=listening address=127\.0\.0\.1:(\d+) ", environment)

    def write(self, configuration):
        self.file.write_text(json.dumps(configuration))  # JSON is YAML.

    def reload(self, configuration):
        self.write(configuration)
        self.get("/-/reload", method="POST")

    def await_polls(self, accounts):
        def polled():
            return len(re.findall(rb"^mps_up\{.*\} 1$", self.get("/metrics")[1], re.MULTILINE)) == accounts

        wait_for(polled, "the first poll of every account")
        return self


def exporter_of(stack, program, folder, size, environment=None):
    """The exporter with so many series, polled at its usual interval, once every account has been polled."""
    _, entries = simulated_accounts(stack, program, size.accounts, "--history", "300")
    exporter = Exporter(program, folder, f"series-{size.series}", size.configuration(entries), None, environment)
    return stack.enter_context(exporter).await_polls(size.accounts)
