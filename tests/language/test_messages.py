"""Every message is there in both languages, is used, and is asked for with what it needs."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from geo.language import LANGUAGES, UNITS, messages
from geo.views import PAGES, choices
from pages.frame.data import evidence

ROOT = Path(__file__).resolve().parents[2]
FILES = [*sorted((ROOT / "geo").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]
KEYS = messages()
CALLS = ("say", "tell", "t", "Sentence", "FileRefused")
CONTROLS = ("choose", "choose_one", "choose_many")
# Keys put together at run time: what the f-string starts with → what may follow it.
# A start that ends in an underscore belongs to one list of codes, and all its keys are used.
BUILT = {
    "frame.": ("en", "es", "reported", "modelled", "mixed", "unchecked"),
    "cities.": ("km", "hours"),
    "": (),  # pages/frame/controls.py: <page>.<name of the control>, collected below
}


@cache
def trees() -> dict[str, ast.Module]:
    """Each file of the code, parsed."""
    return {file.relative_to(ROOT).as_posix(): ast.parse(file.read_text()) for file in FILES}


@cache
def nodes() -> list[tuple[str, ast.AST]]:
    """All that stands in them, with the file."""
    return [(file, node) for file, tree in trees().items() for node in ast.walk(tree)]


def calls(names: tuple[str, ...]) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function of these names: where it is, and the call."""
    for file, node in nodes():
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in names:
                yield f"{file}:{node.lineno}", node


def literal(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def start(key: ast.JoinedStr) -> str:
    return literal(key.values[0]) or ""


def fields(text: str) -> Iterator[tuple[str, str]]:
    """Every value that a message names with how it is written, those of conditional parts too."""
    for _, name, spec, _ in Formatter().parse(text):
        if name is not None and spec.startswith("?"):
            yield from ((name, ""), *fields(spec))
        elif name is not None:
            yield name, spec


def placeholders(text: str) -> set[str]:
    return {name for name, _ in fields(text)}


def built_keys() -> set[str]:
    keys = {f"{first}{rest}" for first, rests in BUILT.items() for rest in rests}
    for _, call in calls(CALLS):
        if isinstance(call.args[0], ast.JoinedStr) and start(call.args[0]).endswith("_"):
            keys |= {key for key in KEYS if key.startswith(start(call.args[0]))}
    for page in PAGES:  # pages/frame: what a page is called, the names and codes of its choices
        keys |= {f"{page}.nav", f"{page}.about"}
        for choice in choices(page, evidence()):
            keys |= {f"{page}.{choice.name}", *(f"{page}.{choice.name}_{c}" for c in choice.codes)}
    for place, call in calls(CONTROLS):
        page = Path(place.partition(":")[0]).parent.name
        keys |= {f"{page}.{name}" for name in map(literal, call.args[1:2]) if name}
    return keys


def test_both_languages_have_a_text_with_the_same_placeholders():
    for key, texts in KEYS.items():
        assert set(texts) == set(LANGUAGES), key
        assert all(text.strip() == text != "" for text in texts.values()), key
        assert placeholders(texts["en"]) == placeholders(texts["es"]), key


def test_a_message_knows_its_units_and_both_languages_their_forms():
    """Each value has one unit, the same in both languages, and nouns have two forms."""
    for key, texts in KEYS.items():
        units = []
        for text in texts.values():
            specs = {(name, spec) for name, spec in fields(text) if spec}
            assert all(spec in UNITS or len(spec.split("|")) == 2 for _, spec in specs), key
            units.append({(name, spec) for name, spec in specs if spec in UNITS})
        assert units[0] == units[1], key


def test_every_key_asked_for_exists_and_gets_what_it_needs():
    wrong = []
    for place, call in calls(CALLS):
        key = literal(call.args[0])
        if key is None:
            continue
        if key not in KEYS:
            wrong.append(f"{place} asks for {key}, which does not exist")
            continue
        given = {keyword.arg for keyword in call.keywords}
        if getattr(call.func, "id", "") == "Sentence":
            values = call.args[1] if len(call.args) > 1 else ast.Dict([], [])
            given = {literal(k) for k in values.keys} if isinstance(values, ast.Dict) else {None}
        if None not in given and given - {"lang"} != placeholders(KEYS[key]["en"]):
            wrong.append(f"{place} gives {key} {sorted(given)}")
    assert wrong == []


def test_every_start_of_a_built_key_is_listed_or_names_a_list():
    starts = {
        start(call.args[0]) for _, call in calls(CALLS) if isinstance(call.args[0], ast.JoinedStr)
    }
    unknown = {s for s in starts if s not in BUILT and not s.endswith("_")}
    assert unknown == set()
    assert {s for s in starts if not any(key.startswith(s) for key in KEYS)} == set()


def caveats() -> set[str]:
    """Those that answers name by words: in `keys`, and in what `compose` gets or is given."""
    texts = {
        text
        for _, call in calls(("keys", "compose", "_answer"))
        for text in map(literal, call.args)
    }
    for _, call in calls(("compose",)):
        texts |= {literal(keyword.value) for keyword in call.keywords}
    for _, node in nodes():
        if isinstance(node, ast.Assign) and "caveat" in getattr(node.targets[0], "id", ""):
            texts |= {literal(part) for part in ast.walk(node.value)}
    words = {word for text in texts if text for word in text.split()}
    return words | {f"caveats.{word}" for word in words}


def test_every_key_is_used():
    literals = {literal(node) for _, node in nodes()}
    beside = [
        *Path("pages/frame/specs").glob("*.json"),
        Path("geo/cartography/templates/lines.html"),
    ]
    told = "\n".join(file.read_text("utf-8") for file in beside)
    drawn = set(re.findall(r'"=text (\w+\.\w+)"|"(places\.\w+)"', told))
    drawn = {key for pair in drawn for key in pair if key}
    assert sorted(set(KEYS) - literals - built_keys() - caveats() - drawn) == []
    assert drawn <= set(KEYS)


def test_every_chart_writes_its_numbers_in_the_language_of_the_page():
    """Streamlit's own charts know no language: `pages/frame/charts.py` draws each."""
    charts = {f"{kind}_chart" for kind in ("vega_lite", "altair", "line", "bar", "area", "scatter")}
    drawn = {file for file, node in nodes() if getattr(node, "attr", "") in charts}
    assert drawn == {"pages/frame/charts.py"}


# Arguments of Streamlit's functions that nobody reads.
MUTE = {"key", "icon", "type", "format", "layout", "mode", "width", "height", "mime", "page_icon"}
MUTE |= {
    "on_click",
    "on_change",
    "on_select",
    "selection_mode",
    "vertical_alignment",
    "language",
    "anchor",
}
MUTE |= {"label_visibility", "url_path", "x", "y", "color", "gap"}
TAG = re.compile(r"<[^>]*(>|$)")
READ = r"st\.(?!session_state|query_params)"
ADDRESSES = ("page_link", "switch_page", "Page")


def page_files() -> list[str]:
    return [name for name in trees() if name.startswith("pages/")]


def texts(node: ast.AST) -> Iterator[ast.Constant]:
    """String constants in an argument, not those inside a call within it."""
    if literal(node) is not None:
        yield node
    elif isinstance(node, ast.JoinedStr):
        yield from (part for part in node.values if literal(part) is not None)
    elif isinstance(node, ast.BinOp | ast.IfExp | ast.BoolOp | ast.List | ast.Tuple):
        for child in ast.iter_child_nodes(node):
            yield from texts(child)


def test_no_text_for_readers_is_written_in_a_page():
    found = []
    for file, node in ((f, node) for f in page_files() for node in ast.walk(trees()[f])):
        if not isinstance(node, ast.Call) or not re.match(READ, ast.unparse(node.func)):
            continue
        args = node.args[1:] if ast.unparse(node.func)[3:] in ADDRESSES else node.args
        args = [*args, *(k.value for k in node.keywords if k.arg not in MUTE)]
        found += [
            f"{file}:{text.lineno}: {text.value}"
            for arg in args
            for text in texts(arg)
            if re.search(r"[^\W\d_]", text.value)
        ]
    assert found == []


@pytest.mark.parametrize("file", page_files())
def test_no_prose_hides_in_a_page(file):
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(trees()[file])
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    asked = {
        id(arg)
        for node in ast.walk(trees()[file])
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("query", "exception")
        for arg in node.args
    }
    prose = [
        f"{node.lineno}: {node.value}"
        for node in ast.walk(trees()[file])
        if literal(node) is not None
        and id(node) not in docstrings | asked
        and not node.value.startswith("<style>")
        and re.search(r"[^\W\d_]{2,},? [^\W\d_]{2,}", TAG.sub("", node.value))
    ]
    assert prose == []
