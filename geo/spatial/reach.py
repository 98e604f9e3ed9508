"""What lies within kilometres or hours of a city's seat."""

import geopandas as gpd
import pandas as pd

from geo.errors import UnknownCode
from geo.evidence import remember
from geo.evidence.times import TravelTimes
from geo.spatial.near import metric_of, near


def seat_of(seats: gpd.GeoDataFrame, divipola: str) -> gpd.GeoDataFrame:
    """The one row of `seats` with this code; UnknownCode where there is none."""
    row = remember(seats, ("seat", divipola), lambda: seats[seats["divipola"] == divipola])
    if row.empty:
        raise UnknownCode(divipola)
    return row


def points_within_km(
    points: gpd.GeoDataFrame,
    seat: gpd.GeoDataFrame,
    distance_km: float,
    municipalities: gpd.GeoDataFrame,
) -> gpd.GeoDataFrame:
    """The points within a distance of the seat by their own position: see `near`.

    The seat is the place that is asked about, so it has no uncertainty of its own.
    """
    exact = remember(seat, "exact", lambda: seat.assign(uncertainty_km=0.0))
    return near(points, exact, distance_km, municipalities)


def municipalities_within_km(
    seats: gpd.GeoDataFrame, divipola: str, distance_km: float
) -> gpd.GeoDataFrame:
    """The seats within a distance of one seat, itself included: each municipality counts whole.

    Adds `distance_km`, measured in EPSG:9377; nearest first, then by code. UnknownCode where
    the code has no seat.
    """
    centre = metric_of(seat_of(seats, divipola)).geometry.iloc[0]
    away = metric_of(seats).distance(centre) / 1000
    within = seats.assign(distance_km=away)[away <= distance_km]
    return within.sort_values(["distance_km", "divipola"], ignore_index=True)


def municipalities_within_hours(times: TravelTimes, divipola: str, hours: float) -> pd.DataFrame:
    """The municipalities whose seats lie within hours of one seat, itself included.

    Columns: divipola, `hours_modelled` (of the model, by road and river, rounded to 0.1 h);
    nearest first, then by code. Seats without a known time are left out; `seats_without_time`
    lists them. KeyError where the code has no times.
    """
    from_seat = times.hours_from(divipola)
    within = from_seat[from_seat <= hours + 1e-9]
    frame = pd.DataFrame({"divipola": within.index, "hours_modelled": within.to_numpy(float)})
    return frame.sort_values(["hours_modelled", "divipola"], ignore_index=True)


def seats_without_time(
    times: TravelTimes, divipola: str, municipalities: pd.DataFrame
) -> pd.DataFrame:
    """The municipalities that the times from this seat do not cover (infinite counts as known)."""
    with_time = times.hours_from(divipola).dropna().index
    return municipalities[~municipalities["divipola"].isin(with_time)]
