"""What a map shows: layers, extent, legends and words. The browser draws it, words tell it.

    Scene(title, [Areas(…), Lines(…), Dots(…), Names(…)], extent="cauca_cali")

The kinds of layers are in `kinds`. A scene knows no page; a click on it gives `{kind, code}`.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cached_property, partial
from html import escape
from pathlib import Path
from typing import Any, TypeVar

from geo.cartography import ground, palette, static
from geo.cartography.extents import EXTENT_PX, EXTENTS
from geo.cartography.kinds import Areas, Kind, Names
from geo.cartography.legend import Grid, Legend
from geo.cartography.tooltip import shortened
from geo.errors import LayerFault
from geo.evidence import remember
from geo.language import LOCALES, join_list, tell

T = TypeVar("T")
NAME = "corredor.map"
LOADER = (Path(__file__).with_name("browser") / "loader.js").read_text("utf-8")
HEIGHT = 560
# The words of the map's own controls; `{n}` is for the browser to fill in.
TEXTS = (
    *("map.keys", "map.list", "map.more", "map.here", "map.several", "map.zoom_in", "map.zoom_out"),
    *("map.drawn", "map.whole", "map.full", "map.page", "map.year", "map.loading", "map.failed"),
)


@dataclass(frozen=True, eq=False)
class Scene:
    """What one map shows; the first layer lies undermost.

    title: the map's name for who does not see it. layers: kinds, or lists of them. extent: one
    of EXTENTS. bounds: west, south, east, north in degrees that must be whole on the map
    instead. legends: where none are given those of the layers, in their order. highlight: codes
    of municipalities or departments that are outlined.
    """

    title: str
    layers: Sequence[Kind | Sequence[Kind]]
    _: KW_ONLY
    extent: str = "colombia"
    bounds: tuple[float, float, float, float] | None = None
    legends: Sequence[Legend | Grid] = ()
    highlight: Iterable[str] = ()

    def __post_init__(self) -> None:
        if not self.legends:
            legends = [legend for kind in self.kinds for legend in kind.legends]
            object.__setattr__(self, "legends", legends)

    @cached_property
    def kinds(self) -> list[Kind]:
        """Every layer, from the ground up. Raises ValueError where two share a key."""
        flat = [k for each in self.layers for k in ([each] if isinstance(each, Kind) else each)]
        keys = [kind.key for kind in flat]
        if len(set(keys)) < len(keys):
            raise ValueError(f"layers of one scene share a key: {keys}")
        return flat

    def legend_html(self, lang: str) -> str:
        """All legends, one after the other."""
        return "".join(
            remember(legend, lang, partial(legend.to_html, lang)) for legend in self.legends
        )

    def words_html(self, lang: str) -> str:
        """The words that stand for the map, folded; all text escaped."""
        words = escape(remember(self, ("words", lang), partial(describe, self, lang)))
        folded = f"<summary>{escape(tell('map.in_words', lang))}</summary>{words}"
        return f'<details class="map-words" style="font-size:.86rem">{folded}</details>'


def ground_html(box: str, lang: str, *, height: int = HEIGHT) -> str:
    """A style: sea and words where `box` (a class) will hold a map, until its loader says them."""
    sea, ink = palette.css(palette.SEA), palette.css(palette.INK)
    words = json.dumps(tell("map.loading", lang), ensure_ascii=False)
    return (
        f"<style>.{box}{{min-height:{height}px;position:relative}}"
        f".{box}:not(:has([data-begun]))::before{{content:{words};position:absolute;inset:0;"
        f"z-index:1;padding:1rem;border-radius:6px;background:{sea};color:{ink}}}</style>"
    )


def message(scene: Scene, lang: str, *, height: int = HEIGHT) -> dict:
    """The scene as JSON for the component (`LOADER`, under `NAME`); no geometry of places.

    A layer whose file is missing or damaged is left out, and `notices` says so.
    """
    return remember(scene, ("message", lang), lambda: _message(scene, lang)) | {"height": height}


def _message(scene: Scene, lang: str) -> dict:
    notices: list[str] = []

    def whole(make: Callable[..., list], *values: Any) -> list:
        """What it makes, or nothing and a notice."""
        try:
            return make(*values)
        except LayerFault as error:
            notices.append(tell(error.key, lang, **error.values))
            return []

    def by_address(name: str, *look: Any) -> list:
        return [(static.url(f"{name}.json"), *look)]

    layers = [one for kind in scene.kinds for one in whole(lambda k: [k.message(lang)], kind)]
    base = [one for layer in ground.layers() for one in whole(by_address, *layer)]
    limits = whole(lambda: ground.limits(scene.highlight))
    if scene.kinds and not any(_or(0, len, kind) for kind in scene.kinds):
        notices.append(tell("map.empty", lang))
    return {
        "title": shortened(scene.title),
        "told": describe(scene, lang),
        "legend": scene.legend_html(lang),
        "notices": list(dict.fromkeys(notices)),
        "view": _view(scene),
        "layers": layers,
        "base": base,
        "limits": limits,
        "colours": {
            "sea": palette.css(palette.SEA),
            "ink": palette.css(palette.INK),
            "halo": palette.css(palette.HALO),
            "rim": palette.css(palette.RIM),
        },
        "texts": texts(TEXTS, lang, n="{n}"),
        "locale": LOCALES[lang].replace("_", "-"),
        "urls": {
            "script": static.url("map.js"),
            "styles": [static.url("leaflet.css"), static.url("map.css")],
        },
    }


def shapes(content: Mapping[str, Any]) -> list[str]:
    """The addresses of all shapes that a message names."""
    areas = [layer["url"] for layer in content["layers"] if "url" in layer]
    return [*areas, *(address for name in ("base", "limits") for address, *_ in content[name])]


def describe(scene: Scene, lang: str) -> str:
    """The scene in words: what is shown, the three largest of each, what is blank."""
    if not scene.kinds:
        return tell("map.ground", lang)
    visible = [k for k in scene.kinds if _or(0, len, k) and not isinstance(k, Names)]
    if not visible:
        return tell("map.empty", lang)
    counts: Counter[tuple[str, str]] = Counter()
    for kind in visible:
        counts[kind.title, kind.basis] += kind.valued
    layers = [
        tell("map.layer", lang, title=title, basis=tell(f"frame.{basis}", lang), n=n)
        if basis
        else tell("map.layer_plain", lang, title=title, n=n)
        for (title, basis), n in counts.items()
    ]
    sentences = [tell("map.shows", lang, layers=join_list(layers, lang))]
    for kind in visible:
        if largest := _or(list[str](), kind.largest, lang):
            places = join_list(largest, lang)
            sentences.append(tell("map.largest", lang, title=kind.title, places=places))
        if kind.blank:
            blank = {"title": kind.title, "n": kind.blank}
            if isinstance(kind, Areas):
                why = kind.nothing or tell("frame.no_data", lang)
                sentences.append(tell("map.blank_areas", lang, why=why, **blank))
            else:
                sentences.append(tell("map.blank_rows", lang, **blank))
    return " ".join(sentences)


def _or(default: T, make: Callable[..., T], *values: Any) -> T:
    """What is made of a layer; the default where its file is missing."""
    try:
        return make(*values)
    except LayerFault:
        return default


def _view(scene: Scene) -> dict:
    """Where the map looks; `name` changes when it should look elsewhere."""
    if scene.bounds is not None:
        bounds = [round(edge, 4) for edge in scene.bounds]
        return {"name": ",".join(map(str, bounds)), "bounds": bounds}
    extent = EXTENTS[scene.extent]
    return {
        "name": scene.extent,
        "longitude": extent.longitude,
        "latitude": extent.latitude,
        "zoom": extent.zoom + 1,  # Leaflet's world is half as wide at the same zoom
        "holds": [extent.wide, EXTENT_PX[1]],  # pixels across and up
    }


def texts(keys: Sequence[str], lang: str, **values: str) -> dict[str, str]:
    """Messages for a script, by the last part of their names."""
    return {key.rpartition(".")[2]: tell(key, lang, **values) for key in keys}
