"""A reader's own rows on the map: each of few, or many counted before they travel."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.cartography import deck, palette
from geo.cartography.classes import Classes, classify
from geo.cartography.extents import circle_around
from geo.cartography.legend import Entry, Legend, class_entries
from geo.cartography.tooltip import tooltip
from geo.language import number
from geo.spatial.hexagons import hexagons
from pages.frame import shapes
from pages.frame.data import layer
from pages.frame.language import lang, t

INLINE, VERTICES = 1000, 20_000
RADII_KM, HEXAGONS, DEGREE_KM = (5, 10, 20, 30, 40), 1200, 111
TOLD, LONG = 5, 60
FIGURES = 5
STEPS = (0, 1, 3, 10, 30, 100, 300, 1000)
LARGE_STEPS = (0, 10, 100, 1000, 3000, 10_000, 100_000, 2_000_000)
OWN = "own-rows"
UNCHECKED = "unchecked"


def few(rows: gpd.GeoDataFrame) -> bool:
    """Whether the rows can be drawn one by one."""
    return len(rows) <= INLINE and shapely.get_num_coordinates(rows.geometry).sum() <= VERTICES


def tips(rows: gpd.GeoDataFrame, own: list[str]) -> list[str]:
    """Row number and the first of the reader's own columns, as text."""
    told = own[:TOLD]
    cells = rows[told].astype("str").fillna("") if told else pd.DataFrame(index=rows.index)
    return [
        tooltip(
            t("explore.row", n=number(n, lang())),
            [
                f"{name}: {cell}"[:LONG]
                for name, cell in zip(told, values, strict=True)
                if cell not in ("", "nan", "None", "<NA>")
            ],
        )
        for n, values in zip(rows["row"], cells.to_numpy(), strict=True)
    ]


def seated(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The rows that have a municipality and no position, at its seat."""
    blank = rows.geometry.isna() | rows.geometry.is_empty
    found = rows[blank & rows["divipola"].notna()]
    seats = layer("seats").set_index("divipola").geometry
    points = gpd.GeoSeries(seats.reindex(found["divipola"]).to_numpy(), found.index, rows.crs)
    return found.set_geometry(points)


def at_seats(rows: gpd.GeoDataFrame) -> tuple[list, list[Entry]]:
    """Rows placed by a code or a name: one dot a municipality. rows: from `seated`."""
    if rows.empty:
        return [], []
    name = rows["municipality" if "municipality" in rows else "divipola"]
    dots = rows.assign(text=name).drop_duplicates("divipola")
    counts = rows["divipola"].value_counts()
    dots["tooltip"] = [
        tooltip(text, [t("explore.rows_here", rows=number(counts[code], lang()))])
        for text, code in zip(dots["text"], dots["divipola"], strict=True)
    ]
    entry = Entry("dot", palette.PURPLES[5], t("explore.own_placed"), len(rows))
    circles = deck.circles(dots, f"{OWN}-seats", palette.PURPLES[5], 6)
    return [circles, shapes.seat_labels(dots["divipola"])], [entry]


def each(
    rows: gpd.GeoDataFrame, own: list[str], placed: gpd.GeoDataFrame | None = None
) -> tuple[list, list[Legend]]:
    """Every row where it lies: points as dots, lines and areas as they are.

    placed: rows without a position, from `seated`.
    """
    there = rows.assign(tooltip=tips(rows, own))
    points = there.geom_type == "Point"
    layers, entries = [deck.borders()], []
    if not points.all():
        others = there[~points]
        layers.append(deck.shapes(others, f"{OWN}-shapes", palette.HIGHLIGHT))
        entries.append(Entry("line", palette.HIGHLIGHT, t("explore.own_shapes"), len(others)))
    if points.any():
        layers.append(deck.circles(there[points], OWN, palette.HIGHLIGHT, 6))
        entries.append(Entry("dot", palette.HIGHLIGHT, t("explore.own_points"), int(points.sum())))
    if placed is not None:
        dots, named = at_seats(placed)
        layers, entries = layers + dots, entries + named
    return layers, [Legend(t("explore.own_legend"), UNCHECKED, entries)]


def corridors() -> tuple[list, list[Legend]]:
    """The documented corridors, to see what the rows are near."""
    legs = layer("corridors_documented")
    lines = deck.documented(shapes.joined_legs(legs), width=2)
    return lines, [shapes.lines_legend(legs, t("explore.lines_legend"))]


def _steps(most: float) -> tuple[tuple[float, ...], list[list[int]]]:
    steps = STEPS if most <= STEPS[-1] else LARGE_STEPS
    steps = steps[: next(i for i, step in enumerate(steps) if step >= most) + 1]
    return steps, palette.steps(palette.PURPLES, len(steps) - 1)


def by_municipality(counts: pd.Series) -> tuple[list, list[Legend]]:
    """Municipalities coloured by how many rows lie in them. counts: by DIVIPOLA, from 1."""
    breaks, colours = _steps(counts.max() if len(counts) else 1)
    classes = classify(counts, layer("municipalities")["divipola"], breaks, colours)
    return [deck.choropleth(OWN, classes, "colombia")], [
        _legend(classes, t("explore.count_legend"))
    ]


def by_figure(values: pd.Series, name: str) -> tuple[list, list[Legend]]:
    """Municipalities in up to five classes of about as many each. values: by DIVIPOLA."""
    units = layer("municipalities")["divipola"]
    cuts = np.unique(np.quantile(values, np.linspace(0, 1, FIGURES + 1))) if len(values) else [0, 1]
    breaks = (np.nextafter(cuts[0], -np.inf), *cuts[1 if len(cuts) > 1 else 0 :])
    classes = classify(values, units, breaks, palette.steps(palette.PURPLES, len(breaks) - 1))
    legend = Legend(name, UNCHECKED, class_entries(classes, lang(), decimals=1))
    return [deck.choropleth(OWN, classes, "colombia")], [legend]


def _legend(classes: Classes, title: str) -> Legend:
    return Legend(title, UNCHECKED, class_entries(classes, lang(), whole=True))


def in_hexagons(points: gpd.GeoDataFrame) -> tuple[list, list[Legend]]:
    """Points counted in hexagons, as small as few enough of them cover all points."""
    west, south, east, north = points.total_bounds
    wide_km2 = (east - west) * (north - south) * DEGREE_KM**2
    fitting = (km for km in RADII_KM if wide_km2 / (2.6 * km**2) <= HEXAGONS)
    radius_km = next(fitting, RADII_KM[-1])
    cells = hexagons(points, radius_km)
    cells["tooltip"] = [t("explore.rows_here", rows=number(n, lang())) for n in cells["rows"]]
    breaks, colours = _steps(cells["rows"].max())
    ids = cells.index.astype(str)
    classes = classify(cells["rows"].set_axis(ids), ids, breaks, colours)
    layers: list = [
        deck.hexagons(cells[[c == str(k) for c in classes.codes]], f"{OWN}-{k}", radius_km, colour)
        for k, colour in enumerate(classes.colours)
    ]
    title = t("explore.hexagon_legend", km=number(2 * radius_km, lang()))
    return [*layers, deck.borders("departments")], [_legend(classes, title)]


def around(rows: gpd.GeoDataFrame) -> tuple[float, float, float] | None:
    """The circle around the rows and their seats, or None where none has either."""
    points = seated(rows) if "divipola" in rows else rows
    bounds = pd.concat([rows.geometry, points.geometry]).total_bounds
    return None if pd.isna(bounds).any() else circle_around(bounds)
