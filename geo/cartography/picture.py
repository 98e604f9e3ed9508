"""A scene as a picture to print or to post: PNG, SVG or PDF, drawn by matplotlib."""

from collections.abc import Sequence
from importlib import import_module

from geo.cartography.scene import Scene, describe

KINDS = ("png", "svg", "pdf")
# Width, height and type in points, dots an inch, and whether it is printed to scale.
SIZES: dict[str, tuple[float, float, int, float, bool]] = {
    "a4": (841.89, 595.28, 300, 9, True),
    "a4_portrait": (595.28, 841.89, 300, 9, True),
    "a3": (1190.55, 841.89, 300, 11.5, True),
    "a3_portrait": (841.89, 1190.55, 300, 11.5, True),
    "slide": (960, 540, 300, 11.5, False),
    "square": (540, 540, 300, 10.5, False),
    "portrait": (540, 675, 300, 11, False),
    "screen": (960, 540, 144, 11.5, False),  # lighter, for what loads it in a page
}
WEB = "screen"


def picture(
    scene: Scene,
    *,
    lang: str,
    kind: str,
    size: str,
    title: str | None = None,
    sources: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> bytes:
    """The scene with title, legend, scale bar, north arrow, inset and sources; alt text inside.

    kind: of KINDS. size: of SIZES. title: instead of the scene's, plain text; what is too long
    for three lines is cut, signs that the font lacks are left out. sources: who is named in the
    foot, the first ones first. notes: lines beneath them, such as date, version and licences.
    The same scene and words give the same bytes. KeyError for another size, ValueError for
    another kind.
    """
    if kind not in KINDS:
        raise ValueError(kind)
    page = import_module("geo.cartography.paper.page")  # matplotlib takes its time to import
    paper = page.Paper(*SIZES[size])
    alt, source = describe(scene, lang), " ".join(["; ".join(sources), *notes])
    with page.LOCK:
        sheet = page.draw(
            scene,
            paper,
            lang=lang,
            title=page.letters.printable(title or "") or page.letters.printable(scene.title),
            extent=scene.bounds or scene.extent,
            sources=sources,
            notes=notes,
        )
        return page.as_bytes(sheet, kind, paper.dpi, title or scene.title, alt, source)
