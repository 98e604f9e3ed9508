"""Documented corridors, the incidents near them and the municipalities that they cross."""

from collections.abc import Collection

import geopandas as gpd
import pandas as pd

from geo.answers.answer import Answer, Sentence, gather_source_ids
from geo.spatial import CERTAIN, municipalities_crossed, near_corridor

RECONSTRUCTION, SUPERSEDED = "COR15", "COR16"
LINE_CAVEATS = (
    "caveats.communities",
    "caveats.schematic_lines",
    "caveats.not_current",
    "caveats.attribution",
)


def documented(
    legs: gpd.GeoDataFrame,
    commodities: Collection[str] = (),
    evidence: Collection[str] = (),
    confidence: Collection[str] = (),
    cauca_cali: Collection[str] = (),
    superseded: bool = False,
    corridor_ids: Collection[str] = (),
    as_of: str = "",
) -> Answer:
    """The legs of the documented corridors that fit every filter; an empty one keeps all.

    legs: the `corridors_documented` layer. commodities: a corridor fits when it carries any
    of them. superseded: whether to keep corridors that a later account replaces.
    corridor_ids: only these, whether superseded or not. `matched` and `unmatched` count
    corridors.
    """
    kept = pd.Series(True, index=legs.index)
    if commodities:
        kept &= legs["commodities"].str.split(";").map(set(commodities).intersection).astype(bool)
    for column, codes in (
        ("evidence", evidence),
        ("confidence", confidence),
        ("cauca_cali", cauca_cali),
        ("corridor_id", corridor_ids),
    ):
        if codes:
            kept &= legs[column].isin(list(codes))
    if not superseded and not corridor_ids:
        kept &= legs["superseded_by"].fillna("").eq("")
    frame = legs[kept].sort_values(["corridor_id", "leg"], ignore_index=True)
    ids = set(frame["corridor_id"])
    total = legs["corridor_id"].nunique()
    special = (
        *(("caveats.reconstruction",) if RECONSTRUCTION in ids else ()),
        *(("caveats.superseded",) if SUPERSEDED in ids else ()),
    )
    return Answer(
        id="corridors_documented",
        frame=frame,
        as_of=as_of,
        caveats=(*special, *LINE_CAVEATS),
        sentences=_documented_sentences(frame, total),
        matched=len(ids),
        unmatched=total - len(ids),
    )


def _documented_sentences(frame: gpd.GeoDataFrame, total: int) -> tuple[Sentence, ...]:
    if frame.empty:
        return (Sentence("answers_corridors.none", {"total": total}),)
    each = frame.drop_duplicates("corridor_id")
    kinds = each["evidence"].value_counts()
    said = [
        Sentence(
            "answers_corridors.documented",
            {
                "corridors": len(each),
                "total": total,
                **{k: int(kinds.get(k, 0)) for k in ("named", "seizure", "event", "mobility")},
            },
        ),
        Sentence(
            "answers_corridors.legs",
            {"legs": len(frame), "schematic": int(frame["is_schematic"].sum())},
        ),
    ]
    dated = each.dropna(subset=["start_year", "end_year"])
    if len(dated):
        years = {
            "start_year": int(dated["start_year"].min()),
            "end_year": int(dated["end_year"].max()),
        }
        said.append(Sentence("answers_corridors.period", years))
    if len(each) > len(dated):
        said.append(Sentence("answers_corridors.undated", {"undated": len(each) - len(dated)}))
    return tuple(said)


def one_per_corridor(answer: Answer) -> Answer:
    """The same answer with one row per corridor: its legs as one shape.

    Adds `legs` and `schematic_legs` (counts); `length_km` is the sum, `uncertainty_km` the
    largest of its legs.
    """
    per_leg = ["leg", "from_place", "to_place", "from_divipola", "to_divipola", "is_schematic"]
    frame = answer.frame.assign(legs=1, schematic_legs=answer.frame["is_schematic"].astype(int))
    sums = {"legs": "sum", "schematic_legs": "sum", "length_km": "sum", "uncertainty_km": "max"}
    rest = [c for c in frame.columns if c not in {*per_leg, *sums, "corridor_id", "geometry"}]
    one = frame.drop(columns=per_leg).dissolve(
        "corridor_id", aggfunc=sums | dict.fromkeys(rest, "first")
    )
    ordered = ["corridor_id", *rest, *sums, "geometry"]
    return Answer(**{**vars(answer), "frame": one.reset_index()[ordered]})


def incidents_near(
    incidents: gpd.GeoDataFrame,
    legs: gpd.GeoDataFrame,
    distance_km: float,
    municipalities: gpd.GeoDataFrame,
) -> Answer:
    """The incidents within a distance of the chosen corridors, certain and possible.

    Adds `distance_km`, `certainty` and `corridor_ids`. Raises BelowUncertainty where the
    distance is smaller than the lines are uncertain.
    """
    found = near_corridor(incidents, legs, distance_km, municipalities)
    frame = found.sort_values(
        ["certainty", "date", "incident_id"], ascending=[True, False, True], ignore_index=True
    )
    certain = int(frame["certainty"].eq(CERTAIN).sum())
    return Answer(
        id="incidents_near_corridors",
        frame=frame,
        also_cites=gather_source_ids(legs) if len(frame) else (),
        as_of=incidents["date"].max(),
        caveats=(
            "caveats.press_sample",
            "caveats.certain_and_possible",
            "caveats.communities",
            "caveats.schematic_lines",
            "caveats.attribution",
            "caveats.nothing_after",
        ),
        sentences=(
            Sentence(
                "answers_corridors.incidents_near",
                {
                    "certain": certain,
                    "possible": len(frame) - certain,
                    "total": len(incidents),
                    "distance": distance_km,
                    "corridors": legs["corridor_id"].nunique(),
                },
            ),
        ),
        matched=len(frame),
        unmatched=len(incidents) - len(frame),
    )


def crossed(
    legs: gpd.GeoDataFrame,
    waypoints: pd.DataFrame,
    municipalities: gpd.GeoDataFrame,
    as_of: str = "",
) -> Answer:
    """Municipalities that the chosen corridors cross, named by sources before merely cut.

    One row per corridor and municipality, with the corridor's names: see
    `geo.spatial.municipalities_crossed`.
    """
    names = legs.drop_duplicates("corridor_id")[["corridor_id", "name_en", "name_es"]]
    rows = municipalities_crossed(legs, waypoints, municipalities).merge(names, on="corridor_id")
    frame = rows.sort_values(
        ["named", "corridor_id", "km", "divipola"],
        ascending=[False, True, False, True],
        ignore_index=True,
    )
    named = set(frame.loc[frame["named"], "divipola"])
    return Answer(
        id="municipalities_crossed",
        frame=frame,
        as_of=as_of,
        caveats=("caveats.merely_cut", "caveats.communities", "caveats.schematic_lines"),
        sentences=(
            Sentence(
                "answers_corridors.crossed",
                {
                    "corridors": len(names),
                    "named": len(named),
                    "cut": len(set(frame["divipola"]) - named),
                },
            ),
        ),
    )
