"""Clients that guess passwords: whoever knows one is served meanwhile."""

import select
import socket

from running import until
from web_clients import basic, curl, kept_connection
from web_files import HASH, NAME, RIGHT

# Seconds of work for each guess.
SLOW = "$2b$16$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e"
USERS = f"basic_auth_users: {{{NAME}: {HASH}, slow: {SLOW}}}\n"
MOST = 16


def guesses(address: str, count: int) -> list[socket.socket]:
    """Clients that have asked with a new password each, and wait."""
    host, port = address.split(":")
    clients = []
    for number in range(count):
        client = socket.create_connection((host, int(port)), timeout=30)
        field = basic("slow", f"guess {number}")["Authorization"]
        client.sendall(f"GET /metrics HTTP/1.1\r\nHost: x\r\nAuthorization: {field}\r\n\r\n".encode())
        clients.append(client)
    return clients


def test_a_flood_of_guesses_is_refused_and_keeps_nobody_out_who_came_in_before(serve):
    exporter = serve(USERS)
    assert curl(f"{exporter.url}/metrics", *RIGHT).status == 200
    connection = kept_connection(exporter.address)
    for number in range(400):
        connection.request("GET", "/metrics", headers=basic(NAME, f"guess {number}"))
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 401
    clients = guesses(exporter.address, 3 * MOST)
    try:
        answered = until("an answer to all but those that wait", lambda: (
            found if len(found := select.select(clients, [], [], 0)[0]) >= 2 * MOST else None))
        answers = [client.recv(4096).decode() for client in answered]
        refused = [answer for answer in answers if answer.startswith("HTTP/1.1 503 ")]
        assert len(refused) >= MOST, "the others were compared meanwhile"
        assert all("\r\nRetry-After: 1\r\n" in answer for answer in refused)
        assert refused[0].endswith(f"{MOST} passwords are being compared, which is the limit; try again later.\n")
        assert curl(f"{exporter.url}/metrics", *RIGHT).status == 200
    finally:
        for client in clients:
            client.close()
