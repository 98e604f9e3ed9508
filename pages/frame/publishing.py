"""What is published at lasting addresses: layers and their catalogue, a view's map, its picture.

Everything is made when it is first asked for. Any site may read it, in parts too.
"""

import atexit
from collections.abc import Callable, Hashable
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from geo.errors import LayerCorrupt, LayerMissing
from geo.language import LANGUAGES, tell
from geo.views import PAGES
from pages.frame.compression import FOR_EVER
from pages.frame.store import Store

LATEST = "latest"
OPEN = {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
READ = {
    "Access-Control-Allow-Methods": ",".join(("GET", "HEAD")),
    "Access-Control-Allow-Headers": ",".join(("Range", "If-None-Match", "If-Range")),
    "Access-Control-Max-Age": "86400",
}
SENT = "ETag", "Content-Range", "Content-Length", "Accept-Ranges"
EXPOSED = {"Access-Control-Expose-Headers": ",".join(SENT)}
PREVIEW = "slide"


@cache
def _store() -> Store:
    """In a folder of its own, for as long as the server runs."""
    folder = mkdtemp(prefix="corredor-")
    atexit.register(rmtree, folder, ignore_errors=True)
    return Store(Path(folder))


def _evidence():
    from pages.frame.data import evidence  # Streamlit's cache: not before the server runs

    return evidence()


def _lang(request: Request) -> str:
    asked = request.query_params.get("lang")
    return asked if asked in LANGUAGES else LANGUAGES[0]


async def _sent(
    request: Request, key: Hashable, content: Callable[[], bytes], mime: str, lasting: bool = False
) -> Response:
    """The file of a key; a sentence where there is none, or a layer cannot be read."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=OPEN | READ)
    try:
        file = await to_thread.run_sync(_store().file, key, content)
    except (KeyError, ValueError):
        return _refused(request, "files.not_here", 404)
    except (LayerMissing, LayerCorrupt):
        return _refused(request, "files.not_now", 503)
    headers = OPEN | EXPOSED | {"ETag": file.tag}
    headers["Cache-Control"] = FOR_EVER if lasting else "no-cache"
    if file.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return FileResponse(file.path, headers=headers, media_type=mime)


def _refused(request: Request, key: str, status: int) -> Response:
    told = tell(key, _lang(request), address=f"{_base(request)}/catalogue.json")
    return PlainTextResponse(told, status, headers=OPEN)


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


async def catalogue(request: Request) -> Response:
    """Every layer in the terms of schema.org and DCAT."""
    from geo.exchange.published import catalogue_json

    held, base = _evidence(), _base(request)
    key = ("catalogue", held.version, base)
    return await _sent(request, key, lambda: catalogue_json(held, base), "application/ld+json")


async def changes(request: Request) -> Response:
    """What changed from one data version to the next, as an Atom feed."""
    from geo.exchange.feed import MIME, atom

    held, lang, base = _evidence(), _lang(request), _base(request)
    made = lambda: atom(held, base, lang)  # noqa: E731
    return await _sent(request, ("changes", held.version, base, lang), made, MIME)


async def layer(request: Request) -> Response:
    """A layer of this data version in a format, or described in Croissant."""
    from geo.exchange import published
    from geo.exchange.formats import FORMATS

    held, lang, base = _evidence(), _lang(request), _base(request)
    version, name = request.path_params["version"], request.path_params["name"]
    layer_id, _, ending = name.partition(".")
    if version not in (LATEST, held.version):
        return _refused(request, "files.other_version", 404)
    lasting = version != LATEST
    if ending == published.DESCRIBED:
        key = (held.version, name, base)
        made = lambda: published.croissant(held, layer_id, base)  # noqa: E731
        return await _sent(request, key, made, "application/ld+json", lasting)
    mime = FORMATS[ending].mime if ending in FORMATS else "text/plain"
    made = lambda: published.layer_file(held, layer_id, ending, lang)  # noqa: E731
    return await _sent(request, (held.version, name, lang), made, mime, lasting)


async def map_alone(request: Request) -> Response:
    """The map of a page's view as a page of its own."""
    return await _map(request, "html", "text/html")


async def preview(request: Request) -> Response:
    """The map of a page's view as a picture, for whoever shares its link."""
    return await _map(request, "png", "image/png")


async def _map(request: Request, kind: str, mime: str) -> Response:
    from geo.views import bundle

    held, page, lang = _evidence(), request.path_params["page"], _lang(request)
    query = tuple(sorted(request.query_params.items()))

    def made() -> bytes:
        if page not in PAGES:
            raise KeyError(page)
        told = {"kind": kind, "size": PREVIEW}
        told["link"] = f"{_base(request)}/{page}?{request.url.query}"
        try:
            return bundle.map_of(page, dict(query), held, lang, **told)
        except ValueError:  # a page without a map is shared with that of the first
            if kind == "html":
                raise
            return bundle.map_of(PAGES[0], {}, held, lang, **told)

    return await _sent(request, (held.version, page, kind, query), made, mime)


async def briefing(request: Request) -> Response:
    """Our briefing as a page of its own, which browsers keep for when there is no network."""
    from geo.views.handout import handed_out

    held, lang = _evidence(), _lang(request)
    made = lambda: handed_out(held, lang, "html")  # noqa: E731
    return await _sent(request, (held.version, "briefing", lang), made, "text/html")


def routes() -> list[Route]:
    """Of everything that is published; to read, from anywhere."""
    methods = ["GET", "OPTIONS"]
    return [
        Route("/catalogue.json", catalogue, methods=methods),
        Route("/changes.atom", changes, methods=methods),
        Route("/data/{version}/{name}", layer, methods=methods),
        Route("/map/{page}", map_alone, methods=methods),
        Route("/briefing.html", briefing, methods=methods),
        Route("/picture/{page}.png", preview, methods=methods),
    ]
