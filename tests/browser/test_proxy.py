"""The files of `.deploy`, tried: two processes behind nginx with TLS, as the README says."""

import json
import shutil
import ssl
import subprocess
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPSConnection
from time import monotonic, sleep

import pytest

from tests.browser.server import ROOT, free_port, serve
from tests.browser.visit import Visit

CONF = (ROOT / ".deploy" / "corredor.conf").read_text("utf-8")
# As Debian's, which logs everything.
MAIN = """user root; worker_processes 1; pid {0}/pid; error_log {0}/error.log;
events {{}}
http {{ access_log {0}/access.log; include /etc/nginx/mime.types; include {0}/corredor.conf; }}
"""
# A proxy that every browser asks over TLS, with a certificate that nobody signed.
TRUSTING = ssl._create_unverified_context()
pytestmark = pytest.mark.long


@contextmanager
def proxied(folder, one: str, two: str):
    """Ports with TLS and without of nginx with our file, its ports and paths changed."""
    port, plain = free_port(), free_port()
    key = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    made = ["-keyout", folder / "key.pem", "-out", folder / "fullchain.pem"]
    subprocess.run(["openssl", *key, *made], check=True, capture_output=True)
    text = CONF.replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    text = text.replace("listen 80", f"listen 127.0.0.1:{plain}")
    text = text.replace("server_name corredor.example", "server_name localhost")
    text = text.replace("/etc/ssl/corredor", str(folder)).replace("/var/log/nginx", str(folder))
    for ours, theirs in (("8501", one), ("8502", two)):
        text = text.replace(f"127.0.0.1:{ours}", f"127.0.0.1:{theirs.rpartition(':')[2]}")
    (folder / "corredor.conf").write_text(text)
    (folder / "nginx.conf").write_text(MAIN.format(folder))
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    command = [program, "-c", folder / "nginx.conf", "-g", "daemon off;"]
    with subprocess.Popen(command) as process:
        try:
            yield port, plain
        finally:
            process.terminate()


def ask(
    port: int,
    method: str,
    path: str,
    headers: dict | None = None,
    body: bytes | None = None,
    host: str = "localhost",
):
    """Status and headers of the proxy's answer."""
    limit = monotonic() + 30
    while True:
        try:
            with closing(HTTPSConnection(host, port, timeout=30, context=TRUSTING)) as to:
                to.request(method, path, body, headers or {})
                answer = to.getresponse()
                return answer.status, answer.headers, answer.read()
        except ConnectionRefusedError:
            if monotonic() > limit:
                raise
            sleep(0.1)


def test_two_processes_behind_the_proxy_are_one_server(browser, tmp_path):
    with (
        serve("proxy-one") as one,
        serve("proxy-two") as two,
        proxied(tmp_path, one, two) as (port, _),
    ):
        status, headers, _ = ask(port, "GET", "/_stcore/health")
        assert status == 200 and headers["Strict-Transport-Security"].startswith("max-age=")
        given = {ask(port, "GET", "/")[1]["Set-Cookie"].partition(";")[0] for _ in range(20)}
        assert given == {"corredor_process=one", "corredor_process=two"}
        for cookie in given:
            _, headers, text = ask(port, "GET", "/aid?lang=es", {"Cookie": cookie})
            assert "Set-Cookie" not in headers and b'lang="es"' in text
            assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
            assert f"https://localhost:{port}/aid".encode() in text  # not http: a link to share
        begun = [json.loads(ask(port, "POST", "/remote", {"Cookie": c}, b"{}")[2]) for c in given]
        for code in (told["code"] for told in begun):  # whichever process a phone meets
            assert ask(port, "GET", f"/remote/{code}")[0] == 200
        assert ask(port, "POST", "/_stcore/upload_file/x/y", {"Content-Length": "200000000"})[0] \
            == 413  # fmt: skip
        visit = Visit(browser, f"https://localhost:{port}", ignore_https_errors=True)
        visit.open("/corridors?lang=en")
        visit.wait_for_map()
        assert (visit.errors, visit.outside) == ([], [])
        visit.context.close()


def test_nothing_that_is_asked_is_logged(tmp_path):
    """Not where both processes are down, an upload is too large, or the link has no TLS."""
    with proxied(tmp_path, "http://x:1", "http://x:2") as (port, plain):
        assert ask(port, "GET", "/corridors?place=19001")[0] == 502
        assert ask(port, "POST", "/aid", {"Content-Length": "200000000"})[0] == 413
        with pytest.raises(ssl.SSLError):  # by another name than its own
            ask(port, "GET", "/catalogue.json", host="127.0.0.1")
        with closing(HTTPConnection("localhost", plain, timeout=30)) as to:
            to.request("GET", "/aid?place=19001")
            assert to.getresponse().status == 301
    logged = "".join(path.read_text() for path in tmp_path.glob("*.log"))
    assert "GET" in logged and not any(word in logged for word in ("127.0.0.1", "aid", "place"))


def test_readers_of_a_process_that_died_go_on_with_the_other(tmp_path):
    with (
        serve("proxy-two") as two,
        serve("proxy-one") as one,
        proxied(tmp_path, one, two) as (port, _),
    ):
        one.process.terminate()
        sleep(2)
        status, _, text = ask(port, "GET", "/", {"Cookie": "corredor_process=one"})
        assert status == 200 and b"Corredor" in text
