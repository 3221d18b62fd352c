"""An exporter whose configuration file can be written anew."""

import json

from running import Exporter
from scrapes import Scrape

SECRET = "neverToBeSeenAnywhere7"


def account(name: str, url: str, **more) -> dict:
    return {"name": name, "endpoint": url, "poll_interval": "1s",
            "credentials": {"secret_id": "AKIDacceptance", "secret_key": SECRET}} | more


class Configured(Exporter):
    """An exporter with a configuration file that can be written anew. YAML is a superset of JSON."""

    def __init__(self, binary, folder, *flags, variables=None, **configuration):
        self.file = folder / "mps.yml"
        self.write(**configuration)
        super().__init__(binary, folder, "--config.file", self.file, *flags, poll=None, variables=variables or {})

    def write(self, **configuration):
        self.file.write_text(json.dumps(configuration))

    def reload(self) -> tuple[int, str]:
        status, _, body = self.ask("/-/reload", "POST")
        return status, body.decode()

    def accounts(self) -> set[str]:
        return {name for name in Scrape.by_account(self) if name}

    def own(self) -> Scrape:
        return Scrape.by_account(self)[""]
