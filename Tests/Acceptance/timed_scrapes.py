"""Scrapes one after the other, each over a connection of its own, and prints how many seconds each took, or what came
instead. A process of its own, so that nothing that a test does at the same time is in the figures.

    python timed_scrapes.py 127.0.0.1:10862 40 [authority.pem]

With the certificate of an authority over TLS.
"""

import http.client
import json
import ssl
import sys
import time

SECONDS = 10
OPENMETRICS = "application/openmetrics-text;version=1.0.0"


def scrape(address: str, context: ssl.SSLContext | None) -> float | str:
    began = time.monotonic()
    if context:
        connection = http.client.HTTPSConnection(address, timeout=SECONDS, context=context)
    else:
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
    trusting = ssl.create_default_context(cafile=sys.argv[3]) if len(sys.argv) > 3 else None
    json.dump([scrape(sys.argv[1], trusting) for _ in range(int(sys.argv[2]))], sys.stdout)
