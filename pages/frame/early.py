"""The first screen while the application is still on its way: its words and its map, in one answer.

`early.js` asks for it as soon as the document is there, beside Streamlit's own scripts, shows it
above the page, and takes it away when the page has drawn the same. It is the view that the page
shows a moment later, so it is worked out once.
"""

from typing import Any

from anyio import to_thread
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from geo.cartography.scene import message, shapes
from geo.language import LANGUAGES, tell
from geo.views import PAGES, view
from geo.views.view import View
from pages.frame.data import evidence, prepare
from pages.frame.first_screen import MAP_PX, finding_html, numbers_html, purpose_html, small
from pages.frame.language import lang_of, speaking
from pages.frame.navigation import path_of
from pages.frame.table import TEMPLATES

CHARTED = ("methods",)  # where a chart stands first, and the view's map further down, folded


def first(page: str, query: dict[str, str], lang: str) -> dict[str, Any]:
    """`html` of the words; `map`, what it is sent, and its `shapes`, where the view has one.

    Empty where the view finds nothing, or cannot be had: the page, which asks the same, tells why.
    """
    with speaking(lang):
        try:
            prepare()
            of_page = view(page, query, evidence(), lang)
        except Exception:
            return {}
        return _content(page, query, of_page, lang) if of_page.finding else {}


def _content(page: str, query: dict[str, str], of_page: View, lang: str) -> dict[str, Any]:
    scene = None if page in CHARTED else of_page.scene
    html = TEMPLATES.get_template("early.html").render(
        pages=[(path_of(name), tell(f"{name}.nav", lang), name == page) for name in PAGES],
        lang=lang,
        languages=[(code, tell(f"frame.{code}", lang)) for code in LANGUAGES],
        purpose=purpose_html(),
        title=of_page.title or tell(f"{page}.title", lang),
        finding=finding_html(of_page.finding),
        numbers=numbers_html(of_page.numbers),
        legend=small(scene.legend_html(lang)) if scene else "",
        embedded=query.get("embed") == "true",
        height=MAP_PX if scene else None,
    )
    if scene is None:
        return {"html": html}
    content = message(scene, lang, height=MAP_PX)
    return {"html": html, "map": content, "shapes": shapes(content)}


def _route(page: str) -> Route:
    async def endpoint(request: Request) -> Response:
        query = dict(request.query_params)
        content = await to_thread.run_sync(first, page, query, lang_of(query))
        headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        return JSONResponse(content, headers=headers)

    return Route(f"/early{path_of(page)}", endpoint, middleware=[Middleware(GZipMiddleware)])


def routes() -> list[Route]:
    """One for each page."""
    return [*map(_route, PAGES)]
