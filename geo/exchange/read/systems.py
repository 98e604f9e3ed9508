"""In which coordinate system positions are: what is plausible, and what is sure."""

import warnings

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from geo.crs import STORAGE

# Systems in which Colombian data come, the most usual first; UTM by its zones 17 to 19 north.
FAMILIES = (4326, 9377, 3116, 3115, 3114, 3117, 3118, 32618, 32617, 32619, 3857, 4686)
UNMISTAKABLE = {4326, 9377, 3857}  # no other system has numbers like theirs in Colombia
SAMPLE = 5_000
PLAUSIBLE, SURELY, CLEARLY = 0.5, 0.9, 0.2
METRES = 10_000  # no easting in Colombia is smaller, no longitude as large
# Colombia with its islands, and half a degree around.
WEST, SOUTH, EAST, NORTH = -82.3, -4.8, -66.3, 14.0


def in_colombia(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Whether longitude and latitude lie in Colombia's bounding box, half a degree around it."""
    return (x >= WEST) & (x <= EAST) & (y >= SOUTH) & (y <= NORTH)


def are_positions(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Which are two numbers, and not 0, 0."""
    return np.isfinite(x) & np.isfinite(y) & ~((x == 0) & (y == 0))


def plausible(
    x: np.ndarray,
    y: np.ndarray,
    stated: CRS | None,
    municipalities: gpd.GeoDataFrame,
    codes: np.ndarray,
) -> pd.DataFrame:
    """The plausible systems: crs (EPSG) and share (0-1 of the positions that would be in place).

    In place: in Colombia, and in the department of the municipality that the row names where
    it names one. Most plausible first; `stated` is among them where it has an EPSG number.
    `attrs["named"]` is whether any row names one: then the share is more than a likelihood.

    x, y: a sample. codes: the municipality that each row names, or None.
    """
    use = are_positions(x, y)
    number = stated.to_epsg() if stated is not None else None
    candidates = list(dict.fromkeys([*([number] if number else []), *FAMILIES]))
    x, y, codes = x[use], y[use], codes[use]
    shares = [_share(crs, x, y, municipalities, codes) for crs in candidates]
    has_names = bool((~pd.isna(codes)).any())
    if has_names and max(shares) < PLAUSIBLE:  # the names may be of something else
        has_names, codes = False, np.full(len(codes), None, object)
        shares = [_share(crs, x, y, municipalities, codes) for crs in candidates]
    frame = pd.DataFrame({"crs": candidates, "share": shares})
    frame = frame.sort_values("share", ascending=False, kind="stable", ignore_index=True)
    frame.attrs["named"] = has_names
    return frame


def municipality_at(
    lon: np.ndarray, lat: np.ndarray, municipalities: gpd.GeoDataFrame
) -> np.ndarray:
    """The municipality that holds each position, None where none does."""
    there = shapely.points(lon, lat)
    points, places = municipalities.sindex.query(there, predicate="intersects")
    out = np.full(len(there), None, object)
    out[points] = municipalities["divipola"].to_numpy(object)[places]
    return out


def place_of(code: str | None, municipalities: gpd.GeoDataFrame) -> str:
    """`municipality, department` of a code, "" for none."""
    if code is None:
        return ""
    here = municipalities[municipalities["divipola"] == code].iloc[0]
    return f"{here['municipality']}, {here['department']}"


def agree(codes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Whether two municipalities are of one department: positions near a border are no proof."""
    return np.array([bool(a and b and a[:2] == b[:2]) for a, b in zip(codes, others, strict=True)])


def to_degrees(x: np.ndarray, y: np.ndarray, epsg: int) -> tuple[np.ndarray, np.ndarray]:
    """Longitude and latitude; infinite where the system does not hold."""
    if CRS.from_epsg(epsg).is_geographic:
        return x, y
    there = reproject(shapely.points(x, y), epsg)
    return shapely.get_x(there), shapely.get_y(there)


def reproject(shapes: np.ndarray, crs: CRS | int, into: CRS | int = STORAGE) -> np.ndarray:
    """The shapes in another system; infinite where theirs does not hold."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return gpd.GeoSeries(shapes, crs=crs).to_crs(into).to_numpy().copy()


def _share(
    epsg: int, x: np.ndarray, y: np.ndarray, municipalities: gpd.GeoDataFrame, codes: np.ndarray
) -> float:
    if not len(x):
        return 0.0
    if CRS.from_epsg(epsg).is_geographic:  # latitude and longitude may be swapped
        return float((in_colombia(x, y) | in_colombia(y, x)).mean())
    large = np.abs(x) > METRES
    if large.mean() < 1e-9:
        return 0.0
    # The old zones differ by three degrees: only the land itself tells them apart.
    here = municipality_at(*to_degrees(x, y, epsg), municipalities)
    has_name, right = ~pd.isna(codes), agree(codes, here)
    if has_name.any() and right[has_name].mean() < PLAUSIBLE:
        return 0.0
    return float((large & ~pd.isna(here) & (~has_name | right)).mean())


def choose_crs(
    choices: pd.DataFrame, stated: CRS | None, default: int
) -> tuple[int | CRS | None, bool]:
    """(the system to read in, whether nothing else is plausible).

    A stated one stands unless nothing of it falls in Colombia and nearly all of another does.
    One that nothing states is sure where its numbers are unmistakable, or where the rows name
    the municipalities in which it puts them: that it is the only plausible one is not enough.
    """
    share = dict(zip(choices["crs"], choices["share"], strict=True))
    number = stated.to_epsg() if stated is not None else None
    if stated is not None and (number is None or share.get(number, 0) > 0):
        return number or stated, True
    # 4686 differs from 4326 by centimetres: it is no rival, and only taken where stated.
    rivals = choices[(choices["crs"] != 4686) & (choices["share"] >= PLAUSIBLE)]
    if stated is not None and (rivals.empty or rivals["share"].iloc[0] < SURELY):
        return number, True
    if rivals.empty:
        return default, True
    if share.get(4326, 0) >= PLAUSIBLE:
        return 4326, True
    best, others = rivals.iloc[0], rivals["share"].iloc[1:]
    alone = bool((others < best["share"] - CLEARLY).all())
    is_sure = int(best["crs"]) in UNMISTAKABLE or choices.attrs.get("named", False)
    return int(best["crs"]), alone and is_sure


def stated_crs(definition: object) -> CRS | None:
    """The CRS of a file's own words, None where it has none or none that lies on the Earth."""
    if not definition:
        return None
    try:
        crs = CRS.from_user_input(definition)
        Transformer.from_crs(crs, STORAGE)  # a drawing's own system, the Moon's: nothing leads here
    except (ProjError, TypeError, ValueError):
        return None
    return crs if crs.is_geographic or crs.is_projected else None
