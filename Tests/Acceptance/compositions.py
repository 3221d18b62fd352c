"""What a Compose file of ours may say, and what it has to be true of. There is no container engine to ask."""

import re
import subprocess
from pathlib import Path

import yaml
from running import run

SERVICE = {
    "build": dict, "cap_drop": list, "command": list, "depends_on": dict, "environment": dict, "image": str,
    "ports": list, "read_only": bool, "restart": str, "security_opt": list, "tmpfs": list, "volumes": list}
# By image: the program of the same make on this machine, or the one under test.
PROGRAMS = {"prom/prometheus": "prometheus", "prom/alertmanager": "prometheus-alertmanager"}


class Composition:
    def __init__(self, file: Path, binary: str):
        self.file, self.binary = file, binary
        self.content = yaml.safe_load(file.read_text())
        self.services = self.content.get("services", {})

    def faults(self) -> list[str]:
        found = [f"{name}: unknown" for name in self.content
                 if name not in ("name", "services", "volumes") and not name.startswith("x-")]
        for name, service in self.services.items():
            found += [f"{name}.{key}: unknown" for key in service.keys() - SERVICE.keys()]
            found += [f"{name}.{key}: expected a {SERVICE[key].__name__}" for key, value in service.items()
                      if key in SERVICE and not isinstance(value, SERVICE[key])]
            for check in (self.image, self.confinement, self.mounts, self.flags, self.order, self.ports):
                found += [f"{name}: {fault}" for fault in check(service)]
        return found

    def image(self, service):
        if not re.fullmatch(r"[\w./-]+:[\w.-]+", service.get("image", "")) or service["image"].endswith(":latest"):
            yield "image: expected one with a version"
        build = service.get("build")
        if build:
            context = self.file.parent / build["context"]
            if not (context / build["dockerfile"]).is_file() or not (context / "Package.swift").is_file():
                yield f"build: {build['dockerfile']} is not there"

    def confinement(self, service):
        wanted = {"read_only": True, "cap_drop": ["ALL"], "security_opt": ["no-new-privileges:true"]}
        yield from (f"{key}: expected {value}" for key, value in wanted.items() if service.get(key) != value)

    def mounts(self, service):
        for volume in service.get("volumes", []):
            source, target, *mode = volume.split(":")
            if not source.startswith("."):
                if source not in self.content.get("volumes", {}):
                    yield f"volumes: {source} is not declared"
            elif not (self.file.parent / source).exists():
                yield f"volumes: {source} is not there"
            elif mode != ["ro"]:
                yield f"volumes: {source} can be written"
            if not target.startswith("/"):
                yield f"volumes: {target} is no place"

    def flags(self, service):
        """Each flag, with the program's own help; of mps-exporter with that of the command."""
        image = service.get("image", "").split(":")[0]
        arguments = service.get("command", [])
        if image == "mps-exporter":
            told = run(self.binary, arguments[0], "--help").stdout
        elif image in PROGRAMS:
            done = subprocess.run([PROGRAMS[image], "--help"], capture_output=True, text=True, timeout=60, check=False)
            told = done.stdout + done.stderr
        else:
            return
        for argument in arguments:
            flag = argument.split("=")[0]
            if flag.startswith("-") and not re.search(rf"^ +{re.escape(flag)}\b", told, re.MULTILINE):
                yield f"command: {flag} is no flag of {image}"

    def order(self, service):
        for name, how in service.get("depends_on", {}).items():
            if name not in self.services:
                yield f"depends_on: {name} is not there"
            elif how.get("condition") == "service_healthy" and "build" not in self.services[name]:
                yield f"depends_on: {name} has no health check"

    def ports(self, service):
        for port in service.get("ports", []):
            if not re.fullmatch(r"127\.0\.0\.1:\d+:\d+", port):
                yield f"ports: {port} can be reached from other machines"

    def inside(self, service: str, place: str) -> Path:
        """The file of the clone that a container of the service sees at a place."""
        for volume in self.services[service]["volumes"]:
            source, target, *_ = volume.split(":")
            if place == target or place.startswith(target + "/"):
                return (self.file.parent / source / place[len(target):].lstrip("/")).resolve()
        raise AssertionError(f"{service} has nothing at {place}")

    def listens(self, address: str) -> bool:
        """Whether a service is reached at name:port by the others."""
        name, _, port = address.partition(":")
        return any(published.endswith(f":{port}") for published in self.services.get(name, {}).get("ports", []))
