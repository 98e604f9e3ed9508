"""The page of one place: its drawings and its sections, in one view that prints on one sheet."""

from collections.abc import Callable

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo.answers import Answer
from geo.answers.answer import words
from geo.answers.places import NEEDED, Held, Profile, municipalities_of, profile
from geo.cartography import drawing, palette
from geo.cartography.sheet import Line, Section
from geo.cartography.sheet import sheet as html_sheet
from geo.evidence import data_version, label
from geo.language import date, hours, join_list, number
from geo.spatial.borders import shared_borders
from pages.frame import link, model
from pages.frame.data import layer
from pages.frame.language import lang, t

PUBLISHERS = 3
PLACES = 5
COARSE, MIDDLE, FINE = 0.05, 0.02, 0.004
COLUMNS = {
    "population": ["year", "population", "men", "women"],
    "coca": ["year", "hectares", "hectares_department", "hectares_nation"],
    "corridors": [
        *("corridor_id", "name_en", "name_es", "waypoint_evidence", "places_named"),
        *("commodities", "evidence", "confidence", "period", "superseded_by"),
    ],
    "load": [
        *("municipality", "department", "hectares", "load_ha_modelled"),
        *("load_low_ha_modelled", "load_high_ha_modelled"),
    ],
    "hours": ["city", "hours_modelled"],
    "neighbours": ["municipality", "department", "border_km"],
    "warnings": ["date", "alert_en", "alert_es", "alert_type", "municipality"],
    "structures": [
        *("structure", "umbrella_en", "umbrella_es", "presence_type", "period"),
        *("confidence", "municipality", "source_ids"),
    ],
    "programmes": [
        *("name_en", "name_es", "status_code", "status_as_of", "place_role", "footprint_type"),
        *("start_date", "end_date", "sector_code", "implementer", "footprint_kind"),
    ],
    "pdet": ["municipality", "pdet_subregion", "pnis"],
    "municipalities": ["rank_coca", "municipality", "hectares", "rank_population", "population"],
}


@st.cache_resource(show_spinner=False)
def _held(version: str) -> Held:
    layers = {name: layer(name) for name in NEEDED}
    return Held(
        layers,
        shared_borders(layers["municipalities"]),
        model.times(),
        model.time_source_ids(),
        model.trips(model.Scenario(2024, limit=0)),
    )


@st.cache_resource(show_spinner=False, max_entries=256)
def _profile(version: str, place: str) -> Profile:
    return profile(place, _held(version))


def profile_of(place: str) -> Profile:
    """The profile of a place, made once. Raises KeyError for an unknown code."""
    return _profile(data_version(), place)


@st.cache_resource(show_spinner=False)
def _outlines(version: str, layer_id: str, tolerance: float) -> gpd.GeoDataFrame:
    rows = layer(layer_id)
    code = "divipola" if layer_id == "municipalities" else "department_code"
    name = "municipality" if layer_id == "municipalities" else "department"
    shapes = rows.geometry.simplify_coverage(tolerance)
    return gpd.GeoDataFrame({"code": rows[code], "name": rows[name]}, geometry=shapes)


@st.cache_resource(show_spinner=False, max_entries=256)
def _locator(version: str, place: str) -> str:
    kind = "municipalities" if len(place) == 5 else "departments"
    around = _outlines(version, kind, FINE if len(place) == 5 else MIDDLE)
    own = around.geometry[around["code"] == place].iloc[0]
    west, south, east, north = own.bounds
    margin = max(east - west, north - south)
    seen = around.cx[west - margin : east + margin, south - margin / 2 : north + margin / 2]
    near = profile_of(place).sections["neighbours"].frame
    codes = near["divipola" if len(place) == 5 else "department_code"] if len(near) else []
    country = _outlines(version, "departments", COARSE)
    return drawing.locator(country, seen, place, [place, *codes])


def _cited(answer: Answer) -> str:
    """The publishers of an answer, the first few by name."""
    known = layer("sources").set_index("source_id")["publisher"]
    names = list(dict.fromkeys(known[list(answer.source_ids)]))
    if len(names) > PUBLISHERS + 1:
        more = t("frame.and_more_publishers", n=number(len(names) - PUBLISHERS, lang()))
        names = [*names[:PUBLISHERS], more]
    return t("places.sources", names=join_list(names, lang())) if names else ""


def _section(key: str, answer: Answer, name_places: bool) -> Section:
    """One section: what it says, its rows, its publishers; an empty one says so.

    name_places: whether each row names its municipality, as on a department's sheet.
    """
    rows = answer.frame.to_dict("records") if key in LINES else []
    lines = [LINES[key](row) for row in rows]
    if name_places and key in ("warnings", "structures", "pdet"):
        lines = [
            Line("", row["municipality"], link.to_place(row["divipola"], lang()), f": {line.text}")
            for row, line in zip(rows, lines, strict=True)
        ]
    said = words(answer, lang())
    return Section(
        t(f"places.section_{key}"),
        said or ("" if rows else t("places.nothing")),
        lines,
        _cited(answer),
        t("places.more", n="{n}"),
        t("frame.modelled") if answer.basis == "modelled" else "",
    )


def _coca(answer: Answer, found: Profile) -> Section:
    heads = {
        "hectares": found.name,
        "hectares_department": found.department,
        "hectares_nation": t("places.colombia"),
    }
    rows, drawn = answer.frame.set_index("year") if len(answer.frame) else answer.frame, []
    for column, head in heads.items():
        if len(rows) and column in rows:
            values = rows[column]
            most = t("places.most", ha=number(values.max(), lang()), year=str(values.idxmax()))
            ends = (str(rows.index[0]), str(rows.index[-1]))
            svg = drawing.bars(values, palette.GREENS[4], head, most, ends)
            drawn.append(drawing.as_image(svg, f"{head}: {most}"))
    said = words(answer, lang())
    if drawn:
        said = f"{said} {t('places.own_scales')}"
    return Section(t("places.section_coca"), said, sources=_cited(answer), pictures=drawn)


def _text(row: dict, name: str) -> str:
    value = row[f"{name}_{lang()}"]
    return "" if pd.isna(value) else str(value)


def _incident(row: dict) -> Line:
    status = label("attribution_status", row["attribution_status"], lang())
    return Line(
        f"{date(row['date'], lang())}: ",
        _text(row, "title"),
        link.to_one("incidents", "incident", row["incident_id"], lang()),
        f" ({_text(row, 'actor')}: {status})",
    )


def _corridor(row: dict) -> Line:
    why = label("waypoint_evidence", row["waypoint_evidence"], lang())
    return Line(f"{row['corridor_id']} · {_text(row, 'name')} ({why})")


def _origin(row: dict) -> Line:
    low, high = (number(row[f"load_{end}_ha_modelled"], lang()) for end in ("low", "high"))
    span = low if low == high else f"{low}–{high}"
    code = row["divipola"]
    return Line("", row["municipality"], link.to_place(code, lang()), f": {span} ha")


def _warning(row: dict) -> Line:
    kind = label("alert_type", row["alert_type"], lang())
    return Line(f"{_text(row, 'alert')} · {date(row['date'], lang())} ({kind})")


def _structure(row: dict) -> Line:
    kind = label("presence_type", row["presence_type"], lang())
    when = row["period"] if pd.notna(row["period"]) else t("frame.undated")
    sure = t("places.confidence", level=label("confidence", row["confidence"], lang()))
    return Line(f"{row['structure']}: {kind}, {when} ({sure})")


def _programme(row: dict) -> Line:
    return Line(f"{_text(row, 'name')}: {label('status_code', row['status_code'], lang())}")


def _pdet(row: dict) -> Line:
    said = row["pdet_subregion"]
    return Line(t("places.pnis", subregion=said) if row["pnis"] is True else said)


def _neighbour(row: dict) -> Line:
    kind = "municipality" if "divipola" in row else "department"
    code = row["divipola" if kind == "municipality" else "department_code"]
    return Line(
        "", row[kind], link.to_place(code, lang()), f" ({number(row['border_km'], lang())} km)"
    )


def _hour(row: dict) -> Line:
    return Line(
        "",
        row["city"],
        link.to_place(row["divipola"], lang()),
        f": {hours(row['hours_modelled'], lang())}",
    )


def ranked_in(department_code: str) -> Answer:
    """The municipalities of a department, ranked."""
    return municipalities_of(department_code, {name: layer(name) for name in NEEDED})


def _most(ranked: Answer, column: str) -> Section:
    """The first municipalities of a department by one of its figures."""
    rows = ranked.frame.dropna(subset=column).nlargest(PLACES, column, keep="all")
    unit = " ha" if column == "hectares" else ""
    lines = [
        Line(
            "",
            row["municipality"],
            link.to_place(row["divipola"], lang()),
            f": {number(row[column], lang())}{unit}",
        )
        for row in rows.to_dict("records")
    ]
    said = "" if lines else t("overview.none_detected")
    return Section(t(f"places.most_{column}"), said, lines, _cited(ranked))


LINES: dict[str, Callable[[dict], Line]] = {
    "incidents": _incident,
    "corridors": _corridor,
    "load": _origin,
    "hours": _hour,
    "neighbours": _neighbour,
    "warnings": _warning,
    "structures": _structure,
    "programmes": _programme,
    "pdet": _pdet,
}


def sheet(found: Profile) -> None:
    """Everything we hold about a place in one view."""
    seen = t("places.where", name=found.name, department=found.department)
    picture = drawing.as_image(_locator(data_version(), found.place), seen)
    whole = len(found.place) == 2
    rest = [
        _section(key, answer, whole)
        for key, answer in found.sections.items()
        if key != "coca" and not (key == "hours" and whole)
    ]
    if whole:
        ranked = ranked_in(found.place)
        rest[1:1] = [_most(ranked, "hectares"), _most(ranked, "population")]
    view = html_sheet(picture, _coca(found.sections["coca"], found), rest)
    st.html(view)
