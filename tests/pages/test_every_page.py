"""What every page owes its reader: one language, sources, no editors' notes, plain failures."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import product

import pandas as pd
import pytest
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

from geo.answers.places import SECTIONS
from geo.evidence import Evidence, catalogue, data_version, evidence, load
from geo.evidence.catalogue import DATA, EDITORS
from geo.exchange import write
from geo.language import LANGUAGES, date, messages, tell
from geo.views import PAGES, view
from pages.frame import data
from pages.frame.kit import Kit
from tests.pages.test_pages import assert_framed, copied, said, sent, tables, visit
from tests.pages.test_take_home import choose
from tests.sampling import one_in

# A layer that the page cannot do without, and a page that can.
NEEDED = {
    "overview": ("coca", "aid"),
    "corridors": ("corridors_documented", "aid"),
    "cities": ("homicides", "corridors"),
    "places": ("coca", "aid"),
    "incidents": ("corrections", "corridors"),
    "aid": ("aid_footprints", "incidents"),
    "decertification": ("certification_record", "aid"),
    "explore": ("roads", "overview"),
    "downloads": ("corridors_documented", "aid"),
    "methods": ("corrections", "overview"),
    "briefing": ("coca", "aid"),
}
VIEWS = {
    "overview": [{}],
    "corridors": [
        {"story": "COR15"},
        *(
            {"scope": "all", "view": view}
            for view in ("loads", "origins", "documented", "crossed", "near", "documents")
        ),
    ],
    "cities": [
        {"city": "76001", "view": view}
        for view in (
            *("municipalities", "steps", "incidents"),
            *("programmes", "five", "homicides"),
        )
    ],
    "places": [
        *({"view": view} for view in ("coca", "departments", "hotspots")),
        *({"place": "19698", "section": section} for section in SECTIONS),
    ],
    "incidents": [
        {"view": view, "ucdp": "1", "incident": "CO-20250821-01"}
        for view in ("rows", "figures", "months", "publishers", "municipalities", "ucdp")
    ],
    "aid": [
        {"view": view}
        for view in ("municipalities", "departments", "programmes", "accounts", "series")
    ],
    "decertification": [
        *({"view": view} for view in ("law", "record", "fact")),
        {"view": "scenario", "outcome": "own_cut"},
    ],
    "explore": [{"how": "sample", "view": view} for view in ("rows", "places")],
    "downloads": [{"layer": layer_id} for layer_id in catalogue()],
    "methods": [{}],
    "changes": [{"data_version": "a865fb25"}],
    "briefing": [{"step": "7"}],
}
# Views that each test of the plain run visits; the long run visits all.
SAMPLE = 2
# What a page has to be asked before it answers.
ASKED = {"explore": {"how": "sample", "joins": "roads"}}


def decks(at: AppTest) -> list[dict]:
    return [json.loads(chart.proto.json) for chart in at.get("deck_gl_json_chart")]


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def everything_said(at: AppTest) -> str:
    """All text that the page sends: words, labels, options, legends, tooltips."""
    protos = [getattr(node, "proto", None) for node in [*at.main, *at.sidebar]]
    sent = [MessageToDict(proto) for proto in protos if proto is not None]
    return "\n".join([*strings(sent), *strings(decks(at))])


def fixed_parts(text: str) -> list[str]:
    """What a message says whatever is filled in, where it is long enough to know it by."""
    pieces = "".join("§" if c in "{}" else c for c in text).split("§")[::2]
    return [piece for piece in pieces if len(piece) >= 15]


def beside(text: str, key: str, **values: str) -> bool:
    """Whether the text is the message with something filled in at `…`."""
    before, after = tell(key, **values).split("…")
    return text.startswith(before) and text.endswith(after) and len(text) > len(before) + len(after)


@pytest.mark.parametrize(("page", "lang"), one_in(5, product(PAGES, LANGUAGES)))
def test_page_speaks_one_language_and_says_its_sources_and_its_day(page, lang):
    at = visit(page, lang=lang, **ASKED.get(page, {}))
    assert said(at.title) == [tell(f"{page}.title", lang)]
    assert_framed(at, lang)
    link = at.session_state[f"{page}:link"]
    assert (link["v"], link["lang"]) == ("1", lang)
    assert said(at.info) == []
    if page == "briefing":  # its steps are held in both
        return
    other = next(code for code in LANGUAGES if code != lang)
    ours = {part for texts in messages().values() for part in fixed_parts(texts[lang])}
    theirs = {part for texts in messages().values() for part in fixed_parts(texts[other])} - ours
    text = everything_said(at)
    assert any(part in text for part in ours)
    logged = "\n".join(map(str, load("corrections").to_numpy().ravel()))  # quoted as they were
    assert [part for part in theirs if part in text and part not in logged] == []
    if page == "downloads":  # of the layer, not of the page
        return
    dated = {"lang": lang, "as_of": "…", "version": data_version()}
    assert any(beside(text, "frame.as_of", **dated) for text in said(at.caption))
    assert any(beside(x.label, "frame.sources", lang=lang, n="…") for x in at.toggle)


@pytest.mark.parametrize("page", one_in(3, ["overview", "corridors", "methods"]))
def test_sources_are_listed_when_asked_for(page):
    at = visit(page, lang="en", **ASKED.get(page, {}))
    toggle = next(x for x in at.toggle if beside(x.label, "frame.sources", lang="en", n="…"))
    before = len(tables(at))
    toggle.set_value(True).run()
    assert_framed(at, "en")
    assert len(tables(at)) == before + 1
    known = set(load("sources")["source_id"])
    firsts = [set(table.iloc[:, 0]) for table in tables(at)]
    assert any(ids and ids <= known for ids in firsts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_layer_comes_with_licence_day_and_citation(lang):
    at = visit("downloads", lang=lang, layer="homicides")
    layer = catalogue()["homicides"]
    assert layer.question[lang] in said(at.header)
    assert any(date(layer.as_of, lang) in text for text in said(at.caption))
    if lang == "en":  # AppTest writes what a box holds without the session, so in English
        choose(at, "cite")
        assert data_version() in copied(at)[-1] and layer.title[lang] in copied(at)[-1]


def test_the_way_opens_with_the_strict_set_without_the_superseded_one(evidence):
    at = visit("corridors", lang="en", view="documented")
    assert list(tables(at)[0]["Corridor id"]) == [
        *("COR03", "COR04", "COR05", "COR12", "COR13", "COR15", "COR19")
    ]
    scene = view("corridors", {"ask": "way"}, evidence, "en").scene
    drawn = next(kind for kind in scene.kinds if kind.key == "documented").rows["corridor_id"]
    assert set(drawn) == set(tables(at)[0]["Corridor id"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_trucks_come_with_the_attack_and_say_that_they_are_a_reconstruction(evidence, lang):
    caveat = tell("caveats.reconstruction", lang)
    assert caveat not in everything_said(visit("corridors", lang=lang, ask="way"))
    at = visit("corridors", lang=lang, corridor="COR15")
    assert caveat in said(at.markdown)
    scene = view("corridors", {"corridor": "COR15"}, evidence, lang).scene
    [attack] = next(kind for kind in scene.kinds if kind.key == "incident-dots").rows["tooltip"]
    assert "Marco Fidel Suárez" in attack
    assert "loads" not in {kind.key for kind in scene.kinds}


def test_one_click_shows_the_trucks_and_one_more_goes_back():
    at = visit("corridors", lang="en", ask="way")
    trucks = "corridors.trucks_shown"
    at.button(key=trucks).click().run()
    assert at.query_params["corridor"] in ("COR15", ["COR15"])
    assert tell("caveats.reconstruction", "en") in said(at.markdown)
    at.button(key=trucks).click().run()
    assert at.query_params["corridor"] in ("any", ["any"])
    assert_framed(at, "en")


@pytest.mark.parametrize("page", one_in(2, PAGES))
def test_a_view_keeps_what_is_for_editors_and_sets_no_formula(page, monkeypatch):
    first, *more = VIEWS[page]
    keeps_its_house(
        [first, *more[:: max(1, len(more) // (SAMPLE - 1))][: SAMPLE - 1]], page, monkeypatch
    )


@pytest.mark.long
@pytest.mark.parametrize("page", PAGES)
def test_every_view_keeps_what_is_for_editors_and_sets_no_formula(page, monkeypatch):
    keeps_its_house(VIEWS[page], page, monkeypatch)


def keeps_its_house(queries: list[dict], page: str, monkeypatch) -> None:
    """No editors' note is shown or offered, no geometry sent, no mathematics set."""
    offered = []
    monkeypatch.setattr(Kit, "offer", lambda _, a, **__: offered.append(a.frame))
    notes = editors_notes()
    for query in queries:
        at = visit(page, lang="en", **query)
        assert_framed(at, "en")
        assert offered, query
        for element in (*at.markdown, *at.caption, *at.info, *at.warning, *at.header):
            bare = element.value.replace(r"\$", "")  # markdown sets what stands between two dollars
            assert "`" in bare or bare.count("$") < 2, element.value
        for frame in offered:
            assert EDITORS.isdisjoint(frame.columns), query
        for table in tables(at):
            assert EDITORS.isdisjoint(table.columns), query
        for frame in {id(frame): frame for frame in offered}.values():
            text = write(frame, "csv").decode("utf-8-sig")
            assert EDITORS.isdisjoint(text.partition("\n")[0].split(",")), query
            cells = frame.select_dtypes(include=["object", "str", "string"])
            assert not any(cells[name].isin(notes).any() for name in cells), query
        for deck in decks(at):
            assert "Polygon" not in json.dumps(deck), query
        offered.clear()


def editors_notes() -> set[str]:
    """What the editors wrote to each other in the facts, where it is more than a name or code."""
    found = set()
    for path in sorted((DATA / "facts").glob("*.csv")):
        facts = pd.read_csv(path, dtype=str)
        for name in EDITORS.intersection(facts.columns):
            found |= {text for text in facts[name].dropna() if len(text) > 40}
    assert len(found) > 100
    return found


def test_corrections_of_editors_notes_are_not_listed(monkeypatch):
    offered = []
    monkeypatch.setattr(Kit, "offer", lambda _, a, **__: offered.append(a.frame))
    at = visit("methods", lang="es")
    assert any(column["lang"] == "en" for columns in sent(at) for column in columns)  # free text
    log = next(frame for frame in offered if "corrected_on" in frame)
    fields = set(log["field"].str.split(";").explode().str.strip())
    assert "killed" in fields
    assert EDITORS.isdisjoint(fields)


# All pages in the long run; in the plain one two, as each reads all its layers anew.
SOME = [
    page if page in ("corridors", "aid") else pytest.param(page, marks=pytest.mark.long)
    for page in NEEDED  # what changed stands in no layer
]


@pytest.fixture
def copied_data(tmp_path, monkeypatch):
    """A copy of the layers that the pages read instead of the real ones."""
    copy = tmp_path / "data"
    copy.mkdir()
    for path in DATA.iterdir():
        if path.name != "layers":
            (copy / path.name).symlink_to(path)
    (copy / "layers").mkdir()
    for path in (DATA / "layers").iterdir():
        (copy / "layers" / path.name).symlink_to(path)
    monkeypatch.setattr(evidence, "load", lambda layer_id, data: load(layer_id, copy))
    monkeypatch.setattr(data, "_layers", cache(lambda version: Evidence()))
    return copy


def expect_broken(page: str, key: str) -> None:
    """The page names the file and the cure, in the frame; another page works."""
    layer_id, other = NEEDED[page]
    layer = catalogue()[layer_id]
    for lang in LANGUAGES:
        at = visit(page, lang=lang, **ASKED.get(page, {}))
        told = {"layer": layer_id, "file": f"data/{layer.file}"}
        told["command"] = "python -m geo.evidence.build"
        assert said(at.error) == [tell(key, lang, **told)]
        assert not at.exception
        assert tell("frame.footer", lang, version=data_version()) in said(at.caption)
    assert_framed(visit(other, lang="en"), "en")


@pytest.mark.parametrize("page", SOME)
def test_a_missing_file_is_named_with_its_cure_and_other_pages_work(page, copied_data):
    (copied_data / catalogue()[NEEDED[page][0]].file).unlink()
    expect_broken(page, "frame.layer_missing")


@pytest.mark.parametrize("page", SOME)
def test_a_damaged_file_is_named_with_its_cure_and_other_pages_work(page, copied_data):
    broken = copied_data / catalogue()[NEEDED[page][0]].file
    content = broken.read_bytes()
    broken.unlink()
    broken.write_bytes(content[: len(content) // 2])
    expect_broken(page, "frame.layer_corrupt")


def test_each_caveat_is_told_once_on_a_page_and_leads_to_where_all_is_explained():
    at = visit("aid", lang="es", view="programmes")
    told = [line for text in said(at.markdown) for line in text.split("\n") if line[:2] == "- "]
    assert f"- {tell('caveats.planned_end', 'es')}" in told
    assert len(told) == len(set(told))
    links = [link.proto.label for link in at.get("page_link")]
    assert tell("frame.how_to_read", "es") in links
