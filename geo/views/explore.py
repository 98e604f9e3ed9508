"""The page of a reader's own data: how it is joined, counted and drawn.

The rows are never in a link: whoever has them hands over their answer.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.answers import Answer
from geo.answers.joined import JOINS
from geo.cartography import palette
from geo.cartography.classes import Classes, classify
from geo.cartography.extents import padded
from geo.cartography.kinds import Areas, Dots, Hexagons, Kind, Shapes
from geo.cartography.legend import Entry, Grid, Legend, class_entries
from geo.cartography.scene import Scene
from geo.cartography.tooltip import tooltip
from geo.crs import astray
from geo.evidence import Evidence
from geo.language import Sentence, number, say, tell
from geo.spatial.hexagons import hexagons
from geo.views import shapes
from geo.views.link import Choice, many_of, one_of, whole
from geo.views.view import View

HOWS = ("file", "paste", "draw", "sample")
DEFAULT_JOINS = ("place", "corridors", "cities", "coca", "population", "programmes", "load")
POINT_VIEWS, AREA_VIEWS = ("rows", "places", "areas"), ("areas", "rows")
SHOWN_AS = ("points", "municipalities", "hexagons")
# Each row is drawn by the canvas up to so many rows and vertices.
ROWS, VERTICES = 1000, 20_000
RADII_KM, HEXAGONS, DEGREE_KM = (5, 10, 20, 30, 40), 1200, 111
LISTED, LONG = 5, 60  # columns in a tooltip, and signs of each
FIGURES, DECIMALS = 5, 9
STEPS = (0, 1, 3, 10, 30, 100, 300, 1000)
LARGE_STEPS = (0, 10, 100, 1000, 3000, 10_000, 100_000, 2_000_000)
OWN, UNCHECKED = "own-rows", "unchecked"
Drawing = tuple[list[Kind], list[Legend]]


def choices(evidence: Evidence) -> list[Choice]:
    """How rows are brought, what is joined to them, and how they are shown."""
    return [
        one_of("how", HOWS, "file"),
        many_of("joins", list(JOINS), DEFAULT_JOINS),
        whole("km", 1, 100, 20),
        one_of("view", ("first", *POINT_VIEWS), "first"),
        one_of("shown_as", SHOWN_AS, "points"),
    ]


def view(
    evidence: Evidence,
    values: Mapping[str, Any],
    lang: str,
    *,
    answer: Answer | None = None,
    own: Sequence[str] = (),
) -> View:
    """The rows of an answer of `joined`, each or counted; without one, nothing.

    own: the columns of the reader's file. Rows that are too many to be drawn each are counted
    by municipality.
    """
    if answer is None:
        return View()
    frame = answer.frame
    there, without = located(frame), seated(evidence, frame)
    shown_as = values["shown_as"]
    if shown_as == "points" and not few(there):
        shown_as = "municipalities"
    if shown_as == "points":
        kinds, legends = _each(evidence, there, own, without, lang)
    elif shown_as == "hexagons":
        kinds, legends = _in_hexagons(there, lang)
    else:
        kinds, legends = _counted(evidence, frame["divipola"].value_counts(), lang)
    if "corridor_id" in frame:
        legs, title = evidence.corridors_documented, tell("explore.lines_legend", lang)
        lines = shapes.documented(legs, title, lang, width=2)
        # Lines lie over areas of colour, and under single rows.
        kinds = [lines, *kinds] if shown_as == "points" else [*kinds, lines]
        legends = [*legends, *lines.legends]
    return View({"rows": answer}, _scene(evidence, kinds, legends, frame, lang))


def places(evidence: Evidence, rows: Answer, counted: Answer, lang: str) -> View:
    """Rows counted, or the first figure that was added up, by municipality.

    rows, counted: answers of `joined` and of `per_municipality`.
    """
    values = counted.frame.set_index("divipola")
    figures = [name for name in values if name not in (*rows.frame, "rows")]
    if figures:
        drawing = _by_figure(evidence, values[figures[0]], figures[0], lang)
    else:
        drawing = _counted(evidence, values["rows"], lang)
    return View({"places": counted}, _scene(evidence, *drawing, rows.frame, lang))


def areas(
    evidence: Evidence, polygons: gpd.GeoDataFrame, totals: Answer, overlaps: Answer, lang: str
) -> View:
    """What lies inside polygons (`row`, geometry), drawn where there are few."""
    scene = None
    if few(polygons):
        scene = _scene(evidence, *_each(evidence, polygons, (), None, lang), polygons, lang)
    return View({"totals": totals, "overlaps": overlaps}, scene)


def finding(answer: Answer, rows: int, rejected: int) -> Sentence:
    """What the rows have to do with the evidence, and how many were left out.

    answer: of `joined`. rows, rejected: of the reader's file.
    """
    said = answer.said
    parts = [said[name] for name in ("corridors", "coca", "programmes") if name in said]
    counts = {"rows": rows, "placed": answer.matched, "outside": answer.unmatched}
    counts |= {"rejected": rejected, "municipalities": answer.frame["divipola"].nunique()}
    first = say("explore.finding_placed", **counts)
    return reduce(lambda whole, then: say("explore.and_then", first=whole, then=then), parts, first)


def located(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The rows that have a position of their own."""
    return frame[~_nowhere(frame)]


def seated(evidence: Evidence, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The rows that have a municipality and no position, at its seat."""
    rows = frame[_nowhere(frame) & frame["divipola"].notna()]
    seats = evidence.seats.set_index("divipola").geometry
    points = gpd.GeoSeries(seats.reindex(rows["divipola"]).to_numpy(), rows.index, frame.crs)
    return rows.set_geometry(points)


def _nowhere(frame: gpd.GeoDataFrame) -> pd.Series:
    return frame.geometry.isna() | frame.geometry.is_empty


def few(rows: gpd.GeoDataFrame) -> bool:
    """Whether the canvas can draw the rows one by one."""
    return len(rows) <= ROWS and shapely.get_num_coordinates(rows.geometry).sum() <= VERTICES


def tips(rows: gpd.GeoDataFrame, own: Sequence[str], lang: str) -> list[str]:
    """Row number and the first of the reader's own columns, as text."""
    names = list(own[:LISTED])
    cells = rows[names].astype("str").fillna("") if names else pd.DataFrame(index=rows.index)
    return [
        tooltip(
            tell("explore.row", lang, n=n),
            [
                f"{name}: {cell}"[:LONG]
                for name, cell in zip(names, values, strict=True)
                if cell not in ("", "nan", "None", "<NA>")
            ],
        )
        for n, values in zip(rows["row"], cells.to_numpy(), strict=True)
    ]


def _scene(
    evidence: Evidence,
    kinds: list[Kind],
    legends: Sequence[Legend | Grid],
    rows: gpd.GeoDataFrame,
    lang: str,
) -> Scene:
    """The map around the rows and their seats, or of the country where they have neither."""
    points = seated(evidence, rows) if "divipola" in rows else rows
    edges = pd.concat([rows.geometry, points.geometry]).total_bounds
    bounds = None if pd.isna(edges).any() else padded(edges)
    return Scene(tell("explore.own_legend", lang), kinds, bounds=bounds, legends=legends)


def _each(
    evidence: Evidence,
    rows: gpd.GeoDataFrame,
    own: Sequence[str],
    without: gpd.GeoDataFrame | None,
    lang: str,
) -> Drawing:
    """Every row where it lies: points as dots, lines and areas as they are.

    without: rows that have no position, from `seated`: one dot a municipality.
    """
    title = tell("explore.own_legend", lang)
    rows = rows.assign(tooltip=tips(rows, own, lang))
    points = rows.geom_type == "Point"
    kinds: list[Kind] = []
    entries = []
    if not points.all():
        kinds.append(Shapes(f"{OWN}-shapes", title, rows[~points], basis=UNCHECKED))
        words = tell("explore.own_shapes", lang)
        entries.append(Entry("line", palette.HIGHLIGHT, words, int((~points).sum())))
    if points.any():
        dots: dict[str, Any] = {"colour": palette.HIGHLIGHT, "radius": 6, "basis": UNCHECKED}
        kinds.append(Dots(OWN, title, rows[points], **dots))
        words = tell("explore.own_points", lang)
        entries.append(Entry("dot", palette.HIGHLIGHT, words, int(points.sum())))
    if without is not None and len(without):
        kinds += _at_seats(evidence, without, title, lang)
        words = tell("explore.own_placed", lang)
        entries.append(Entry("dot", palette.PURPLES[5], words, len(without)))
    return kinds, [Legend(title, UNCHECKED, entries)]


def _at_seats(evidence: Evidence, rows: gpd.GeoDataFrame, title: str, lang: str) -> list[Kind]:
    """Rows placed by a code or a name: one dot a municipality, with its name."""
    dots, counts = rows.drop_duplicates("divipola"), rows["divipola"].value_counts()
    dots = dots.assign(
        tooltip=[
            tooltip(evidence.names[code], [tell("explore.rows_here", lang, rows=counts[code])])
            for code in dots["divipola"]
        ]
    )
    look: dict[str, Any] = {"colour": palette.PURPLES[5], "radius": 6, "basis": UNCHECKED}
    circles = Dots(f"{OWN}-seats", title, dots, code="divipola", **look)
    return [circles, shapes.names(evidence, dots["divipola"])]


def _steps(most: float) -> tuple[tuple[float, ...], list[list[int]]]:
    steps = STEPS if most <= STEPS[-1] else LARGE_STEPS
    steps = steps[: next(i for i, step in enumerate(steps) if step >= most) + 1]
    return steps, palette.steps(palette.PURPLES, len(steps) - 1)


def _counted(evidence: Evidence, counts: pd.Series, lang: str) -> Drawing:
    """Municipalities coloured by how many rows lie in them. counts: by DIVIPOLA, from 1."""
    breaks, colours = _steps(counts.max() if len(counts) else 1)
    classes = shapes.by_municipality(evidence, counts, breaks, colours)
    title = tell("explore.count_legend", lang)
    legend = Legend(title, UNCHECKED, class_entries(classes, lang, whole=True))
    return _by_place(counts, classes, title, legend, lang)


def _by_figure(evidence: Evidence, values: pd.Series, name: str, lang: str) -> Drawing:
    """Municipalities in up to five classes of about as many each. values: by DIVIPOLA.

    Those whose figure is beyond all numbers are in no class, and named.
    """
    values = values.astype(float)
    finite = values[np.isfinite(values)]
    shares = np.linspace(0, 1, FIGURES + 1)
    cuts = np.unique(np.quantile(finite, shares, method="inverted_cdf") if len(finite) else [0, 1])
    breaks = (np.nextafter(cuts[0], -np.inf), *cuts[1 if len(cuts) > 1 else 0 :])
    colours = palette.steps(palette.PURPLES, len(breaks) - 1)
    classes = shapes.by_municipality(evidence, finite, breaks, colours)
    decimals = next((d for d in range(1, DECIMALS) if _are_distinct(cuts, d)), DECIMALS)
    entries = class_entries(classes, lang, decimals=decimals)
    if endless := [evidence.names[code] for code in values.index[np.isinf(values)]]:
        words = tell("explore.endless", lang, names=endless[:LISTED])
        entries.append(Entry("box", palette.NO_DATA, words, len(endless)))
    endless_texts = {
        code: number(value, lang) for code, value in values.items() if code not in finite
    }
    legend = Legend(name, UNCHECKED, entries)
    return _by_place(finite, classes, name, legend, lang, decimals=decimals, labels=endless_texts)


def _are_distinct(cuts: np.ndarray, decimals: int) -> bool:
    """Whether no two breaks are written alike, and none as nothing that is something."""
    figures = [float(f"{cut:.{decimals}f}") for cut in cuts]
    alike = len(set(figures)) < len(cuts)
    return not alike and np.count_nonzero(figures) == np.count_nonzero(cuts)


def _by_place(
    values: pd.Series, classes: Classes, title: str, legend: Legend, lang: str, **look: Any
) -> Drawing:
    nothing = tell("explore.none_here", lang)
    look |= {"values": values, "nothing": nothing, "basis": UNCHECKED}
    return [Areas(OWN, title, classes=classes, **look)], [legend]


def _in_hexagons(points: gpd.GeoDataFrame, lang: str) -> Drawing:
    """Points counted in hexagons, as small as few enough of them cover all points."""
    near = points[~astray(points.geometry.to_numpy())]
    west, south, east, north = near.total_bounds
    wide_km2 = (east - west) * (north - south) * DEGREE_KM**2
    fitting = (km for km in RADII_KM if wide_km2 / (2.6 * km**2) <= HEXAGONS)
    radius_km = next(fitting, RADII_KM[-1])
    cells = hexagons(near, radius_km)
    cells["tooltip"] = [tell("explore.rows_here", lang, rows=n) for n in cells["rows"]]
    breaks, colours = _steps(cells["rows"].max() if len(cells) else 1)
    ids = cells.index.astype(str)
    classes = classify(cells["rows"].set_axis(ids), ids, breaks, colours)
    title = tell("explore.hexagon_legend", lang, km=2 * radius_km)
    fills = [colours[int(k)] for k in classes.codes]
    layer = Hexagons(OWN, title, cells, basis=UNCHECKED, radius_km=radius_km, colour=fills)
    entries = class_entries(classes, lang, whole=True)
    if far := len(points) - len(near):
        entries.append(Entry("box", palette.NO_DATA, tell("explore.too_far", lang), far))
    return [layer], [Legend(title, UNCHECKED, entries)]
