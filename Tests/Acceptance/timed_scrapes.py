"""Scrapes one after the other, each over a connection of its own, and prints how many seconds each took, or what came
instead. A process of its own, so that nothing that a test does at the same time is in the figures.

    python timed_scrapes.py 127.0.0.1:10862 40
"""

import http.client
import json
import sys
import time

SECONDS = 10
OPENMETRICS = "application/openmetrics-text;version=1.0.0"


def scrape(address: str) -> float | str:
    began = time.monotonic()
    connection = http.client.HTTPConnection(address, timeout=SECONDS)
    try:
        connection.request("GET", "/metrics", headers={"Accept": OPENMETRICS})
        answer = connection.getresponse()
        whole = answer.read().endswith(b"\n# EOF\n")
        return time.monotonic() - began if answer.status == 200 and whole else f"status {answer.status}, whole: {whole}"
    except (OSError, http.client.HTTPException) as error:
        return repr(error)
    finally:
        connection.close()


if __name__ == "__main__":
    json.dump([scrape(sys.argv[1]) for _ in range(int(sys.argv[2]))], sys.stdout)
