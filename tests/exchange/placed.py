"""Where rows ended up."""

import geopandas as gpd

from geo.spatial import PLACE, assign_municipality


def codes_of(frame: gpd.GeoDataFrame, municipalities: gpd.GeoDataFrame) -> list[str]:
    """The municipality of each row: stated, or of a point of its shape; "" for none."""
    inside = frame[["geometry"]].assign(geometry=frame.geometry.representative_point())
    held = assign_municipality(inside, municipalities)[PLACE[0]]
    return frame["divipola"].fillna(held).fillna("").tolist()
