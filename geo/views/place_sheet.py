"""What is known about a place as one sheet: each section in a few lines, for screen and print."""

from collections.abc import Callable, Mapping

import geopandas as gpd
import pandas as pd

from geo.answers import Answer, places, programmes, ranking
from geo.answers.answer import words
from geo.cartography import drawing, palette
from geo.cartography.sheet import Line, Section, sheet
from geo.evidence import Evidence, asked, label
from geo.exchange.about import publishers
from geo.language import date, model_hours, number, tell
from geo.views.link import to_one
from geo.views.shapes import period

MOST = 5
COARSE, MIDDLE, FINE = 0.05, 0.02, 0.004
CODES = {
    "municipalities": ("divipola", "municipality"),
    "departments": ("department_code", "department"),
}
UNITS = {5: "municipalities", 2: "departments"}


def place_sheet(evidence: Evidence, place: str, lang: str) -> str:
    """Everything we hold about a place as HTML. Raises KeyError for an unknown code."""
    sections, whole = evidence.ask(places.profile, place), len(place) == 2
    where = {
        "name": places.place_name(evidence, place),
        "department": places.place_name(evidence, place[:2]),
    }
    picture = drawing.as_picture(_locator(evidence, place), tell("places.where", lang, **where))
    rest = [
        _section(evidence, key, answer, whole, lang)
        for key, answer in sections.items()
        if key != "coca" and not (key == "hours" and whole)
    ]
    if whole:
        ranked = evidence.ask(ranking.municipalities_of, place)
        rest[1:1] = [_most(evidence, ranked, name, lang) for name in ("hectares", "population")]
        rest.insert(1, _aid(evidence, place, lang))
    return sheet(picture, _coca(evidence, sections["coca"], where, lang), rest)


@asked
def _outlines(evidence: Evidence, layer_id: str, tolerance: float) -> gpd.GeoDataFrame:
    """Simplified shapes with `code` and `name`."""
    rows, (code, name) = evidence[layer_id], CODES[layer_id]
    shapes = rows.geometry.simplify_coverage(tolerance)
    return gpd.GeoDataFrame({"code": rows[code], "name": rows[name]}, geometry=shapes)


@asked
def _locator(evidence: Evidence, place: str) -> str:
    layer_id = UNITS[len(place)]
    around = _outlines(evidence, layer_id, FINE if len(place) == 5 else MIDDLE)
    own = around.geometry[around["code"] == place].iloc[0]
    west, south, east, north = own.bounds
    margin = max(east - west, north - south)
    seen = around.cx[west - margin : east + margin, south - margin / 2 : north + margin / 2]
    near = evidence.ask(places.profile, place)["neighbours"].frame
    codes = near[CODES[layer_id][0]] if len(near) else []
    country = _outlines(evidence, "departments", COARSE)
    return drawing.locator(country, seen, place, [place, *codes])


def _cited(evidence: Evidence, answer: Answer, lang: str) -> str:
    names = publishers(answer, evidence, lang) if len(answer.frame) else ""
    return tell("places.sources", lang, names=names) if names else ""


def _section(evidence: Evidence, key: str, answer: Answer, name_places: bool, lang: str) -> Section:
    """One section: what it says, its rows, its publishers; an empty one says so.

    name_places: whether each row names its municipality, as on a department's sheet.
    """
    rows = answer.frame.to_dict("records") if key in LINES else []
    lines = [LINES[key](row, lang) for row in rows]
    if name_places and key in ("warnings", "structures", "pdet"):
        lines = [_named(row, f": {line.text}", lang) for row, line in zip(rows, lines, strict=True)]
    return Section(
        tell(f"places.section_{key}", lang),
        words(answer, lang) or ("" if rows else tell("places.nothing", lang)),
        lines,
        _cited(evidence, answer, lang),
        tell("places.more", lang, n="{n}"),
        tell("frame.modelled", lang) if answer.basis != "reported" else "",
    )


def _coca(evidence: Evidence, answer: Answer, where: Mapping[str, str], lang: str) -> Section:
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
            svg = drawing.bars(values, palette.GREENS[4], head, most, ends)
            pictures.append(drawing.as_picture(svg, f"{head}: {most}"))
    said = words(answer, lang)
    if pictures:
        said = f"{said} {tell('places.own_scales', lang)}"
    title, cited = tell("places.section_coca", lang), _cited(evidence, answer, lang)
    return Section(title, said, sources=cited, pictures=pictures)


def _most(evidence: Evidence, ranked: Answer, column: str, lang: str) -> Section:
    """The first municipalities of a department by one of its figures."""
    rows = ranked.frame.dropna(subset=column).nlargest(MOST, column, keep="all")
    unit = "\u00a0ha" if column == "hectares" else ""
    lines = [
        _named(row, f": {number(row[column], lang)}{unit}", lang) for row in rows.to_dict("records")
    ]
    said = "" if lines else tell("overview.none_detected", lang)
    cited = _cited(evidence, ranked, lang)
    return Section(tell(f"places.most_{column}", lang), said, lines, cited)


def _aid(evidence: Evidence, place: str, lang: str) -> Section:
    """The department's municipalities that programmes name, and how many name each."""
    answer = evidence.ask(programmes.places, "municipality", None, place)
    counts = answer.said["places_municipality"].values
    said = tell("places.aid", lang, n=counts["places"], active=counts["active"])
    lines = []
    for row in answer.frame.to_dict("records"):
        key = "places.aid_programmes" if row["programmes_counting"] else "places.aid_inferred"
        lines.append(_named(row, tell(key, lang, n=row["programmes"]), lang))
    return Section(
        tell("places.section_aid", lang), said, lines, _cited(evidence, answer, lang),
        tell("places.more", lang, n="{n}"),
    )  # fmt: skip


def _text(row: dict, name: str, lang: str) -> str:
    value = row[f"{name}_{lang}"]
    return "" if pd.isna(value) else str(value)


def _named(row: dict, after: str, lang: str, name: str = "") -> Line:
    """A place that leads to its page, and what is told of it."""
    code, column = CODES["municipalities" if "divipola" in row else "departments"]
    return Line("", row[name or column], to_one("places", "place", row[code], lang), after)


def _incident(row: dict, lang: str) -> Line:
    status = label("attribution_status", row["attribution_status"], lang)
    return Line(
        f"{date(row['date'], lang)}: ",
        _text(row, "title", lang),
        to_one("incidents", "incident", row["incident_id"], lang),
        f" ({_text(row, 'actor', lang)}: {status})",
    )


def _corridor(row: dict, lang: str) -> Line:
    why = label("waypoint_evidence", row["waypoint_evidence"], lang)
    one, name = row["corridor_id"], _text(row, "name", lang)
    if not one.startswith("COR"):  # a corridor of a published list, which has no page
        return Line(f"{name} ({why})")
    return Line("", f"{one} · {name}", to_one("corridors", "story", one, lang), f" ({why})")


def _origin(row: dict, lang: str) -> Line:
    low, high = (row[f"load_{end}_ha_modelled"] for end in ("low", "high"))
    ends = dict.fromkeys(number(end, lang) for end in (low, high))
    return _named(row, f": {'–'.join(ends)}\u00a0ha", lang)


def _warning(row: dict, lang: str) -> Line:
    kind = label("alert_type", row["alert_type"], lang)
    return Line(f"{_text(row, 'alert', lang)} · {date(row['date'], lang)} ({kind})")


def _structure(row: dict, lang: str) -> Line:
    kind = label("presence_type", row["presence_type"], lang)
    when = period(row["period"], lang)
    sure = tell("places.confidence", lang, level=label("confidence", row["confidence"], lang))
    return Line(f"{row['structure']}: {kind}, {when} ({sure})")


def _programme(row: dict, lang: str) -> Line:
    return Line(f"{_text(row, 'name', lang)}: {label('status_code', row['status_code'], lang)}")


def _pdet(row: dict, lang: str) -> Line:
    subregion = row["pdet_subregion"]
    return Line(
        tell("places.pnis", lang, subregion=subregion) if row["pnis"] is True else subregion
    )


def _neighbour(row: dict, lang: str) -> Line:
    return _named(row, f" ({number(row['border_km'], lang)}\u00a0km)", lang)


def _hour(row: dict, lang: str) -> Line:
    return _named(row, f": {model_hours(row['hours_modelled'], lang)}", lang, "city")


LINES: dict[str, Callable[[dict, str], Line]] = {
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
