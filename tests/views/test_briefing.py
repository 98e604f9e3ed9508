"""The briefing: its file is whole or refused by step and line, its numbers are the pages'."""

import json
import re
from dataclasses import replace

import pytest

from geo.answers.programmes import STATUSES
from geo.language import LANGUAGES, Range, date, tell
from geo.views import view
from geo.views.briefing import ours, played, played_ours, step_texts, step_view
from geo.views.briefing_file import Briefing, BriefingRefused, read, write
from geo.views.briefing_step import step_of

ONE = """version = 1
[[step]]
link = "methods"
headline.en = "Skill"
"""


@pytest.fixture(scope="module")
def steps(evidence):
    return evidence.ask(played_ours)


def test_at_least_eight_steps_in_both_languages_fit_the_screen_and_the_wire(steps):
    assert {lang: len(told) >= 8 for lang, told in steps.items()} == dict.fromkeys(LANGUAGES, True)
    assert len(json.dumps(steps, ensure_ascii=False).encode()) <= 1_000_000
    for told in (told for each in steps.values() for told in each):
        assert 1 <= len(told["headline"].split()) <= 12
        assert told["number"] and told["counts"] and told["notes"] and told["source"]
        assert 1 <= len(told["text"]) <= 2
        assert not re.search(r"[{}*<>]", "".join([told["headline"], told["number"], *told["text"]]))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_numbers_are_those_of_the_pages(steps, evidence, lang):
    """Looked up in the views here, not by the names in the file."""
    coca = view("overview", {}, evidence, lang).answers["coca"].frame["hectares"].sum()
    bomb = view("incidents", {"incident": "CO-20250821-01"}, evidence, lang)
    row = bomb.answers["incident"].frame.iloc[0]
    killed = Range(int(row["killed_low"]), int(row["killed_high"]))
    cali = view("cities", {"city": "76001"}, evidence, lang).answers["municipalities"].frame
    law = view("decertification", {"view": "scenario"}, evidence, lang).numbers[0]
    closed = {"ask": "close", "closed": "19698"}
    longer = view("corridors", closed, evidence, lang).numbers[0]
    expected = [
        tell("answers_coca.number", lang, coca=coca),
        "**7**",
        tell("corridors.number_killed", lang, killed=killed),
        tell(longer, lang),
        f"{cali['population'].sum():,.0f}".replace(",", "," if lang == "en" else "."),
        f"**{len(view('incidents', {}, evidence, lang).answers['rows'].frame)}**",
        tell(view("aid", {}, evidence, lang).numbers[0], lang),
        tell(law, lang),
    ]
    marked = [re.search(r"\*\*(.+?)\*\*", text) for text in expected]
    wanted = [m[1] if m else text for m, text in zip(marked, expected, strict=True)]
    assert [told["number"] for told in steps[lang]] == wanted


def test_no_number_is_typed_in_the_file(evidence):
    for step in ours(evidence).steps:
        for texts in (step.headline, step.counts, step.notes, step.text):
            assert not re.search(r"\d", re.sub(r"\{[^}]*\}", "", "".join(map(str, texts.values()))))


@pytest.mark.parametrize(
    ("line", "key", "at"),
    [
        ('link = "nowhere"', "unknown_page", 5),
        ('link = "briefing"', "unknown_page", 5),
        ('link = "overview?year=1999"', "unknown_code", 5),
        ('link = "overview?colour=red"', "unknown_code", 5),
        ("link = 7", "wrong_kind", 5),
        ('run = "x"', "unknown_key", 6),
        ("layers = [[1]]", "wrong_kind", 6),
        ('headline.fr = "Une question"', "unknown_language", 6),
        ('text.en = ["a", "b", "c"]', "too_many_sentences", 6),
        ('text.en = "a"', "wrong_kind", 6),
        ('headline.es = " "', "missing", 6),
        ('notes.en = "<b>bold</b>"', "markup", 6),
        ('notes.en = "[so](http://x.org)"', "markup", 6),
        ('counts.en = "of 64 places"', "typed_number", 6),
        ('headline.es = "a b c d e f g h i j k l m"', "too_many_words", 6),
    ],
)
def test_a_fault_is_named_by_step_and_line(evidence, line, key, at):
    step = '[[step]]\nlink = "methods"\nheadline.en = "Two"\n'
    step = step.replace('link = "methods"', line) if line.startswith("link") else step + line
    text = 'version = 1\n[[step]]\nlink = "aid"\nheadline.en = "One"\n' + step
    at += line.startswith("link") or 2
    with pytest.raises(BriefingRefused) as refused:
        read(text, evidence)
    [fault] = refused.value.faults
    assert (fault.values["step"], fault.values["line"]) == (2, at)
    assert fault.values["what"].key == f"briefing.{key}"
    for lang in LANGUAGES:
        assert "2" in tell(fault, lang) and str(at) in tell(fault, lang)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("version = 1\n[[step]]\nlink = ", "no_toml"),
        (ONE.replace("version = 1", "version = 2"), "other_version"),
        (ONE.replace("version = 1", ""), "other_version"),
        (ONE.replace("version = 1", "version = true"), "other_version"),
        (ONE.replace("version = 1", f"version = {'9' * 5000}"), "no_toml"),
        (ONE.replace("version = 1", f"version = 1\ndata = 0x{'f' * 6000}"), "no_toml"),
        ("version = 1", "no_steps"),
        ("#" * 500_001, "too_large"),
        ("version = 1\nstep = [1]", "no_steps"),
        (ONE.replace("version = 1", "version = 1\nscript = 'x'"), "fault_of_file"),
    ],
)
def test_what_is_no_briefing_is_said_to_be_none(evidence, text, key):
    with pytest.raises(BriefingRefused) as refused:
        read(text, evidence)
    assert [fault.key for fault in refused.value.faults] == [f"briefing.{key}"]


def test_lines_are_counted_beside_comments_and_at_the_top_of_a_file(evidence):
    noted = ONE.replace("[[step]]", "[[ step ]] # the first").replace('"methods"', "7")
    for text, line in ((noted, 3), ("version = 1\nscript = 'x'\n" + ONE[12:], 2)):
        with pytest.raises(BriefingRefused) as refused:
            read(text, evidence)
        assert refused.value.faults[0].values["line"] == line
    with pytest.raises(BriefingRefused) as refused:
        read("version = 1\n[[step]]\nlink = ", evidence)
    assert "3" in tell(refused.value.faults[0], "es")


def test_the_sixty_first_step_is_one_too_many(evidence):
    step = ONE.partition("\n")[2]
    assert len(read("version = 1\n" + step * 60, evidence).steps) == 60
    with pytest.raises(BriefingRefused) as refused:
        read("version = 1\n" + step * 61, evidence)
    [fault] = refused.value.faults
    assert (fault.values["step"], fault.values["line"]) == (61, 182)


@pytest.mark.parametrize(
    "line",
    [
        'number = "skill.nothing"',
        'number = "numbers.__class__"',
        'counts.en = "{skill.__class__}"',
        'counts.en = "{0}"',
        'counts.en = "{skill"',
        'layers = ["roads"]',
    ],
)
def test_what_the_view_does_not_have_is_named_and_nothing_is_half_loaded(evidence, line):
    briefing = read(ONE + line, evidence)
    with pytest.raises(BriefingRefused) as refused:
        played(evidence, briefing)
    [fault] = refused.value.faults
    assert (fault.values["step"], fault.values["line"]) == (1, 2)
    assert fault.values["what"].key in ("briefing.unknown_name", "briefing.unknown_layer")


def test_what_the_address_bar_says_of_language_and_version_is_not_the_steps(evidence):
    [step] = read(ONE.replace('"methods"', '"overview?v=1&lang=es&year=2010"'), evidence).steps
    assert step.query == {"year": "2010"}


def test_a_step_is_reported_or_modeled_and_as_old_as_the_answers_that_it_shows(evidence):
    plates = {}
    for page, query in (
        ("overview", {}),
        ("aid", {}),
        ("decertification", {"view": "scenario"}),
        ("methods", {}),
    ):
        told = step_texts(evidence, step_of(evidence, page, query), "en")
        plates[page] = told["plate"].partition(";")[0]
        main = view(page, query, evidence, "en").answer
        assert date(main.as_of, "en") in told["plate"], page
    mixed, modelled = (tell(f"frame.{basis}", "en") for basis in ("mixed", "modelled"))
    assert plates.pop("decertification") == mixed and plates.pop("methods") == modelled
    assert plates == {"overview": "reported", "aid": "reported"}


def test_number_and_map_of_an_added_view_are_those_of_its_sentence(evidence):
    """Programmes lie on no map of coca, and the coca around a city is not their number."""
    programmes = step_of(evidence, "cities", {"city": "05001", "view": "programmes"})
    told = step_texts(evidence, programmes, "en")
    assert told["number"] == "6" and "map" not in told
    assert told["text"][0].startswith("7 US programs name Medellín, 6 as a place of implementation")
    assert told["headline"] == "Which US programs name Medellín?"
    reach = step_texts(evidence, step_of(evidence, "cities", {"city": "76001"}), "es")
    assert reach["number"].endswith("ha") and "map" in reach
    assert reach["headline"] == "Cali · Municipios al alcance"
    overview = step_texts(evidence, step_of(evidence, "overview", {}), "en")
    assert "coca" in overview["counts"] and "coca" in overview["text"][0] and "map" in overview
    place = step_texts(evidence, step_of(evidence, "places", {"place": "05001"}), "en")
    assert (place["headline"], place["number"]) == ("Medellín, Antioquia", "")


def test_the_numbers_of_our_steps_that_are_parts_add_up_to_their_whole(evidence):
    views = {
        step.link: step_view(evidence, step, "en").answers for step in evidence.ask(ours).steps
    }
    naming = views["aid?view=municipalities"]["naming"].said["naming"].values
    assert sum(naming[status] for status in STATUSES) == naming["programmes"] == 21
    rows = views["incidents"]["rows"].said
    by = rows["attribution"].values
    parts = ("claimed", "attributed_by_authorities", "alleged", "unknown")
    assert sum(by[part] for part in parts) == rows["all_rows"].values["total"]


def test_a_view_of_every_kind_is_a_step_that_is_saved_and_opened_again(evidence):
    links = [("aid", {}), ("cities", {"city": "11001"}), ("methods", {}), ("overview", {})]
    steps = tuple(step_of(evidence, page, query) for page, query in links)
    named = replace(steps[1], headline={"es": 'Bogotá, "de cerca" \\ y más'.replace("\\ ", "")})
    text = write(Briefing((steps[0], named, *steps[2:]), "abc"))
    opened = read(text, evidence)
    assert opened.data == "abc"
    assert [replace(step, line=1) for step in opened.steps] == [steps[0], named, *steps[2:]]
    told = played(evidence, opened)
    number = view("aid", {}, evidence, "en").numbers[0]
    assert told["en"][0]["number"] in tell(number, "en")
    assert told["en"][1]["headline"] == told["es"][1]["headline"] == 'Bogotá, "de cerca" y más'
    assert write(opened) == text


def test_the_step_of_a_filtered_view_says_its_filters_where_it_can(evidence):
    aid = step_of(evidence, "aid", {"department": "19"}).headline
    assert aid["en"] == "Aid: Department (Cauca)" and "Cauca" in aid["es"]
    near = step_of(evidence, "incidents", {"around": "corridors", "km": "15"}).headline["es"]
    assert near == tell("incidents.title", "es")  # a number would be typed, not filled in


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_modeled_change_says_so_in_its_headline_with_the_road_s_own_time(steps, evidence, lang):
    [step] = [told for told in steps[lang] if told["link"]["query"].get("ask") == "close"]
    answers = view("corridors", step["link"]["query"], evidence, lang).answers
    assert step["headline"].casefold().startswith(tell("frame.modelled", lang))
    said = answers["changes"].said
    road, press = said["on_the_road"].values["road"], said["press"].values["more"]
    assert f"{road.low:.0f}–{road.high:.0f}" in step["counts"]
    assert f"{press.low:.0f}–{press.high:.0f}" in step["counts"]
    holds = answers["holds"].said["holds"].values
    assert all(str(holds[name]) in step["text"][1] for name in ("changes", "but_zero"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_place_of_the_attack_comes_first_on_the_map_of_its_trucks(evidence, lang):
    names = [name for name, *_ in _names(evidence, "COR15", lang)]
    assert names[0] == tell("stories.attack", lang, place="Cali")
    assert "Guachené" not in names  # it is there only to draw the line
    assert not any("Cali" in name for name, *_ in _names(evidence, "COR12", lang)[:1])


def _names(evidence, story, lang):
    scene = view("corridors", {"ask": "stories", "story": story}, evidence, lang).scene
    return next(kind for kind in scene.kinds if kind.key == "names").message(lang)["names"]
