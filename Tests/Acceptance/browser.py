"""Chromium without a window, by its DevTools protocol."""

import base64
import contextlib
import itertools
import json
import re
import shutil
import subprocess
import time

from running import until
from websocket import create_connection

PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")
DESKTOP, PHONE = (1280, 900), (390, 844)
# What the browser answers, by code and message, when the page that was asked has made room for another.
NAVIGATED = (-32000, "Inspected target navigated or closed")


class Navigated(Exception):
    """The page that was asked has made room for another."""


class Browser:
    """One browser process with a profile of its own; `with` ends it."""

    def __init__(self, folder):
        profile = folder / "profile"
        with (folder / "chromium.log").open("wb") as log:
            self._process = subprocess.Popen(
                [PROGRAM, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                 "--disable-background-networking", "--disable-component-update", "--no-first-run", "--hide-scrollbars",
                 "--remote-debugging-port=0", "--remote-allow-origins=*", f"--user-data-dir={profile}", "about:blank"],
                stdout=log, stderr=log)
        port = profile / "DevToolsActivePort"
        # The file is there before its two lines are.
        place = until("the browser listens", lambda: port.exists() and re.match(r"(\d+)\n(/.+)", port.read_text()))
        self._socket = create_connection(f"ws://127.0.0.1:{place[1]}{place[2]}", timeout=30)
        self._numbers = itertools.count(1)
        self.events = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()
        self._process.kill()
        self._process.wait(10)

    def call(self, method: str, session: str | None = None, **parameters):
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters} | ({"sessionId": session} if session else {})
        self._socket.send(json.dumps(message))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == number:
                error = answer.get("error")
                if error and (error["code"], error["message"]) == NAVIGATED:
                    raise Navigated(method)
                assert not error, f"{method}: {error}"
                return answer["result"]
            if "method" in answer:
                self.events.append(answer)

    def open(self, url: str, size=DESKTOP, dark=False, script=True) -> "Page":
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        for domain in ("Page", "Runtime", "Log", "Network", "DOM"):
            page.call(f"{domain}.enable")
        page.call("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1,
                  mobile=size[0] < 600)
        page.call("Emulation.setEmulatedMedia",
                  features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        page.call("Emulation.setScriptExecutionDisabled", value=not script)
        page.call("Page.navigate", url=url)
        page.wait("document.readyState === 'complete' && location.href !== 'about:blank'", "the page is loaded")
        return page


class Page:
    """A tab. Its own script may be off; what is asked here runs all the same."""

    def __init__(self, browser: Browser, session: str):
        self._browser = browser
        self._session = session

    def call(self, method: str, **parameters):
        return self._browser.call(method, self._session, **parameters)

    def ask(self, expression: str):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait(self, expression: str, what: str, seconds: float = 30):
        """What a page says that may load itself again meanwhile."""
        def look():
            with contextlib.suppress(Navigated):
                return self.ask(expression)
        return until(what, look, seconds)

    def texts(self, account: str) -> dict[str, str]:
        """What the elements of an account's card say, by field."""
        return self.ask(f"""Object.fromEntries([...document.querySelectorAll(
            'section[data-account={json.dumps(account)}] [data-f]')].map((each) => [each.dataset.f, each.textContent]))""")

    def curves(self, account: str) -> dict[str, str]:
        return self.ask(f"""Object.fromEntries([...document.querySelectorAll(
            'section[data-account={json.dumps(account)}] [data-c]')].map((each) => [each.dataset.c, each.getAttribute('d')]))""")

    def state(self, account: str) -> str:
        return self.ask(f"document.querySelector('section[data-account={json.dumps(account)}]').dataset.state")

    def complaints(self) -> list[str]:
        """What the browser has logged of this page: errors, and whatever its policy forbids."""
        time.sleep(0.1)
        self.ask("1")
        return [json.dumps(event["params"]) for event in self._browser.events
                if event.get("sessionId") == self._session
                and (event["method"] == "Runtime.exceptionThrown"
                     or event["method"] == "Log.entryAdded" and event["params"]["entry"]["level"] == "error")]

    def requests(self) -> set[str]:
        return {event["params"]["request"]["url"] for event in self._browser.events
                if event.get("sessionId") == self._session and event["method"] == "Network.requestWillBeSent"}

    def screenshot(self, path, whole=True):
        path.write_bytes(base64.b64decode(
            self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]))


def shape(curve: str) -> list[tuple[str, str]]:
    """A path without its places in time, which move: its commands, with the heights that they name."""
    return [(command, height or (place if command == "V" else ""))
            for command, place, height in re.findall(r"([A-Za-z])([\d.]+)(?: ([\d.]+))?", curve)]
