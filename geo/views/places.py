"""The page of places: one place, or Colombia ranked and with its hot spots."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from geo.answers import Answer, coca, places, programmes
from geo.answers.coca import YEARS
from geo.cartography import palette
from geo.cartography.classes import classify
from geo.cartography.kinds import Areas, Kind
from geo.cartography.legend import Entry, class_entries
from geo.cartography.scene import Scene
from geo.evidence import Evidence, label, once
from geo.language import Sentence, number, say, tell
from geo.statistics.hotspots import CLASSES, NOT_SIGNIFICANT, NOT_TESTED
from geo.views import shapes
from geo.views.link import Choice, one_of, whole
from geo.views.view import View, remembered

AROUND = 0.6  # of a place's size, on each side of it
NAMED = 25
BREAKS = (0, 1000, 5000, 10000, 20000, 40000, 80000)  # hectares of a department


def choices(evidence: Evidence) -> list[Choice]:
    """A place and the section whose rows are shown, or what is shown of the country."""
    return [
        one_of("place", ["", *titles(evidence)], ""),
        one_of("beside", ["", *titles(evidence)], ""),
        one_of("section", list(places.SECTIONS), "incidents"),
        one_of("view", ["coca", "departments", "hotspots"], "coca"),
        whole("year", *YEARS, YEARS[1]),
        one_of("of", ["year", "change"], "year"),
        whole("since", YEARS[0], YEARS[1] - 1, 2014),
        one_of("by", ["borders", "minutes"], "borders"),
        whole("minutes", 30, 120, 60),
    ]


@once
def titles(evidence: Evidence) -> dict[str, str]:
    """Every municipality with its department, then every department, by code."""
    rows = evidence.municipalities
    departments = dict(zip(rows["department_code"], rows["department"], strict=True))
    return {
        r.divipola: f"{r.municipality}, {r.department}" for r in rows.itertuples()
    } | departments


@remembered
def view(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    """The section about a place first, then the others; or the country's ranking or hot spots.

    Without an answer where the change of hot spots counts from no earlier year.
    """
    if place := values["place"]:
        other = values["beside"] if values["beside"] != place else ""
        return _place(evidence, place, other, values["section"], lang)
    of_country = {"coca": _coca, "departments": _departments, "hotspots": _hotspots}
    return of_country[values["view"]](evidence, values, lang)


def _place(evidence: Evidence, place: str, other: str, section: str, lang: str) -> View:
    sections = evidence.ask(places.profile, place)
    answers = {section: sections[section]} | sections
    if len(place) == 2:
        answers["municipalities"] = evidence.ask(coca.municipalities_of, place)
        answers["aid"] = evidence.ask(programmes.places, "municipality", None, place)
    finding = _of_place(evidence, place, sections)
    if other:
        answers["two"] = evidence.ask(places.two, place, other)
        beside = _of_place(evidence, other, evidence.ask(places.profile, other))
        finding = say("places.finding_two", one=finding, other=beside)
    population = sections["population"].said.get("population")
    return View(
        answers,
        _around(evidence, place, sections, lang),
        finding,
        [say("places.number_people", **population.values)] if population else [],
        on_map=("coca", "corridors", "incidents"),
        title=" · ".join(title_of(evidence, one, lang) for one in (place, other) if one),
    )


def title_of(evidence: Evidence, place: str, lang: str) -> str:
    """A municipality with its department, or a department called so."""
    title = titles(evidence)[place]
    return title if len(place) == 5 else tell("places.department", lang, name=title)


def _of_place(evidence: Evidence, place: str, sections: Mapping[str, Answer]) -> Sentence:
    """First what is there, programmes before coca before incidents; that none was detected last."""
    rows, wide = sections["programmes"].frame, len(place) == 2
    if wide:
        rows = evidence.ask(programmes.programmes, (), (), "", place).frame
    hectares = sections["coca"].frame.get("hectares", pd.Series(dtype=float)).tail(1).dropna()
    about = {"name": evidence.names[place], "year": YEARS[1]}
    if n := len(rows):
        active = int((rows["status_code"] == "active").sum())
        about |= {"n": n, "within": wide, "active": active}
        return say("places.finding_programmes", ha=hectares.sum(), **about)
    if len(hectares):
        return say("places.finding_place", ha=hectares.iloc[0], **about)
    if n := len(sections["incidents"].frame):
        return say("places.finding_incidents", n=n, **about)
    return say("places.finding_none", **about)


def _around(evidence: Evidence, place: str, sections: Mapping[str, Answer], lang: str) -> Scene:
    """The place among its neighbours: coca, the corridors and incidents that it has."""
    if len(place) == 5:
        units, code = evidence.municipalities, "divipola"
    else:
        units, code = evidence.departments, "department_code"
    west, south, east, north = units.geometry[units[code] == place].iloc[0].bounds
    margin = AROUND * max(east - west, north - south)
    areas = shapes.coca_areas(evidence, YEARS[1], lang)
    layers: list[Kind] = [replace(areas, years=None)]
    legs, rows = evidence.corridors_documented, sections["incidents"].frame
    legs = legs[legs["corridor_id"].isin(sections["corridors"].frame.get("corridor_id", []))]
    if len(legs):
        layers.append(shapes.documented(legs, tell("places.section_corridors", lang), lang))
    if len(rows):
        layers += shapes.incident_layers(rows, lang, head=tell("places.section_incidents", lang))
    if len(place) == 5:
        codes = [place, *sections["neighbours"].frame.get("divipola", [])]
    else:
        within = evidence.ask(coca.municipalities_of, place).frame
        codes = list(within.nlargest(NAMED, "population")["divipola"])
    layers.append(shapes.names(evidence, codes))
    return Scene(
        tell("places.map", lang, name=evidence.names[place], year=YEARS[1]),
        layers,
        bounds=(west - margin, south - margin, east + margin, north + margin),
        highlight=[place],
    )


def _coca(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    year = values["year"]
    answer = evidence.ask(coca.coca_by_municipality, year)
    areas = shapes.coca_areas(evidence, year, lang)
    codes = [*evidence.cities["divipola"], *answer.frame["divipola"].head(NAMED)]
    layers = [areas, shapes.five_cities(evidence, lang), shapes.names(evidence, codes)]
    hectares = answer.frame["hectares"]
    return View(
        {"coca": answer, "counters": evidence.ask(coca.by_counter)},
        Scene(areas.title, layers),
        say("places.finding", ha=hectares.sum(), year=year),
        _totals(hectares, "municipalities"),
    )


def _departments(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    answer = evidence.ask(coca.departments)
    hectares = answer.frame.set_index("department_code")["hectares"].dropna()
    codes = evidence.departments["department_code"]
    title = tell("places.departments_legend", lang, year=YEARS[1])
    classes = classify(hectares, codes, BREAKS, palette.steps(palette.GREENS, len(BREAKS) - 1))
    nothing = tell("overview.none_detected", lang)
    areas = Areas(
        "coca-departments",
        title,
        classes=classes,
        units="departments",
        values=hectares,
        unit="ha",
        nothing=nothing,
        entries=class_entries(classes, lang, nothing=nothing),
    )
    scene = Scene(title, [areas, shapes.five_cities(evidence, lang)])
    finding = answer.said["ranked_department"]
    return View({"departments": answer}, scene, finding, _totals(hectares, "departments"))


def _totals(hectares: pd.Series, units: str) -> list[Sentence]:
    counted = say(f"places.with_coca_{units}", n=len(hectares))
    return [say("places.total", ha=hectares.sum()), counted]


def _hotspots(evidence: Evidence, values: Mapping[str, Any], lang: str) -> View:
    since = values["since"] if values["of"] == "change" else None
    if since is not None and since >= values["year"]:
        return View()
    minutes = values["minutes"] if values["by"] == "minutes" else 0
    answer = evidence.ask(coca.coca_hotspots, values["year"], since=since, minutes=minutes)
    hot = answer.frame["hotspot_modelled"].isin(CLASSES[:2]).sum()
    finding = next(s for s in answer.sentences if s.name.startswith("side_hot"))
    scene = _spots(evidence, answer, lang)
    return View({"hotspots": answer}, scene, finding, [say("places.hot", n=hot)])


def _spots(evidence: Evidence, answer: Answer, lang: str) -> Scene:
    """Hot and cold spots hatched, what was tested without result blank, what was not grey."""
    frame = answer.frame.set_index("divipola")
    order = [*CLASSES, NOT_TESTED]
    colours = [*(palette.HOTSPOTS[kind] for kind in CLASSES), palette.NO_DATA]
    kinds = frame["hotspot_modelled"]
    levels = kinds.map({kind: i for i, kind in enumerate(order, 1)}).dropna()
    classes = shapes.by_municipality(evidence, levels, range(len(order) + 1), colours)
    words = {kind: label("hotspot_modelled", kind, lang) for kind in [*CLASSES, NOT_SIGNIFICANT]}
    words[NOT_TESTED] = tell("places.not_tested", lang)
    tips = {
        code: f"{words[kinds[code]]} ({number(frame['hectares'][code], lang)}\u00a0ha)"
        for code in levels.index
    }
    title, nothing = tell("places.hotspot_legend", lang), words[NOT_SIGNIFICANT]
    marks = [
        Entry("hatched" if kind in CLASSES else "box", colour, words[kind], count)
        for kind, colour, count in zip(order, colours, classes.counts, strict=True)
    ]
    marks.insert(len(CLASSES), Entry("box", palette.LAND, nothing, classes.missing))
    spots = frame["hectares"][kinds.isin(CLASSES)]
    areas = Areas(
        "hotspots", title, classes=classes, values=spots, labels=tips, nothing=nothing,
        basis="modelled", entries=marks,
    )  # fmt: skip
    codes = [*evidence.cities["divipola"], *spots.index[:NAMED]]
    return Scene(title, [areas, shapes.five_cities(evidence, lang), shapes.names(evidence, codes)])
