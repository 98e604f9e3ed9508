"""What several maps draw alike: places' names, documented lines, the five cities, coca."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely import MultiLineString, get_parts, line_merge

from geo.cartography import palette
from geo.cartography.classes import Classes, classify
from geo.cartography.kinds import Areas, Colour, Dots, Kind, Lines, Names, incidents
from geo.cartography.legend import Entry, Legend, class_entries
from geo.cartography.tooltip import tooltip
from geo.evidence import Evidence, label, once
from geo.language import date, number, tell
from geo.spatial import AREA_FROM_KM

COCA_BREAKS = (0, 50, 250, 1000, 2500, 5000, 35000)


def _coca(evidence: Evidence, year: int) -> pd.Series:
    """Hectares detected in a year by municipality."""
    rows = evidence.of_year("coca", year).query("hectares > 0")
    return rows.set_index("divipola")["hectares"]


def by_municipality(
    evidence: Evidence, values: pd.Series, breaks: Sequence[float], colours: Sequence
) -> Classes:
    """The classes of values by DIVIPOLA (see `classify`)."""
    return classify(values, evidence.municipalities["divipola"], breaks, colours)


def coca_classes(evidence: Evidence, year: int) -> Classes:
    """Classes of the hectares detected in a year, the same for every year."""
    greens = palette.steps(palette.GREENS, 6)
    return by_municipality(evidence, _coca(evidence, year), COCA_BREAKS, greens)


@once
def coca_years(evidence: Evidence) -> dict[int, str]:
    """The codes of these classes, of every year."""
    years = sorted(evidence.coca["year"].unique())
    return {int(year): coca_classes(evidence, year).codes for year in years}


def coca_areas(evidence: Evidence, year: int, lang: str) -> Areas:
    """The hectares detected in a year; the classes of all years travel along."""
    classes, none = coca_classes(evidence, year), tell("overview.none_detected", lang)
    return Areas(
        "coca",
        tell("overview.coca_legend", lang, year=year),
        entries=class_entries(classes, lang, nothing=none),
        classes=classes,
        values=_coca(evidence, year),
        unit="ha",
        nothing=none,
        years=coca_years(evidence),
        year=year,
    )


def merge_legs(legs: gpd.GeoDataFrame, lang: str) -> gpd.GeoDataFrame:
    """Neighbouring legs of one corridor and one kind as one line, with its tooltip."""
    rows, lines = [], legs.geometry.to_numpy()
    texts = pd.DataFrame(legs.drop(columns="geometry"))
    for (corridor, dashed), at in legs.groupby(["corridor_id", "is_schematic"]).indices.items():
        first = texts.iloc[at[0]]
        words = [
            label("commodities", first["commodities"], lang),
            label("evidence", first["evidence"], lang),
            first[f"attribution_{lang}"],
            period(first["period"], lang),
        ]
        tip = tooltip(f"{corridor} · {first[f'name_{lang}']}", words)
        merged = line_merge(MultiLineString(list(lines[at])))
        rows += [(corridor, dashed, tip, part) for part in get_parts(merged)]
    columns = ["corridor_id", "is_schematic", "tooltip", "geometry"]
    return gpd.GeoDataFrame(pd.DataFrame(rows, columns=columns), geometry="geometry", crs=legs.crs)


def period(text: str | None, lang: str) -> str:
    """A day, a month, a year or several as a source dates them, in words; or that none does."""
    return tell("frame.undated", lang) if pd.isna(text) else date(text, lang)


def documented(legs: gpd.GeoDataFrame, title: str, lang: str, *, width: float = 4) -> Lines:
    """Documented corridors, with legs by how they are drawn; a click gives the corridor."""
    dashed = int(legs["is_schematic"].sum())
    solid, broken = tell("overview.solid", lang), tell("overview.dashed", lang)
    marks = (("line", solid, len(legs) - dashed), ("dashed", broken, dashed))
    entries = [Entry(mark, palette.DOCUMENTED, text, n) for mark, text, n in marks]
    rows = merge_legs(legs, lang)
    return Lines("documented", title, rows, code="corridor_id", width=width, entries=entries)


def five_cities(evidence: Evidence, lang: str, *, city: str = "") -> Dots:
    """The five cities, the chosen one larger and darker; a click gives the place.

    Where none is chosen the legend says what the dots are.
    """
    cities = evidence.cities
    tips = [
        tooltip(
            row.city,
            [tell("cities.tip_people", lang, people=int(row.population), year=row.population_year)],
        )
        for row in cities.itertuples()
    ]
    is_chosen = cities["divipola"] == city
    entry = Entry("dot", palette.CITY, tell("overview.city", lang), len(cities))
    return Dots(
        "cities",
        tell("cities.nav", lang),
        cities.assign(tooltip=tips),
        basis="",
        code="divipola",
        colour=[palette.DOCUMENTED if this else palette.CITY for this in is_chosen],
        radius=list(is_chosen.map({True: 10, False: 7})),
        entries=[] if city else [entry],
    )


def incident_layers(
    rows: gpd.GeoDataFrame, lang: str, *, large: bool = False, title: str = "", head: str = ""
) -> list[Kind]:
    """Incidents with what a reader may know of each; a click gives the incident.

    head: of their legend, where it is not the title.
    """
    tips = [
        tooltip(
            row[f"title_{lang}"],
            [
                f"{date(row['date'], lang)} · {label('event_type', row['event_type'], lang)}",
                row[f"place_text_{lang}"],
                row[f"casualty_text_{lang}"],
                f"{row[f'actor_{lang}']} · "
                f"{label('attribution_status', row['attribution_status'], lang)}",
                f"± {number(row['uncertainty_km'], lang)} km",
            ],
        )
        for row in rows.to_dict("records")
    ]
    called = title or tell("incidents.nav", lang)
    *others, last = incidents(rows.assign(tooltip=tips), called, large=large)
    return [*others, replace(last, legend=incidents_legend(rows, head or called, lang))]


def entries_by_code(codes: pd.Series, colours: Mapping[str, Colour], lang: str) -> list[Entry]:
    """A dot with its sign, label and number for each code of a column, in the colours' order."""
    counts = codes.value_counts()
    return [
        Entry("dot", colour, label(str(codes.name), code, lang), int(counts[code]), sign=code)
        for code, colour in colours.items()
        if code in counts
    ]


def incidents_legend(rows: gpd.GeoDataFrame, title: str, lang: str) -> Legend:
    """Types of incidents with their numbers, and what an area stands for."""
    entries = entries_by_code(rows["event_type"], palette.EVENTS, lang)
    if wide := int((rows["uncertainty_km"] >= AREA_FROM_KM).sum()):
        entries.append(Entry("ring", palette.INK, tell("incidents.area", lang), wide))
    return Legend(title, "reported", entries)


def names(
    evidence: Evidence,
    codes: Sequence[str],
    texts: Sequence[str] = (),
    *,
    in_order: bool = False,
    **options: Any,
) -> Names:
    """Names at seats, the most populous first. codes: DIVIPOLA, each counted once.

    texts: what is written instead of the names, in the order of the codes. in_order: the first
    codes matter most, whoever lives there. options: of Names.
    """
    words = texts or [evidence.names[code] for code in codes]
    labels = dict(zip(codes, words, strict=True))
    seats = _peopled_seats(evidence).loc[list(labels)]
    rows = seats.assign(text=list(labels.values()))
    if in_order:
        rows["priority"] = range(len(rows), 0, -1)
    return Names("names", "", rows, **options)


def main_places(evidence: Evidence, most: int, **options: Any) -> Names:
    """Names at the seats of so many municipalities, the most populous ones."""
    codes = evidence.of_year("population").nlargest(most, "population")["divipola"]
    return names(evidence, codes[codes.isin(evidence.seats["divipola"])], **options)


@once
def _peopled_seats(evidence: Evidence) -> gpd.GeoDataFrame:
    """The seats by code, with the people of the last year as `priority`."""
    people = evidence.of_year("population").set_index("divipola")["population"]
    seats = evidence.seats[["divipola", "geometry"]].set_index("divipola")
    return seats.assign(priority=people.reindex(seats.index).fillna(0))
