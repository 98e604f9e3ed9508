"""What the browser needs for drawing on a map: our own base map, colours, texts."""

from collections.abc import Mapping, Sequence

import geopandas as gpd

from geo.cartography import ground, palette, static

NAME = "corredor.drawing"
TOOLS = ("Point", "LineString", "Polygon")
MAINLAND = [[-1.5, -79.0], [12.2, -70.0]]
LOADER = """
export default function (component) {
  const script = import(new URL(component.data.urls.script, document.baseURI).href)
  script.then((board) => board.show(component))
  return () => script.then((board) => board.end(component.parentElement))
}
"""


def message(
    tools: Sequence[str],
    texts: Mapping[str, str],
    labels: gpd.GeoDataFrame,
    shapes: Sequence[dict],
) -> dict:
    """The message for the drawing component; `LOADER` is its script, under `NAME`.

    tools: of TOOLS, in the order of their buttons. texts: by tool, `how_<tool>`, and map,
    how, finish, undo, clear. labels: `text` with points, the most
    important first. shapes: what is drawn already, GeoJSON in EPSG:4326.
    """
    colours = {"sea": palette.SEA, "ink": palette.INK, "halo": palette.HALO}
    colours["drawn"] = palette.HIGHLIGHT
    return {
        "urls": {
            "script": static.url("draw.js"),
            "leaflet": static.url("leaflet-src.esm.js"),
            "base": static.url("base.js"),
            "styles": [static.url("leaflet.css"), static.url("draw.css")],
        },
        "base": ground.base(),
        "labels": ground.names(labels),
        "colours": {name: palette.css(colour) for name, colour in colours.items()},
        "texts": dict(texts),
        "tools": list(tools),
        "bounds": MAINLAND,
        "shapes": list(shapes),
    }
