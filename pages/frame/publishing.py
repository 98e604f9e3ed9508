"""What is published at lasting addresses: layers and their catalogue, a view's map, its picture.

Everything is made when it is first asked for. Any site may read it, in parts too.
"""

import atexit
from collections.abc import Callable, Hashable
from functools import cache, partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from urllib.parse import urlencode

from anyio import CapacityLimiter, to_thread
from pyogrio.errors import DataLayerError, DataSourceError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geo.errors import CorredorError, FormatRefused, LayerFault
from geo.language import tell
from geo.views import PAGES, choices, link
from pages.frame.language import lang_of
from pages.frame.navigation import path_of
from pages.frame.store import File, Store, StoredFile

LATEST = "latest"
OPEN = {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
READ = {
    "Access-Control-Allow-Methods": ",".join(("GET", "HEAD")),
    "Access-Control-Allow-Headers": ",".join(("Range", "If-None-Match", "If-Range")),
    "Access-Control-Max-Age": "86400",
}
SENT = "ETag", "Content-Range", "Content-Length", "Accept-Ranges"
EXPOSED = {"Access-Control-Expose-Headers": ",".join(SENT)}
# Pictures wait for one another: never on the threads that all other files are sent by.
THREADS = CapacityLimiter(4)
# The catalogue makes every layer to measure it, once a data version.
ALONE = CapacityLimiter(1)


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
    return lang_of(request.query_params)


def _file(key: Hashable, content: Callable[[], bytes]) -> Callable[[], File]:
    return partial(_store().file, key, content)


async def _respond(
    request: Request, find: Callable[[], File], mime: str, limiter: CapacityLimiter = THREADS
) -> Response:
    """The file that is found; a sentence where there is none, or a layer cannot be read.

    Caches ask anew, also for a data version: what files say of themselves may be corrected.
    """
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=OPEN | READ)
    try:
        file = await to_thread.run_sync(find, limiter=limiter)
    except FormatRefused as refused:
        return _refuse(request, "files.not_here", 404, tell(refused.why, _lang(request)))
    except (LayerFault, OSError, DataLayerError, DataSourceError):  # or the disk is full
        return _refuse(request, "files.not_now", 503)
    except (KeyError, ValueError, CorredorError):
        return _refuse(request, "files.not_here", 404)
    headers = OPEN | EXPOSED | {"ETag": file.tag, "Cache-Control": "no-cache"}
    tags = request.headers.get("if-none-match", "")
    if file.tag in tags or tags.strip() == "*":
        return Response(status_code=304, headers=headers)
    return StoredFile(file, headers=headers, media_type=mime)


def _refuse(request: Request, key: str, status: int, why: str = "") -> Response:
    sentence = tell(key, _lang(request), address=f"{_base(request)}/catalogue.json")
    return PlainTextResponse(f"{why} {sentence}".strip(), status, headers=OPEN)


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


async def catalogue(request: Request) -> Response:
    """Every layer in the terms of schema.org and DCAT."""
    from geo.exchange.schema_org import catalogue_json

    layers, base = _evidence(), _base(request)
    key = ("catalogue", layers.version, base)
    find = _file(key, lambda: catalogue_json(layers, base))
    return await _respond(request, find, "application/ld+json", ALONE)


async def changes(request: Request) -> Response:
    """What changed from one data version to the next, as an Atom feed."""
    from geo.exchange.feed import MIME, atom

    layers, lang, base = _evidence(), _lang(request), _base(request)
    find = _file(("changes", layers.version, base, lang), lambda: atom(layers, base, lang))
    return await _respond(request, find, MIME)


async def layer(request: Request) -> Response:
    """A layer of this data version in a format, or described in Croissant."""
    from geo.exchange import published, schema_org
    from geo.exchange.formats import FORMATS

    layers, lang, base = _evidence(), _lang(request), _base(request)
    version, name = request.path_params["version"], request.path_params["name"]
    layer_id, _, ending = name.partition(".")
    if version not in (LATEST, layers.version):
        return _refuse(request, "files.other_version", 404)
    if ending == schema_org.DESCRIBED:
        key = (layers.version, name, base)
        find = _file(key, lambda: schema_org.croissant(layers, layer_id, base))
        return await _respond(request, find, "application/ld+json")
    mime = FORMATS[ending].mime if ending in FORMATS else "text/plain"
    key = (layers.version, name, lang)
    find = _file(key, lambda: published.layer_file(layers, layer_id, ending, lang))
    return await _respond(request, find, mime)


async def map_alone(request: Request) -> Response:
    """The map of a page's view as a page of its own."""
    return await _map(request, "html", "text/html")


async def preview(request: Request) -> Response:
    """The map of a page's view as a picture, for whoever shares its link."""
    return await _map(request, "png", "image/png")


async def _map(request: Request, kind: str, mime: str) -> Response:
    from geo.cartography.picture import WEB
    from geo.views import bundle

    layers, lang, base = _evidence(), _lang(request), _base(request)
    page = request.path_params["page"]

    def make(query: dict[str, str], address: str) -> bytes:
        try:
            picture = bundle.map_of(page, query, layers, lang, address)
        except ValueError:  # a page without a map is shared with that of the first
            if kind == "html":
                raise
            picture = bundle.map_of(PAGES[0], {}, layers, lang, address)
        return picture.file(kind, WEB)

    def find() -> File:
        """By the link that it tells: the same choices are one, whatever else was asked with."""
        if page not in PAGES:
            raise KeyError(page)
        declared = choices(page, layers)
        values, _ = link.decode(declared, request.query_params)
        query = link.encode(declared, values, lang)
        address = f"{base}{path_of(page)}?{urlencode(query)}"
        return _store().file((layers.version, kind, address), lambda: make(query, address))

    return await _respond(request, find, mime)


async def briefing(request: Request) -> Response:
    """Our briefing as a page of its own, which browsers keep for when there is no network."""
    from geo.views.handout import handout_file

    layers, lang = _evidence(), _lang(request)
    find = _file(
        ("briefing", layers.version, lang), lambda: handout_file(layers, lang, "html", True)
    )
    return await _respond(request, find, "text/html")


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
