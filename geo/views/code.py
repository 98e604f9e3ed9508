"""A view in a few lines of Python, for a notebook."""

from collections.abc import Mapping

NOTEBOOK = """from geo.cartography import leaflet
from geo.evidence import Evidence
from geo.views import view

seen = view({page!r}, {chosen!r}, Evidence(), {lang!r})
answer = next(a for a in seen.answers.values() if a.id == {answer_id!r})
leaflet.view(answer, lang={lang!r}).save("map.html")
"""


def notebook(page: str, chosen: Mapping[str, str], answer_id: str, lang: str) -> str:
    """Code that makes an answer of a view again, and a map of it (`geo.cartography.leaflet`).

    chosen: the parameters of the view's link, those at their defaults may be left out.
    """
    return NOTEBOOK.format(page=page, chosen=dict(chosen), answer_id=answer_id, lang=lang)
