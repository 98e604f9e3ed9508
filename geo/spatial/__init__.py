"""Joins in space: one module per question. Distances in EPSG:9377, areas geodesic."""

from geo.evidence.codes import DEPARTMENT, PLACE
from geo.spatial.crossed import municipalities_crossed
from geo.spatial.near import AREA_FROM_KM, CERTAIN, POSSIBLE, near, near_corridor
from geo.spatial.nearest import certainty, nearest, ties
from geo.spatial.places import assign_municipality
from geo.spatial.reach import (
    municipalities_within_hours,
    municipalities_within_km,
    points_within_km,
    seat_of,
    seats_without_time,
)
from geo.spatial.shares import areal_shares, shared_out
