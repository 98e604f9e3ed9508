"""The document that a browser gets first, in the language of the link and titled for its page."""

import base64
import hashlib
import json
import re
from functools import cache
from html import escape
from pathlib import Path
from string import Template

import streamlit
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from geo.cartography import static
from geo.cartography.legend import STYLE as LEGEND
from geo.evidence import data_version
from geo.language import LANGUAGES, tell
from geo.views import PAGES
from pages.frame import remote
from pages.frame.language import lang_of
from pages.frame.navigation import path_of

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
HEAD, CONNECTION, NOWHERE, WORKER = (
    Template(Path(__file__).with_name(name).read_text("utf-8"))
    for name in ("head.html", "connection.js", "nowhere.html", "worker.js")
)
APPLICATION = re.compile(r'<script type="module".*?</script>(\s*<link rel="modulepreload"[^>]*>)*')
FOLDERS = ("data", "map", "picture")  # where published files are, and nothing else
# Looked up by their names alone: no address is ever taken for a path on the disk.
BESIDE = {file.name: file for file in INDEX.parent.iterdir() if file.is_file() and file != INDEX}
SCRIPT, EARLY, SCREEN, PAPER = (
    Path(__file__).with_name(name).read_text("utf-8")
    for name in ("document.js", "early.js", "screen.css", "print.css")
)
# Vega compiles the expressions of charts; scripts of components come as blobs.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval' blob: {scripts}; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "worker-src 'self' blob:; frame-src 'self' blob: data:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors {frames}"
)
HEADERS = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


@cache
def policy(text: str, embedded: bool) -> str:
    """What a document may load: only of this host, and no script in it but its own.

    embedded: the page without its frame may stand in a page of any other site.
    """
    inline = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in inline)
    scripts = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return POLICY.format(scripts=scripts, frames="*" if embedded else "'self'")


@cache
def document(page: str, lang: str) -> str:
    """Streamlit's root document with the page's language, title and description."""
    title = tell("frame.document", lang, page=tell(f"{page}.title", lang))
    cut = json.dumps({code: tell("frame.cut", code) for code in LANGUAGES}, ensure_ascii=False)
    head = HEAD.substitute(
        first="\n".join(map(_sooner, static.FIRST)),
        title=escape(title),
        about=escape(tell(f"{page}.about", lang)),
        connection=CONNECTION.substitute(texts=cut.replace("<", r"\u003c")),
        script=SCRIPT,
        early=EARLY,
    )
    text = re.sub("<title>.*?</title>", lambda _: head, INDEX.read_text("utf-8"), count=1)
    text = text.replace('lang="en"', f'lang="{lang}"', 1)
    # `early.js` starts the application, once the first screen is there.
    text = APPLICATION.sub(r'<template id="application">\g<0></template>', text, count=1)
    # At its end, since of two rules as strong as each other the later one holds.
    return text.replace("</body>", f"<style>{LEGEND}{SCREEN}{PAPER}</style></body>", 1)


def _sooner(name: str) -> str:
    """Has the browser send for a file of the map at once."""
    what = {"js": 'rel="modulepreload"', "css": 'rel="preload" as="style"'}[name.rpartition(".")[2]]
    return f'<link {what} href="{static.url(name)}">'


def shared(text: str, address: URL, page: str) -> str:
    """The document with the address that was asked for, its first screen, and its picture."""
    early = address.replace(scheme="", netloc="", path=f"/early{path_of(page)}")
    picture = address.replace(path=f"/picture/{page}.png")
    for name, value in {"early": early, "address": address, "picture": picture}.items():
        text = text.replace(f"{{{{{name}}}}}", escape(str(value)), 1)
    return text


async def worker(_: Request) -> Response:
    """The service worker, of all addresses."""
    version = f"{data_version()} {streamlit.__version__}"
    script = WORKER.substitute(version=version, pages=json.dumps([*map(path_of, PAGES)]))
    return Response(script, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


def _route(page: str) -> Route:
    async def endpoint(request: Request) -> Response:
        lang = lang_of(request.query_params)
        if page == "briefing" and "remote" in request.query_params:
            text = remote.page(lang)
            allowed = {"Content-Security-Policy": policy(text, False)}
            return HTMLResponse(text, headers=HEADERS | remote.FRESH | allowed)
        text = document(page, lang)
        allowed = policy(text, request.query_params.get("embed") == "true")
        headers = HEADERS | {"Content-Security-Policy": allowed}
        return HTMLResponse(shared(text, request.url, page), headers=headers)

    return Route(path_of(page), endpoint)


async def nowhere(request: Request) -> Response:
    """A file beside Streamlit's document, else that there is no such page, in all languages."""
    if file := BESIDE.get(request.url.path.removeprefix("/")):
        return FileResponse(file)
    lines = [
        f'<p lang="{lang}"><a href="/?lang={lang}">{escape(tell("frame.nowhere", lang))}</a></p>'
        for lang in LANGUAGES
    ]
    text = NOWHERE.substitute(lines="".join(lines))
    return HTMLResponse(text, 404, HEADERS | {"Content-Security-Policy": policy(text, False)})


def routes() -> list[Route]:
    """One for each page's address, and what keeps files in the browser."""
    return [*map(_route, PAGES), Route("/worker.js", worker)]


def elsewhere() -> list[Route]:
    """After all others: Streamlit would answer with its own page, in English."""
    return [Route(path, nowhere) for path in ("/{path}", *(f"/{n}/{{path:path}}" for n in FOLDERS))]
