"""The Debian package in an overlay over this machine's system."""

import shlex
import shutil
import urllib.request
from pathlib import Path

from overlay import Overlay
from running import Program, free_port, until
from unit_file import Unit, environment_file

CREDENTIALS = "run/credentials/mps-exporter.service"
CALLS = "tmp/calls-of-systemctl"


class Installed:
    """The package in an overlay, and the service started as systemd would start it."""

    def __init__(self, system: Overlay, folder: Path):
        self.system, self.folder = system, folder
        self.port = free_port()

    def path(self, name: str) -> Path:
        return self.system.root / name

    def dpkg(self, *arguments: str) -> str:
        done = self.system.run("dpkg", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def install(self, package: Path) -> str:
        shutil.copy(package, self.path("tmp"))
        return self.dpkg("--force-confold", "--force-unsafe-io", "-i", f"/tmp/{package.name}")

    def write_down_calls_of_systemctl(self):
        """From now on systemd seems to run, and no policy forbids the package's scripts to ask it."""
        self.path("run/systemd/system").mkdir(parents=True, exist_ok=True)
        self.path("usr/sbin/policy-rc.d").unlink(missing_ok=True)
        systemctl = self.path("usr/bin/systemctl")
        systemctl.unlink(missing_ok=True)
        systemctl.write_text(f'#!/bin/sh\necho "$*" >>/{CALLS}\n')
        systemctl.chmod(0o755)

    def calls_of_systemctl(self) -> list[list[str]]:
        """Verb and units, in order, of each call about units since it was asked last."""
        calls = self.path(CALLS)
        told = calls.read_text() if calls.exists() else ""
        calls.unlink(missing_ok=True)
        words = [[word for word in line.split() if not word.startswith("-")] for line in told.splitlines()]
        return [[verb, *sorted(units)] for verb, *units in words if units]

    def start(self, *flags: str) -> Program:
        """The service: credentials copied, state folder made, user changed, environment read, command run."""
        unit = Unit(self.path("lib/systemd/system/mps-exporter.service").read_text())
        user = unit.value("User")
        copies = f"/{CREDENTIALS}"
        source = unit.value("LoadCredential").split(":")[1]
        prepared = self.system.run("bash", "-ec", f"""
            install -d -m 0700 -o {user} -g {user} {copies} /var/lib/{unit.value('StateDirectory')}
            for file in $(find {source} -type f); do install -m 0400 -o {user} "$file" {copies}/key_"${{file##*/}}"; done""")
        assert prepared.returncode == 0, prepared.stderr
        variables = unit.environment | environment_file(self.path("etc/default/mps-exporter"))
        own = shlex.split(variables["MPS_EXPORTER_FLAGS"].replace("10862", str(self.port)))
        command = [part for part in unit.command if part != "$MPS_EXPORTER_FLAGS"] + own + list(flags)
        variables |= {"STATE_DIRECTORY": f"/var/lib/{unit.value('StateDirectory')}"}
        as_user = ["setpriv", f"--reuid={user}", f"--regid={unit.value('Group')}", "--clear-groups", "--no-new-privs"]
        nsenter, *arguments = self.system.command(*as_user, *command)
        return Program(nsenter, self.folder, *arguments, variables=variables)

    def scrape(self, running: Program) -> str:
        def ready():
            assert running.is_running, running.log()
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=10) as answer:
                    text = answer.read().decode()
            except OSError:
                return None
            return text if 'mps_up{account="default"} 1\n' in text else None
        return until("a scrape after a poll", ready)
