"""Areal shares: what a shape holds of the municipalities that it cuts.

Extensive values (counts, hectares, people) are split by area, so that shapes which share
out a municipality share out its value; intensive ones (rates, shares) are averaged by area.
Both suppose an even spread inside a municipality, which is a model: results end in
`_modelled`.
"""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import geodesic_area_km2, require_same
from geo.spatial.places import PLACE


def areal_shares(shapes: gpd.GeoDataFrame, municipalities: gpd.GeoDataFrame) -> pd.DataFrame:
    """One row per shape and municipality that overlap.

    shapes: polygons. municipalities: polygons with the place columns. Columns: `shape` (the
    index of the shape), divipola, municipality, department_code, department, `area_km2`
    (geodesic area of the overlap), `share_of_municipality`, `share_of_shape` (0-1, of their
    geodesic areas). Parts outside every municipality have no row. Raises CrsMismatch.
    """
    require_same(shapes, municipalities)
    ordered = municipalities.sort_values("divipola", ignore_index=True)
    shape, place = ordered.sindex.query(shapes.geometry.values, predicate="intersects", sort=True)
    pieces = gpd.GeoSeries(
        shapely.intersection(shapes.geometry.values[shape], ordered.geometry.values[place]),
        crs=shapes.crs,
    )
    area = geodesic_area_km2(pieces)
    cut = np.unique(place)
    whole = np.zeros(len(ordered))
    whole[cut] = geodesic_area_km2(ordered.geometry.iloc[cut])
    rows = ordered[PLACE].iloc[place].reset_index(drop=True)
    rows.insert(0, "shape", shapes.index.to_numpy()[shape])
    rows["area_km2"] = area
    rows["share_of_municipality"] = area / whole[place]
    rows["share_of_shape"] = area / geodesic_area_km2(shapes.geometry)[shape]
    return rows[area > 0].reset_index(drop=True)


def shared_out(
    shares: pd.DataFrame,
    values: pd.DataFrame,
    extensive: Sequence[str] = (),
    intensive: Sequence[str] = (),
) -> pd.DataFrame:
    """Municipal values brought to the shapes.

    shares: from `areal_shares`. values: `divipola` (each once) and the value columns.
    Columns: `shape`, per extensive column `<name>_modelled` = sum of value x share of the
    municipality, per intensive column `<name>_modelled` = mean weighted by overlap area;
    each over the municipalities that have a figure, null where none has, with
    `<name>_without_figure`, the municipalities that have none.
    """
    both = shares.merge(values, on="divipola", how="left", validate="many_to_one")
    groups = both.groupby("shape")
    out = groups.size().to_frame("municipalities")
    for name in [*extensive, *intensive]:
        present = both[name].notna()
        weight = both["share_of_municipality" if name in extensive else "area_km2"].where(present)
        total = (both[name] * weight).groupby(both["shape"]).sum(min_count=1)
        if name in intensive:
            total = total / weight.groupby(both["shape"]).sum(min_count=1)
        out[f"{name}_modelled"] = total
        out[f"{name}_without_figure"] = (~present).groupby(both["shape"]).sum()
    return out.reset_index()
