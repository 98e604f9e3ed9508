"""The `static/` folder that Streamlit serves: a build product, filled at start.

Names carry a hash of the content, so a browser may keep them for ever and a changed file is
a new one. All end in `.json`, `.png`, `.js` or `.css`, which Streamlit serves with the right
type and compresses. What lies there is public: never anything of a user's.
"""

import hashlib
import json
import re
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from time import time
from types import MappingProxyType
from typing import NamedTuple

import xstatic.pkg.leaflet

from geo.cartography import palette
from geo.errors import CorredorError, LayerCorrupt, LayerMissing
from geo.evidence.catalogue import DATA

DISPLAY = ("municipalities", "departments", "countries", "water", "roads", "rivers")
LEAFLET = ("leaflet.js", "leaflet.css")
OURS = ("map.css", "briefing.css")
# The modules of the map, each after those that it imports.
MODULES = (
    *("parts.js", "months.js", "incidents.js", "time.js", "tools.js", "layers.js"),
    *("reading.js", "years.js", "paper.js", "map.js"),
)
# What every map asks for, one after the other.
FIRST = (
    *("leaflet-module.js", "parts.js", "layers.js", "reading.js", "years.js", "paper.js"),
    *("map.js", "leaflet.css", "map.css"),
)
# What shows maps by means of these, and is no part of a map that stands alone.
SCREENS = ("remote.js", "prepare.js", "drawn.js", "briefing.js")
AS_MODULE = b"const exports = {}, module = {}\n%b\nexport default exports\n"
IMPORT = re.compile(rb"(from |import\()'\./([a-z]+\.js)'")
BASE = "app/static/"
SETTLED_S = 7 * 86400
Content = bytes | CorredorError


def _display(name: str) -> Content:
    """A display file, which is served as it is."""
    file = f"layers/display/{name}.json"
    try:
        content = (DATA / file).read_bytes()
        if any(feature["properties"] is None for feature in json.loads(content)["features"]):
            raise ValueError("a shape without properties")
    except FileNotFoundError:
        return LayerMissing(name, file)
    except (ValueError, KeyError, TypeError) as error:
        return LayerCorrupt(name, file, str(error))
    return content


def _style(names: dict[str, str]) -> bytes:
    """The base map: sea, land, water, roads, department limits; no tile server, no glyphs."""

    def fill(match: re.Match) -> str:
        """The address of a file of ours, else a colour of the palette."""
        name = match[1]
        return f"/{BASE}{names[name]}" if name in names else palette.css(getattr(palette, name))

    style = Path(__file__).with_name("browser") / "style.json"
    layers = json.loads(re.sub(r"(?<=\")=([\w.]+)", fill, style.read_text("utf-8")))
    return json.dumps(layers, ensure_ascii=False, separators=(",", ":")).encode()


def _hashed(name: str, content: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:10]}.{ending}"


def _modules(leaflet: bytes, folder: Path) -> dict[str, bytes]:
    """The modules of the map, importing each other by their hashed names.

    leaflet: its minified script, which becomes a module here.
    """
    script = leaflet.rpartition(b"//# sourceMappingURL")[0]
    modules = {"leaflet-module.js": AS_MODULE % script}

    def hashed(match: re.Match) -> bytes:
        plain = match[2].decode()
        plain = "leaflet-module.js" if plain == "leaflet.js" else plain
        return match[1] + f"'./{_hashed(plain, modules[plain])}'".encode()

    for name in (*MODULES, *SCREENS):
        modules[name] = IMPORT.sub(hashed, (folder / name).read_bytes())
    return modules


def _stamp() -> tuple[tuple[int, int], ...]:
    """Changes when a display file does."""
    files = (DATA / "layers" / "display" / f"{name}.json" for name in DISPLAY)
    stats = (file.stat() if file.exists() else None for file in files)
    return tuple((stat.st_mtime_ns, stat.st_size) if stat else (0, 0) for stat in stats)


@lru_cache(maxsize=1)
def _assets(stamp: tuple[tuple[int, int], ...]) -> dict[str, tuple[str, Content]]:
    """Every static file: plain name → (hashed name, content or why there is none)."""
    files: dict[str, Content] = {f"{name}.json": _display(name) for name in DISPLAY}
    leaflet = Path(xstatic.pkg.leaflet.BASE_DIR)
    theirs = {name: (leaflet / name).read_bytes() for name in LEAFLET}
    files |= theirs
    browser = Path(__file__).with_name("browser")
    ours = {name: (browser / name).read_bytes() for name in OURS}
    files |= ours | {"map.css": ours["map.css"] + (browser / "legend.css").read_bytes()}
    files |= _modules(theirs["leaflet.js"], browser)
    names = {n: _hashed(n, c) for n, c in files.items() if isinstance(c, bytes)}
    broken = [c for c in files.values() if isinstance(c, CorredorError)]
    if broken:
        files["style.json"] = broken[0]
    else:
        files["style.json"] = style = _style(names)
        names["style.json"] = _hashed("style.json", style)
    return {name: (names.get(name, ""), content) for name, content in files.items()}


def prepare(root: Path) -> None:
    """Fills `<root>/static`; each file appears whole or not at all; stale ones go in time.

    What a missing or damaged display file would give is left out: `url` then says why.
    Quick when all is there, so it may be called at every start.
    """
    folder = root / "static"
    folder.mkdir(exist_ok=True)
    wanted = {n: c for n, c in _assets(_stamp()).values() if isinstance(c, bytes)}
    for name, content in wanted.items():
        path = folder / name
        if path.exists() and path.stat().st_size == len(content):
            continue
        with tempfile.TemporaryDirectory(dir=folder, prefix=".") as new:
            part = Path(new) / name
            part.write_bytes(content)
            part.replace(path)
    # Until nothing new has come for a week another process may still send what it began with.
    there = {path: path.stat().st_mtime for path in folder.iterdir() if path.is_file()}
    if max(there.values(), default=0) < time() - SETTLED_S:
        for path in there:
            if path.name not in wanted:
                path.unlink(missing_ok=True)


class Place(NamedTuple):
    """One municipality or department of the display files: its `i` there, and its names."""

    number: int
    name: str
    department: str


@lru_cache(maxsize=4)
def _places(units: str, stamp: tuple[tuple[int, int], ...]) -> Mapping[str, Place]:
    places = {}
    for feature in json.loads(content(f"{units}.json"))["features"]:
        properties = feature["properties"]
        name = properties.get("municipality", properties["department"])
        code = properties.get("divipola", properties.get("department_code"))
        places[code] = Place(properties["i"], name, properties["department"])
    return MappingProxyType(places)


def places(units: str) -> Mapping[str, Place]:
    """Every place of `municipalities` or `departments` by code. Raises as `url` does."""
    return _places(units, _stamp())


def content(name: str) -> bytes:
    """What a static file holds. Raises as `url` does."""
    return _asset(name)[1]


def url(name: str) -> str:
    """The address of a static file on this server, from its root.

    Raises LayerMissing or LayerCorrupt where a display file is not as it should be, and
    KeyError for a name that is none of ours.
    """
    return f"/{BASE}{_asset(name)[0]}"


def _asset(name: str) -> tuple[str, bytes]:
    """The hashed name and the content of a static file."""
    hashed, content = _assets(_stamp())[name]
    if isinstance(content, CorredorError):
        raise content
    return hashed, content
