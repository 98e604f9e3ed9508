"""The `static/` folder that Streamlit serves: a build product, filled at start.

Names carry a hash of the content, so a browser may keep them for ever and a changed file is
a new one. All ends in `.json`, `.png`, `.js` or `.css`, which Streamlit serves with the right
type and compresses. What lies there is public: never anything of a user's.
"""

import hashlib
import io
import json
import os
import tempfile
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw

from geo.cartography import palette
from geo.errors import LayerMissing
from geo.evidence.catalogue import DATA

DISPLAY = ("municipalities", "departments", "countries", "water", "roads", "rivers")
BASE = "app/static/"
TILE = 64


def _hatch_tile() -> bytes:
    """A seamless tile of diagonal stripes; only its alpha counts."""
    image = Image.new("RGBA", (TILE, TILE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    for shift in range(-TILE, 2 * TILE, TILE // 2):
        draw.line([(shift, TILE), (shift + TILE, 0)], fill=(0, 0, 0, 255), width=11)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _style(names: dict[str, str]) -> bytes:
    """The base map: sea, land, water, roads, department limits; no tile server, no glyphs."""

    def source(name: str) -> dict:
        return {"type": "geojson", "data": f"/{BASE}{names[f'{name}.json']}"}

    def rgb(colour: list[int]) -> str:
        return f"rgb({colour[0]},{colour[1]},{colour[2]})"

    def fill(name: str, colour: list[int], **more: object) -> dict:
        return {
            "id": f"{name}-fill",
            "type": "fill",
            "source": name,
            "paint": {"fill-color": rgb(colour)},
            **more,
        }

    def line(name: str, colour: list[int], width: object, **more: object) -> dict:
        return {
            "id": f"{name}-line",
            "type": "line",
            "source": name,
            "paint": {"line-color": rgb(colour), "line-width": width},
            **more,
        }

    lake, river = ["==", ["get", "kind"], "lake"], ["==", ["get", "kind"], "river"]
    style = {
        "version": 8,
        "name": "Corredor",
        "sources": {n: source(n) for n in ("countries", "departments", "water", "roads")},
        "layers": [
            {
                "id": "sea",
                "type": "background",
                "paint": {"background-color": rgb(palette.SEA)},
            },
            fill("countries", palette.NEIGHBOUR),
            line("countries", palette.FINE_BORDER, 0.8),
            fill("departments", palette.LAND),
            fill("water", palette.WATER, filter=lake),
            line("water", palette.WATER, 1.0, filter=river),
            line("roads", palette.ROAD, ["interpolate", ["linear"], ["zoom"], 5, 0.4, 9, 1.6]),
            line("departments", palette.BORDER, 0.9),
        ],
    }
    return json.dumps(style).encode()


def _leaflet() -> dict[str, bytes]:
    import xstatic.pkg.leaflet as leaflet

    folder = Path(leaflet.BASE_DIR)
    return {name: (folder / name).read_bytes() for name in ("leaflet.js", "leaflet.css")}


def _hashed(name: str, content: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:10]}.{ending}"


@cache
def _assets() -> dict[str, tuple[str, bytes]]:
    """Every static file: plain name → (hashed name, content)."""
    files = {}
    for name in DISPLAY:
        path = DATA / "layers" / "display" / f"{name}.json"
        if not path.exists():
            raise LayerMissing(name, f"layers/display/{name}.json")
        files[f"{name}.json"] = path.read_bytes()
    files["hatch.png"] = _hatch_tile()
    tile = {"x": 0, "y": 0, "width": TILE, "height": TILE}
    files["hatch.json"] = json.dumps({"hatch": tile}).encode()
    files |= _leaflet()
    names = {name: _hashed(name, content) for name, content in files.items()}
    style = _style(names)
    files["style.json"], names["style.json"] = style, _hashed("style.json", style)
    return {name: (names[name], content) for name, content in files.items()}


def prepare(root: Path) -> None:
    """Fills `<root>/static`; each file appears whole or not at all; stale ones go.

    Raises LayerMissing where a display file has not been built.
    """
    folder = root / "static"
    folder.mkdir(exist_ok=True)
    wanted = dict(_assets().values())
    for name, content in wanted.items():
        path = folder / name
        if path.exists() and path.stat().st_size == len(content):
            continue
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as part:
            part.write(content)
        Path(part.name).chmod(0o644)
        os.replace(part.name, path)
    for path in folder.iterdir():
        if path.name not in wanted:
            path.unlink(missing_ok=True)


def url(name: str) -> str:
    """The address of a static file, relative to the server's root."""
    return f"/{BASE}{_assets()[name][0]}"
