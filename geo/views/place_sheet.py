"""What is known about a place as one sheet: each section in a few lines, for screen and print."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.answers import Answer, coca, places, programmes
from geo.answers.answer import words
from geo.cartography import drawing, palette
from geo.cartography.sheet import Parts, Section, sheet, two
from geo.evidence import Evidence, label, once
from geo.exchange.about import publishers
from geo.exchange.readable import as_texts
from geo.language import date, model_hours, number, tell
from geo.spatial import PLACE
from geo.views.link import to_one
from geo.views.shapes import period

MOST = 5
COARSE, MIDDLE, FINE = 0.05, 0.02, 0.004
CODES = {
    "municipalities": ("divipola", "municipality"),
    "departments": ("department_code", "department"),
}
UNITS = {5: "municipalities", 2: "departments"}
# Sections that tell their rows; of those that say no place each is named on a department's sheet.
LISTED = ("incidents", "corridors", "load", "hours", "neighbours", "programmes")
UNPLACED = ("warnings", "structures", "pdet")
# Sections whose layers hold few departments.
FEW = {"warnings": "early_warnings", "structures": "armed_structures"}


def place_sheet(evidence: Evidence, place: str, lang: str) -> str:
    """Everything we hold about a place as HTML. Raises KeyError for an unknown code."""
    return sheet(*_parts(evidence, place, lang), **_writers(lang))


def two_sheets(evidence: Evidence, pair: tuple[str, str], lang: str) -> str:
    """The same of two places, section beside section, their own coca on one scale."""
    coca = [evidence.ask(places.profile, place)["coca"].frame for place in pair]
    highest = (rows["hectares"].max() for rows in coca if "hectares" in rows)
    scale = max((most for most in highest if most > 0), default=None)
    names = [evidence.names[place] for place in pair]
    rows = evidence.ask(places.two, *pair)
    table = as_texts(rows.frame.drop(columns=PLACE, errors="ignore"), lang)
    parts = [_parts(evidence, place, lang, scale) for place in pair]
    return two(names, parts, table.to_dict("list"), words(rows, lang), **_writers(lang))


def _parts(evidence: Evidence, place: str, lang: str, scale: float | None = None) -> Parts:
    sections, whole = evidence.ask(places.profile, place), len(place) == 2
    where = {"name": evidence.names[place], "department": evidence.names[place[:2]]}
    picture = drawing.as_picture(_locator(evidence, place), tell("places.where", lang, **where))
    rest = [
        _section(evidence, key, answer, place, lang)
        for key, answer in sections.items()
        if key != "coca" and not (key == "hours" and whole)
    ]
    if whole:
        ranked = evidence.ask(coca.municipalities_of, place)
        rest[1:1] = [_most(evidence, ranked, name, lang) for name in ("hectares", "population")]
        rest.insert(1, _aid(evidence, place, lang))
    return picture, _coca(evidence, sections["coca"], where, lang, scale), rest


def _writers(lang: str) -> dict[str, Any]:
    """How the lines of a sheet write what stands in a row."""

    def own(row: dict, name: str) -> str:
        value = row[f"{name}_{lang}"]
        return "" if pd.isna(value) else str(value)

    writers = {f.__name__: partial(f, lang=lang) for f in (date, model_hours, number, period, tell)}
    return writers | {
        "own": own,
        "label": lambda column, code: label(column, code, lang),
        "to": lambda page, choice, code: to_one(page, choice, code, lang),
    }


@once
def _outlines(evidence: Evidence, layer_id: str, tolerance: float) -> gpd.GeoDataFrame:
    """Simplified shapes with `code` and `name`."""
    rows, (code, name) = evidence[layer_id], CODES[layer_id]
    shapes = rows.geometry.simplify_coverage(tolerance)
    return gpd.GeoDataFrame({"code": rows[code], "name": rows[name]}, geometry=shapes)


@once
def _locator(evidence: Evidence, place: str) -> str:
    layer_id = UNITS[len(place)]
    around = _outlines(evidence, layer_id, FINE if len(place) == 5 else MIDDLE)
    own = around.geometry[around["code"] == place].iloc[0]
    west, south, east, north = own.bounds
    margin = max(east - west, north - south)
    land = around.cx[west - margin : east + margin, south - margin / 2 : north + margin / 2]
    near = evidence.ask(places.profile, place)["neighbours"].frame
    codes = near[CODES[layer_id][0]] if len(near) else []
    country = _outlines(evidence, "departments", COARSE)
    return drawing.locator(country, land, place, [place, *codes])


def _cited(evidence: Evidence, answer: Answer, lang: str) -> str:
    names = publishers(answer, evidence, lang) if len(answer.frame) else ""
    return tell("places.sources", lang, names=names) if names else ""


def _section(evidence: Evidence, key: str, answer: Answer, place: str, lang: str) -> Section:
    """One section: what it says, its rows, its publishers; an empty one says so.

    On a department's sheet each row names its municipality.
    """
    rows = answer.frame.to_dict("records") if key in (*LISTED, *UNPLACED) else []
    return Section(
        key,
        tell(f"places.section_{key}", lang),
        words(answer, lang) or ("" if rows else _nothing(evidence, key, place, lang)),
        rows,
        _cited(evidence, answer, lang),
        tell("places.more", lang, n="{n}"),
        tell("frame.modelled", lang) if answer.basis != "reported" else "",
        with_place=len(place) == 2 and key in UNPLACED,
    )


def _nothing(evidence: Evidence, key: str, place: str, lang: str) -> str:
    """That there is no row; of which few departments all rows are, where the place is in none."""
    if key in FEW:
        counts = evidence[FEW[key]]["department_code"].value_counts()
        if place[:2] not in counts and len(counts) <= MOST:
            departments = tuple(evidence.names[code] for code in counts.index)
            return tell("places.nothing_there", lang, n=int(counts.sum()), departments=departments)
    return tell("places.nothing", lang)


def _coca(
    evidence: Evidence, answer: Answer, where: Mapping[str, str], lang: str, scale: float | None
) -> Section:
    heads = {
        "hectares": where["name"],
        "hectares_department": where["department"],
        "hectares_nation": tell("places.colombia", lang),
    }
    rows, pictures = answer.frame, []
    if len(rows):
        rows = rows.set_index("year")
        ends = (str(rows.index[0]), str(rows.index[-1]))
        for column in rows.columns.intersection(list(heads)):
            values, head = rows[column], heads[column]
            years = values.index[values == values.max()].tolist()
            most = tell("places.most", lang, ha=values.max(), year=years)
            own = scale if column == "hectares" else None
            svg = drawing.bars(values, palette.GREENS[4], head, most, ends, scale=own)
            pictures.append(drawing.as_picture(svg, f"{head}: {most}"))
    text = words(answer, lang)
    if pictures:
        text = f"{text} {tell('places.one_scale' if scale else 'places.own_scales', lang)}"
    title, cited = tell("places.section_coca", lang), _cited(evidence, answer, lang)
    return Section("coca", title, text, sources=cited, pictures=pictures)


def _most(evidence: Evidence, ranked: Answer, column: str, lang: str) -> Section:
    """The first municipalities of a department by one of its figures."""
    rows = ranked.frame.dropna(subset=column).nlargest(MOST, column, keep="all")
    text = "" if len(rows) else tell("overview.none_detected", lang)
    title, cited = tell(f"places.most_{column}", lang), _cited(evidence, ranked, lang)
    return Section(column, title, text, rows.to_dict("records"), cited)


def _aid(evidence: Evidence, place: str, lang: str) -> Section:
    """The department's municipalities that programmes name, and how many name each."""
    answer = evidence.ask(programmes.places, "municipality", None, place)
    counts = answer.said["places_municipality"].values
    text = tell("places.aid", lang, n=counts["places"], active=counts["active"])
    rows, cited = answer.frame.to_dict("records"), _cited(evidence, answer, lang)
    title, more = tell("places.section_aid", lang), tell("places.more", lang, n="{n}")
    return Section("aid", title, text, rows, cited, more)
