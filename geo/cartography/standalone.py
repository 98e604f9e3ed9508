"""A map as one HTML file that opens from a folder with no network, and the lines that embed it.

The same scene and the same modules as on the pages; shapes travel packed inside. Data never
becomes a script: it lies in blocks that browsers do not run, and a policy lets one script run,
ours, by its hash.
"""

import gzip
import json
import re
from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from geo.cartography import palette, static
from geo.cartography.scene import HEIGHT, Scene, describe, message, shapes
from geo.cartography.sheet import TEMPLATES
from geo.language import tell

MOST_ROWS = 500
BROWSER = Path(__file__).with_name("browser")
LETTERS = BROWSER / "letters.woff2"
# Whole lines of a module that bring in, or give out, names.
DEFAULT = re.compile(r"^import (\w+) from '\./(\w+)\.js';$", re.M)
NAMES = re.compile(r"^import \{ ([^}]+) \} from '\./(\w+)\.js';$", re.M)
LATER = re.compile(r"import\('\./(\w+)\.js'\)")
EXPORT = re.compile(r"^export (?=(?:async )?(?:const|class|function) (\w+))", re.M)
ADDRESS = re.compile(r"^.*/([a-z]+)-[0-9a-f]+\.json$")


def standalone(
    scene: Scene,
    *,
    lang: str,
    title: str | None = None,
    words: Sequence[str] = (),
    table: pd.DataFrame | None = None,
    sources: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> bytes:
    """The scene as a page of its own, in UTF-8: map, legend, words, table and sources.

    words: paragraphs. table: cells as a reader sees them under the headings that they have;
    rows after the first 500 are only counted. sources: one a line. notes: such as date, version,
    licences. All of it is plain text. The same scene and words give the same bytes.
    """
    content = _unanswered(message(scene, lang))
    table = pd.DataFrame() if table is None else table
    rows = table.head(MOST_ROWS).values.tolist()
    more = len(table) - len(rows)
    return _page(
        "standalone.html",
        content,
        [content],
        _script("alone.js"),
        _style(),
        lang=lang,
        title=title or scene.title,
        described=describe(scene, lang),
        legend=scene.legend_html(lang),
        words=words,
        columns=[str(name) for name in table],
        rows=[["" if pd.isna(cell) else str(cell) for cell in row] for row in rows],
        sources=sources,
        notes=[*notes, tell("picture.ground", lang)],
        texts={
            "no_script": tell("alone.no_script", lang),
            "in_words": tell("map.in_words", lang),
            "table": tell("alone.table", lang),
            "more": tell("alone.more", lang, n=more) if more else "",
            "sources": tell("alone.sources", lang, n=len(sources)),
        },
    )


def playing(content: dict[str, Any], words: str) -> bytes:
    """A briefing as a page of its own, in UTF-8: what `screen.message` gives, played from a folder.

    words: of the button that leads back to it. Beneath stand all steps in words, to read or print.
    """
    steps = {
        lang: [step | ({"map": _unanswered(step["map"])} if "map" in step else {}) for step in each]
        for lang, each in content["steps"].items()
    }
    maps = [step["map"] for each in steps.values() for step in each if "map" in step]
    return _page(
        "briefing.html",
        content | {"steps": steps, "urls": {"styles": []}, "alone": True},
        maps,
        _script("play.js", *static.SCREENS),
        _style("briefing.css") + _letters(),
        lang=content["lang"],
        title=content["texts"][content["lang"]]["title"],
        steps=steps[content["lang"]],
        no_script=words,
    )


def _page(
    template: str, content: dict, maps: Sequence[dict], script: str, style: str, **values: Any
) -> bytes:
    """A template of base.html with what its script shows and the shapes of its maps."""
    files = tuple(sorted({address for one in maps for address in shapes(one)}))
    page = TEMPLATES.get_template(template).render(
        policy=_policy(script, style),
        style=style,
        script=script,
        scene=_inert(content | {"files": files}),
        shapes=_packed(files),
        **values,
    )
    return page.encode()


def embed(file: str, *, title: str, alt: str, picture: str = "", height: int = HEIGHT + 340) -> str:
    """The lines of HTML that show a stand-alone map, by its address, within another page.

    alt: words that stand for the map. picture: the address of a picture that readers without
    scripts see instead.
    """
    frame = (
        f'<iframe src="{escape(file)}" title="{escape(title)}" loading="lazy" width="100%" '
        f'height="{height}" style="border:0"></iframe>'
    )
    if not picture:
        return frame
    image = f'<img src="{escape(picture)}" alt="{escape(alt)}" style="max-width:100%">'
    return f"{frame}\n<noscript>{image}</noscript>"


def _unanswered(content: dict) -> dict:
    """What the page sends to the map, for a map that nobody answers: its years stand still."""
    layers = [dict(layer) for layer in content["layers"]]
    content = content | {"urls": {"styles": []}, "layers": layers, "alone": True}
    for layer in layers:
        if layer["kind"] == "areas":
            layer |= {"url": _plain(layer["url"]), "years": None, "opens": ""}
        elif layer["kind"] == "tools":
            count = len(layer["shapes"])
            fill = palette.css([*palette.HIGHLIGHT[:3], 50])
            layer |= {"kind": "shapes", "tips": [""] * count, "codes": [""] * count}
            layer |= {"opens": "", "fill": fill, "width": 3, "texts": None}
        elif layer["kind"] == "time":  # there is no card to be sent to
            cards = {row[0]: row[-1] for row in layer["rows"]}
            layer["texts"] = layer["texts"] | {"card": cards.get(layer["chosen"], "")}
    for name in ("base", "limits"):
        content[name] = [(_plain(address), *rest) for address, *rest in content[name]]
    return content


def _plain(address: str) -> str:
    return ADDRESS.sub(r"\1", address)


def _inert(content: Any) -> str:
    """JSON that no browser takes for markup, wherever it stands in a page."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _packed(names: tuple[str, ...]) -> str:
    """Display files by name: JSON, gzip, base64."""
    return _pack(tuple((name, static.content(f"{name}.json")) for name in names))


@lru_cache(maxsize=8)
def _pack(files: tuple[tuple[str, bytes], ...]) -> str:
    parts = b",".join(b'"%b":%b' % (name.encode(), content) for name, content in files)
    return b64encode(gzip.compress(b"{%b}" % parts, 9, mtime=0)).decode()


@lru_cache(maxsize=2)
def _script(last: str, *more: str) -> str:
    """All modules of the map as one script, each in a scope of its own; the last one shows it."""
    leaflet = static.content("leaflet.js").decode().rpartition("//# sourceMappingURL")[0]
    parts = [f"const exports = {{}}, module = {{}};\n{leaflet}\nreturn {{ default: exports }};"]
    names = ["leaflet"]
    for file in (*static.MODULES, *more, "held.js", last):
        text = (BROWSER / file).read_text("utf-8")
        text = DEFAULT.sub(r"const { default: \1 } = of_\2;", text)
        text = NAMES.sub(lambda n: f"const {{ {n[1].replace(' as ', ': ')} }} = of_{n[2]};", text)
        text = LATER.sub(r"of_\1", text)
        exports = ", ".join(EXPORT.findall(text))
        parts.append(f"{EXPORT.sub('', text)}\nreturn {{ {exports} }};")
        names.append(file.removesuffix(".js"))
    scopes = zip(names, parts, strict=True)
    modules = [f"const of_{name} = (() => {{\n{part}\n}})();" for name, part in scopes]
    return "\n".join(modules).replace("</script", "<\\/script")


@lru_cache(maxsize=2)
def _style(*more: str) -> str:
    sheets = [static.content(name).decode() for name in ("leaflet.css", "map.css", *more)]
    sheets.append((BROWSER / "alone.css").read_text("utf-8"))
    return "\n".join(sheets).replace("\r\n", "\n")  # as browsers read it, or the hash differs


def _letters() -> str:
    """The letters of the pages: lines of a briefing are as long as they are there."""
    font = b64encode(LETTERS.read_bytes()).decode()
    source = f"url(data:font/woff2;base64,{font}) format('woff2')"
    return f"@font-face {{ font-family: 'Source Sans'; font-weight: 400 700; src: {source} }}"


def _policy(script: str, style: str) -> str:
    """Only this script and this style may run; nothing is fetched."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src-elem '{_hash(style)}'; "
        "style-src-attr 'unsafe-inline'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
