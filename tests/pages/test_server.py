"""What `app.py` adds to Streamlit's server: documents by language, scripts compressed once."""

import asyncio
import gzip
import re
import tomllib
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from streamlit import config

from geo.cartography.standalone import LETTERS
from geo.language import LANGUAGES, tell
from geo.views import PAGES
from pages.frame import documents
from pages.frame.compression import FONTS, FOR_EVER, Compression
from pages.frame.documents import document
from pages.frame.navigation import ROOT
from tests.pages.client import Client

ICON = re.compile(r":material/(\w+):")
NO_LETTERS = {"\ufffd"}  # Source Sans has it not
NO_ICONS = {"star_filled"}  # the whole font lacks it, too
SCRIPT = b"let answer = 42\n" * 500


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_the_document_says_language_title_and_what_the_page_is_about(page, lang):
    text = unescape(document(page, lang))
    assert f'<html lang="{lang}">' in text
    assert f"<title>{tell(f'{page}.title', lang)} · Corredor</title>" in text
    assert f'<meta name="description" content="{tell(f"{page}.about", lang)}">' in text
    assert text.count("<title>") == 1 and '<div id="root">' in text


def test_the_documents_texts_are_never_markup(monkeypatch):
    monkeypatch.setattr(documents, "tell", lambda *args, **values: '"><script>alert(1)</script>')
    text = document.__wrapped__("overview", "en")
    assert "<script>alert" not in text and "&lt;script&gt;alert" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_script_runs_in_a_document_but_its_own_and_only_embedded_pages_are_framed(lang):
    text = document("overview", lang)
    allowed = documents.policy(text, embedded=False)
    assert "script-src 'self'" in allowed and "'unsafe-inline'" not in allowed.split("style-src")[0]
    inline = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digests = {b64encode(sha256(script.encode()).digest()).decode() for script in inline}
    assert set(re.findall(r"'sha256-(.*?)'", allowed)) == digests and len(digests) == 5
    assert allowed.endswith("frame-ancestors 'self'")
    assert documents.policy(text, embedded=True).endswith("frame-ancestors *")


def test_an_unknown_address_is_said_to_be_none_in_every_language():
    client = Client(Starlette(routes=[*documents.routes(), *documents.elsewhere()]))
    for path in ("/nope?lang=es", "/index.html", "/data/latest", "/picture/overview.jpg", "/.."):
        answer = client.get(path)
        assert answer.status_code == 404 and "'unsafe-inline'" in str(answer.headers)
        assert all(tell("frame.nowhere", lang) in answer.text for lang in LANGUAGES)
    assert client.get("/favicon.png").status_code == client.get("/corridors").status_code == 200


@pytest.mark.parametrize("folder", ["", *(f"{name}/" for name in documents.FOLDERS)])
@pytest.mark.parametrize(
    "way", ["{}", "../../../..{}", "%2f{}", "..%2f..%2f..%2f..{}", "favicon.png/..{}"]
)
def test_no_address_leads_to_another_file_of_the_disk(folder, way):
    client = Client(Starlette(routes=[*documents.routes(), *documents.elsewhere()]))
    for file in (ROOT / "README.md", Path("/etc/passwd"), documents.INDEX):
        answer = client.get(f"/{folder}{way.format(file)}")
        assert answer.status_code == 404 and file.read_bytes() not in answer.content


class Files:
    """A server of one script that counts how often it is asked."""

    def __init__(self, caching: str, sent: int = len(SCRIPT)):
        self.caching, self.sent, self.asked = caching, sent, 0

    async def __call__(self, scope, receive, send):
        self.asked += 1
        headers = {
            "content-type": "text/javascript",
            "content-length": str(len(SCRIPT)),
            "cache-control": self.caching,
            "etag": "x",
        }
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        await send({"type": "http.response.body", "body": SCRIPT[:100], "more_body": True})
        await send({"type": "http.response.body", "body": SCRIPT[100 : self.sent]})


def ask(app, path: str = "/static/js/a.js", **headers: str) -> tuple[dict, bytes]:
    """Headers and body of the answer to a browser's request."""
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": raw}
    messages = []

    async def send(message):
        messages.append(message)

    # In a thread of its own: a browser of other tests holds the loop of this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(app(scope, None, send))).result()
    start, *rest = messages
    known = {name.decode(): value.decode() for name, value in start["headers"]}
    return known, b"".join(message.get("body", b"") for message in rest)


def test_a_script_is_compressed_once_and_kept():
    files = Files(FOR_EVER)
    app = Compression(files)
    for _ in range(3):
        headers, body = ask(app, **{"accept-encoding": "gzip, br"})
        assert headers["content-encoding"] == "gzip" and headers["vary"] == "Accept-Encoding"
        assert int(headers["content-length"]) == len(body) < len(SCRIPT) / 10
        assert headers["cache-control"] == FOR_EVER and "etag" not in headers
        assert gzip.decompress(body) == SCRIPT
    assert files.asked == 1


@pytest.mark.parametrize(
    ("caching", "path", "headers"),
    [
        ("no-cache", "/static/js/a.js", {"accept-encoding": "gzip"}),
        (FOR_EVER, "/media/a.js", {"accept-encoding": "gzip"}),
        (FOR_EVER, "/static/./js/a.js", {"accept-encoding": "gzip"}),
        (FOR_EVER, "/static//js/a.js", {"accept-encoding": "gzip"}),
        (FOR_EVER, "/static/js/a.js", {"accept-encoding": "br"}),
        (FOR_EVER, "/static/js/a.js", {"accept-encoding": "gzip", "range": "bytes=0-9"}),
    ],
)
def test_what_may_change_or_is_asked_for_plain_is_never_kept(caching, path, headers):
    files = Files(caching)
    app = Compression(files)
    for _ in range(2):
        answer, body = ask(app, path, **headers)
        assert "content-encoding" not in answer and body == SCRIPT
    assert files.asked == 2 and app.responses == {}


def test_what_was_compressed_on_the_way_is_not_resumed_from_plain_parts():
    async def compressed(scope, receive, send):
        told = {"etag": '"a"', "accept-ranges": "bytes"} | dict(scope["extra"])
        raw = [(name.encode(), value.encode()) for name, value in told.items()]
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        await send({"type": "http.response.body"})

    for extra, tag in (({"content-encoding": "gzip"}, 'W/"a"'), ({}, '"a"')):

        async def app(scope, receive, send, extra=extra):
            await compressed({**scope, "extra": extra}, receive, send)

        headers, _ = ask(Compression(app), "/data/latest/cities.csv")
        assert headers["etag"] == tag and ("accept-ranges" in headers) == (not extra)


def test_a_file_cut_short_because_its_reader_left_is_never_kept():
    files = Files(FOR_EVER, sent=100)
    app = Compression(files)
    ask(app, **{"accept-encoding": "gzip"})
    assert app.responses == {}
    files.sent = len(SCRIPT)
    _, body = ask(app, **{"accept-encoding": "gzip"})
    assert gzip.decompress(body) == SCRIPT


def test_the_small_fonts_have_every_icon_and_letter_that_is_drawn():
    """A Streamlit with other fonts is served its own; then ours are to be cut again."""
    static = Path(streamlit.__file__).parent / "static"
    assert all((static / "static" / "media" / whole).is_file() for whole in FONTS)
    scripts = [*(static / "static" / "js").glob("*.js"), *(ROOT / "pages").rglob("*.py")]
    drawn = {name for file in scripts for name in ICON.findall(file.read_text("utf-8"))}
    names = set((ROOT / "pages/frame/symbols.txt").read_text("utf-8").split())
    assert len(drawn) > 80 and drawn - names == NO_ICONS
    codes = LETTERS.with_suffix(".txt").read_text("utf-8").split()
    said = "".join(file.read_text("utf-8") for file in (ROOT / "geo/language").rglob("*.toml"))
    assert set(said) - {chr(int(code, 16)) for code in codes} - {"\n"} == NO_LETTERS


def test_the_heap_is_not_collected_after_every_run():
    """The option is hidden: a Streamlit without it would ignore the setting in silence."""
    assert "runner.postScriptGC" in config.get_config_options(force_reparse=False)
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["runner"]["postScriptGC"] is False
