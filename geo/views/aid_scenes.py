"""Assistance on the map: places that programmes name, shares, and two measures at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import geopandas as gpd
import pandas as pd

from geo.answers import Answer
from geo.answers.measures import MEASURES
from geo.answers.programmes import CODE, PLACE_NAME, STATUSES, places
from geo.cartography import palette
from geo.cartography.classes import Classes, bivariate, circle_radii, classify
from geo.cartography.kinds import Areas, Dots, Kind, Names
from geo.cartography.legend import Entry, Grid, Legend, class_entries
from geo.cartography.tooltip import tooltip
from geo.evidence import Evidence, column_title, heading, term
from geo.language import tell
from geo.views import shapes

Drawing = tuple[list[Kind], list[Legend]]
Selection = tuple[tuple[str, ...], str]  # the ids of programmes, and a department or none
NAMING = (0, 1, 2, 4, 8, 60)  # programmes that name a department or subregion
PER_INHABITANT = (0, 2, 5, 10, 25, 50, 500)
CODES = {"municipalities": "divipola", "departments": "department_code"}
UNITS = dict.fromkeys(CODE, "municipalities") | {"department": "departments"}
JOIN = " · ".join
WIDEST = 26  # pixels, of a circle in proportion
LABELS = 30


def members(evidence: Evidence, level: str, place: str) -> list[str]:
    """The municipalities or departments that one place is on the map."""
    if level != "pdet":
        return [place]
    rows = evidence.pdet
    return list(rows.loc[rows["pdet_subregion"] == place, "divipola"])


def points(evidence: Evidence, level: str, frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """The places at their seat, the middle of the department or of its seats."""
    seats = evidence.seats.set_index("divipola").geometry
    if level == "department":
        limits = evidence.departments.set_index("department_code").geometry
        at = limits.loc[frame["department_code"]].representative_point()
    elif level == "pdet":
        codes = (members(evidence, level, name) for name in frame["pdet_subregion"])
        at = [seats.loc[those].union_all().centroid for those in codes]
    else:
        at = seats.loc[frame["divipola"]]
    return gpd.GeoDataFrame(pd.DataFrame(frame), geometry=list(at), crs=seats.crs)


def _names(evidence: Evidence, level: str, frame: pd.DataFrame, by: str = "programmes") -> Names:
    if level in ("municipality", "city"):
        return shapes.names(evidence, frame["divipola"].head(LABELS))
    rows = points(evidence, level, frame)
    rows = rows.assign(text=rows[PLACE_NAME[level]], priority=rows[by])
    return Names("names", "", rows, dotted=False)  # of areas


def _lines(row: dict, lang: str) -> list[str]:
    """What is told of one place that programmes name."""
    counting = row["programmes_counting"]
    status = [
        tell("aid.tip_status", lang, status=term("status_code", code), n=row[code])
        for code in STATUSES
        if row[code]
    ]
    first = tell("aid.tip", lang, programmes=row["programmes"], counting=counting)
    return [first, *status]


def _dots(evidence: Evidence, level: str, frame: pd.DataFrame, title: str, lang: str) -> Dots:
    """Places by the most current status of the programmes that name them."""
    tips = [tooltip(r[PLACE_NAME[level]], _lines(r, lang)) for r in frame.to_dict("records")]
    radius = frame["programmes_counting"].gt(0).map({True: 8, False: 4.5})
    return Dots(
        "aid-places",
        title,
        points(evidence, level, frame.assign(tooltip=tips)),
        code="divipola",
        colour=list(frame["status_code"].map(palette.STATUSES)),
        signs=list(frame["status_code"]),
        radius=list(radius if level == "municipality" else circle_radii(frame["programmes"], 18)),
    )


def _spread(evidence: Evidence, level: str, frame: pd.DataFrame, each: Iterable) -> dict:
    """Something of each place, by every municipality or department that it is on the map."""
    pairs = zip(frame[CODE[level]], each, strict=True)
    return {unit: one for place, one in pairs for unit in members(evidence, level, place)}


def _shade(
    evidence: Evidence, level: str, frame: pd.DataFrame, within: bool, lang: str
) -> tuple[Areas, Classes]:
    """Departments, or the municipalities of subregions, by how many programmes name them."""
    units, wide = UNITS[level], level == "department"
    values = pd.Series(_spread(evidence, level, frame, frame["programmes"]), dtype=float)
    classes = classify(values, evidence[units][CODES[units]], NAMING, palette.GREYS[1:6])
    rows = frame.to_dict("records")
    lines = [[*([] if wide else [r[PLACE_NAME[level]]]), *_lines(r, lang)] for r in rows]
    area = Areas(
        f"aid-{units}",
        tell(f"aid.legend_{level}", lang),
        classes=classes,
        units=units,
        values=values if wide else None,
        labels=_spread(evidence, level, frame, map(JOIN, lines)),
        nothing=tell("aid.not_named_within" if within else "aid.not_named", lang),
    )
    return area, classes


def _counted(entries: Sequence[Entry], values: pd.Series, breaks: Sequence[float]) -> list[Entry]:
    counts = pd.cut(values.astype(float), breaks).value_counts(sort=False)
    return [replace(e, count=int(n)) for e, n in zip(entries, counts, strict=True) if n]


def _municipalities(evidence: Evidence, selection: Selection, lang: str) -> Drawing:
    """Municipalities named as dots by status; departments named as such as an even shade."""
    frame = evidence.ask(places, "municipality", *selection).frame
    (shade, *_), (shaded,) = _areas(evidence, selection, "department", lang)
    title = tell("aid.legend_municipality", lang)
    there = int((frame["programmes_counting"] > 0).sum())
    entries = [
        *shapes.entries_by_code(frame["status_code"], palette.STATUSES, lang),
        Entry("dot", palette.FRAME, tell("aid.counting", lang), there, 16),
        Entry("dot", palette.FRAME, tell("aid.not_counting", lang), len(frame) - there, 9),
    ]
    legends = [Legend(title, "reported", entries), shaded]
    dots = _dots(evidence, "municipality", frame, title, lang)
    return [shade, dots, shapes.names(evidence, frame["divipola"])], legends


def _cities(evidence: Evidence, selection: Selection, lang: str) -> Drawing:
    """The cities that programmes name as circles in proportion, by status."""
    frame, title = evidence.ask(places, "city", *selection).frame, tell("aid.legend_city", lang)
    dots = _dots(evidence, "city", frame, title, lang)
    entries = shapes.entries_by_code(frame["status_code"], palette.STATUSES, lang)
    return [dots, _names(evidence, "city", frame)], [Legend(title, "reported", entries)]


def _areas(evidence: Evidence, selection: Selection, level: str, lang: str) -> Drawing:
    frame = evidence.ask(places, level, *selection).frame
    area, classes = _shade(evidence, level, frame, bool(selection[1]), lang)
    # A place counts once, however many municipalities it colours.
    entries = _counted(class_entries(classes, lang, whole=True), frame["programmes"], NAMING)
    return [area, _names(evidence, level, frame)], [Legend(area.title, "reported", entries)]


# Level → layers and legends of the places that programmes name.
PRESENCE: dict[str, Callable[[Evidence, Selection, str], Drawing]] = {
    "municipality": _municipalities,
    "department": lambda evidence, which, lang: _areas(evidence, which, "department", lang),
    "pdet": lambda evidence, which, lang: _areas(evidence, which, "pdet", lang),
    "city": _cities,
}


def shared_out(
    evidence: Evidence, frame: pd.DataFrame, level: str, method: str, per: str, lang: str
) -> Drawing:
    """Shares as hatched areas, with a dot each, in proportion for totals; a reader's figures.

    frame: of `shares.by_place`. per: `inhabitant` or `total`.
    """
    rows, by = frame.dropna(subset="allocated_usd_modelled"), term("allocation_method", method)
    title = tell(f"aid.shares_{per}", lang, method=by)
    if per == "inhabitant":
        value, breaks = rows["per_inhabitant_usd_modelled"], PER_INHABITANT
        radius: float | list[float] = 3.5
        colours = palette.steps(palette.PURPLES, 6)
    else:
        value, breaks, colours = rows["programmes"] * 0 + 1, (0, 1), [palette.PURPLES[1]]
        radius = list(circle_radii(rows["allocated_usd_modelled"], WIDEST))
    units = UNITS[level]
    worth = pd.Series(_spread(evidence, level, rows, value), dtype=float).dropna()
    classes = classify(worth, evidence[units][CODES[units]], breaks, colours)
    lines = [_share_lines(row, dict(by), per, lang) for row in rows.to_dict("records")]
    tips = [tooltip(*pair) for pair in zip(rows[PLACE_NAME[level]], lines, strict=True)]
    texts = _spread(evidence, level, rows, map(JOIN, lines))
    if per == "inhabitant":
        entries = _counted(class_entries(classes, lang, mark="hatched"), value, breaks)
    else:
        entries = [Entry("hatched", colours[0], tell("aid.has_share", lang), len(rows))]
        most = rows["allocated_usd_modelled"].max()
        for usd, size in ((most, WIDEST), (most / 9, WIDEST / 3)):
            text = tell("aid.usd", lang, usd=usd)
            entries.append(Entry("dot", palette.LOAD_LINE, text, size=size))
    at = points(evidence, level, rows.assign(tooltip=tips))
    layers = [
        Areas(
            "aid-shared",
            title,
            classes=classes,
            units=units,
            values=None if level == "pdet" or per == "total" else worth,
            labels=texts,
            basis="modelled",
        ),
        Dots(
            "aid-shared-dots",
            title,
            at,
            code="" if level == "pdet" else CODE[level],
            colour=palette.LOAD_LINE,
            radius=radius,
            basis="modelled",
        ),
    ]
    legends = [Legend(title, "modelled", entries)]
    own_rows = frame.dropna(subset="reported_usd")
    if len(own_rows):
        layers.append(_own_dots(evidence, own_rows, level, lang))
        own = Entry("dot", palette.DOCUMENTED, tell("aid.own_entry", lang), len(own_rows))
        legends.append(Legend(layers[-1].title, "unchecked", [own]))
    return [*layers, _names(evidence, level, rows, "allocated_usd_modelled")], legends


def _share_lines(row: dict, by: dict[str, str], first: str, lang: str) -> list[str]:
    low, high = row["low_usd_modelled"], row["high_usd_modelled"]
    amount, per = row["allocated_usd_modelled"], row["per_inhabitant_usd_modelled"]
    each = tell("aid.tip_inhabitant", lang, amount=per)
    total = [
        tell("aid.tip_modelled", lang, method=by, amount=amount),
        tell("aid.tip_range", lang, low=low, high=high),
    ]
    return [each, *total] if first == "inhabitant" else [*total, each]


def _own_dots(evidence: Evidence, frame: pd.DataFrame, level: str, lang: str) -> Dots:
    columns = (PLACE_NAME[level], "reported_usd", "reported_fiscal_years")
    tips = [
        tooltip(name, [tell("aid.tip_own", lang, amount=usd, years=years.split(";"))])
        for name, usd, years in zip(*(frame[c] for c in columns), strict=True)
    ]
    rows, title = points(evidence, level, frame.assign(tooltip=tips)), tell("aid.own_legend", lang)
    colour = palette.DOCUMENTED
    return Dots("aid-own-dots", title, rows, colour=colour, radius=6, basis="unchecked")


def two(evidence: Evidence, answer: Answer, x: str, y: str, lang: str) -> tuple[list[Kind], Grid]:
    """Nine classes of two measures, hatched where either is modelled, with names."""
    frame, classes = answer.frame, nine(evidence, answer, x, y)
    basis = "reported" if answer.basis == "reported" else "modelled"
    lines = [
        [
            tell(
                "aid.tip_measure", lang, measure=heading(MEASURES[each]), value=row[MEASURES[each]]
            )
            for each in (x, y)
        ]
        for row in frame.to_dict("records")
    ]
    tips = [tooltip(*pair) for pair in zip(frame["municipality"], lines, strict=True)]
    texts = dict(zip(frame["divipola"], map(JOIN, lines), strict=True))
    title = tell("aid.two_legend", lang)
    rows = points(evidence, "municipality", frame.assign(tooltip=tips))
    layers = [
        Areas("aid-two", title, classes=classes, labels=texts, basis=basis),
        Dots(
            "aid-two-dots", title, rows, code="divipola", colour=palette.INK, radius=3, basis=basis
        ),
        shapes.names(evidence, frame["divipola"].head(LABELS)),
    ]
    across, up = (column_title(MEASURES[each], lang) for each in (x, y))
    return layers, Grid(title, across, up, classes, basis == "modelled")


def nine(evidence: Evidence, answer: Answer, x: str, y: str) -> Classes:
    """The classes of a pair's municipalities, by thirds of both measures."""
    frame, units = answer.frame.set_index("divipola"), evidence.municipalities["divipola"]
    one, other = (frame[MEASURES[each]].astype(float) for each in (x, y))
    return bivariate(one, other, units, palette.BIVARIATE)
