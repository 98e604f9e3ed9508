"""The presenter's phone: what its routes give, to whom, and for how long."""

import json

import pytest
from starlette.applications import Starlette
from starlette.datastructures import URL

from geo.language import LANGUAGES, tell
from pages.frame import documents, remote
from tests.pages.client import Answer, Client

HOSTILE = "</script><script>window.ran = 1</script>"


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(remote, "_pairings", {})
    return Client(Starlette(routes=[*remote.routes(), *documents.routes()]))


def send(client, method: str, path: str, **told) -> Answer:
    return client.ask(method, path, {"origin": "https://corredor.org"}, json.dumps(told).encode())


def test_a_phone_moves_the_screen_and_reads_its_notes(client, monkeypatch):
    begun = send(client, "POST", "/remote", lang="es").json()
    path, key = f"/remote/{begun['code']}", begun["key"]
    assert begun["address"] == f"https://corredor.org/briefing?lang=es&remote={begun['code']}"
    assert begun["picture"].startswith("data:image/svg+xml")
    said = {"lang": "es", "place": "1 de 8", "headline": HOSTILE, "notes": "n" * 9999, "more": "x"}
    assert send(client, "PUT", path, key=key, said=said).json() == {"by": 0, "paired": False}
    read = client.get(path).json()
    said.pop("more")
    assert read == said | {"notes": "n" * 2000, "next": ""}
    for by in (1, 1, -1, 7, "1", None):
        send(client, "POST", path, by=by)
    assert send(client, "PUT", path, key=key).json() == {"by": 1, "paired": True}
    assert send(client, "PUT", path, key=key).json() == {"by": 0, "paired": True}
    later = remote.monotonic() + remote.PHONE_S + 1
    monkeypatch.setattr(remote, "monotonic", lambda: later)
    assert send(client, "PUT", path, key=key).json() == {"by": 0, "paired": False}
    assert send(client, "DELETE", path, key=key).status_code == 204
    assert client.get(path).status_code == 404


def test_only_the_screen_has_the_key_and_codes_end(client, monkeypatch):
    begun = send(client, "POST", "/remote").json()
    path = f"/remote/{begun['code']}"
    for told in ({}, {"key": "guess"}, {"key": None}, {"key": begun["code"]}):
        assert send(client, "PUT", path, **told).status_code == 404
        assert send(client, "DELETE", path, **told).status_code == 404
    assert client.ask("PUT", path, body=b"[1").status_code == 404
    assert client.get("/remote/nothing").status_code == 404
    now = remote.monotonic()
    monkeypatch.setattr(remote, "monotonic", lambda: now + 60 * remote.SILENT_MINUTES + 1)
    assert client.get(path).status_code == 404
    used = send(client, "POST", "/remote").json()
    assert client.get(f"/remote/{used['code']}").status_code == 200
    for _ in range(remote.MOST_PAIRINGS + 5):
        send(client, "POST", "/remote")
    assert len(remote._pairings) == remote.MOST_PAIRINGS
    assert send(client, "PUT", f"/remote/{used['code']}", key=used["key"]).status_code == 200
    for one in remote._pairings.values():
        one.phoned = remote.monotonic()
    assert send(client, "POST", "/remote").status_code == 503


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 9000,
        b"9" * 5000,
        b"\xff",
        b'{"key": "\\ud800"}',
        b'{"by": 1, "x": "%b"}' % (b"x" * 16000),
    ],
)
def test_nothing_that_is_sent_is_a_fault_of_the_server(client, body):
    begun = client.ask("POST", "/remote", {"origin": "http://[::1"}, body).json()
    assert begun["address"].startswith("http://testserver/briefing?")
    path = f"/remote/{begun['code']}"
    assert client.ask("PUT", path, body=body).status_code == 404
    assert client.ask("POST", path, body=body).status_code == 200
    assert send(client, "PUT", path, key=begun["key"], said={"notes": "\ud800"}).json()["by"] == 0
    assert client.get(path).json()["notes"] == "?"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_phones_page_takes_nothing_from_its_address(client, lang):
    answer = client.get(f"/briefing?remote={HOSTILE}&lang={lang}")
    page, headers = answer.text, answer.headers
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff" and headers["cache-control"] == "no-store"
    assert f'lang="{lang}"' in page and tell("remote.back", lang) in page
    assert HOSTILE not in page and page.count("<script>") == 1


def test_where_a_phone_finds_the_screen(monkeypatch):
    there = URL("https://corredor.org/")
    assert remote.reachable(there) == there
    listening = {"server.address": "127.0.0.1"}
    monkeypatch.setattr(remote.config, "get_option", listening.get)
    assert remote.reachable(URL("http://localhost:8501/")) is None
    listening.clear()
    found = remote.reachable(URL("http://localhost:8501/"))
    assert found is None or (found.port == 8501 and found.hostname != "localhost")
