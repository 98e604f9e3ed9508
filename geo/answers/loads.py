"""What lies on the way by the model, and the documented corridors beside it."""

from collections.abc import Collection, Sequence

import geopandas as gpd
import pandas as pd

from geo.answers.answer import Answer, Sentence
from geo.answers.coca import year_caveats
from geo.journeys import Journeys, TravelTimes, documents, journeys, legs, lines, loads
from geo.spatial import PLACE

MODEL_CAVEATS = (
    "caveats.model_limits",
    "caveats.low_and_high",
    "caveats.by_the_sea",
    "caveats.communities",
    "caveats.inside_large_municipalities",
    "caveats.free_flow_hours",
    "caveats.coca_stock",
)
WIDE = 0.1  # low and high further apart than this share: say the range, not the middle
SINGLED_OUT = 3  # places that the sentences single out
BEYOND_ROUNDING_H = 0.2  # hours added: less is within the rounding
NO_PRACTICAL_WAY_H = 12.0  # hours added: more is no way that the matrix knows
LISTED = 6  # longer lists stay in the table


def coca_journeys(
    times: TravelTimes,
    coca: pd.DataFrame,
    year: int,
    departments: Collection[str],
    destinations: Sequence[str],
    limit_h: float | None = None,
) -> Journeys:
    """Every municipality with coca in that year, sent to its nearest destination.

    coca: the `coca` layer. departments: codes (2 digits) of the origins, all where empty.
    destinations: municipal codes. limit_h: origins further than this are kept apart.
    """
    rows = coca[coca["year"] == year]
    if departments:
        rows = rows[rows["department_code"].isin(list(departments))]
    return journeys(times, rows.set_index("divipola")["hectares"], destinations, limit_h)


def without_coca(coca: pd.DataFrame, year: int, places: Collection[str]) -> list[str]:
    """Which of these places had no coca detected in the year, in their order."""
    rows = coca[(coca["year"] == year) & (coca["hectares"] > 0)]
    return [code for code in places if code not in set(rows["divipola"])]


def access_places(notes: pd.DataFrame) -> dict[str, str]:
    """Origin → municipality whose seat stands for its access place, where that is another.

    notes: the `origin_notes` layer.
    """
    rows = notes[
        (notes["origin_note"] == "access") & (notes["access_divipola"] != notes["divipola"])
    ]
    return dict(zip(rows["divipola"], rows["access_divipola"], strict=True))


def loads_on_the_way(
    trips: Journeys,
    municipalities: pd.DataFrame,
    year: int,
    source_ids: Sequence[str],
    tolerance_h: float = 0.1,
    limit_h: float | None = None,
    notes: pd.DataFrame | None = None,
    said_first: tuple[Sentence, ...] = (),
) -> tuple[Answer, Answer]:
    """What lies on the way from where coca grows to the destinations: (places, origins).

    trips: from `coca_journeys`, with the same year and limit. municipalities: rows with the
    place columns. source_ids: of the coca and of the travel times. places: the columns of
    `geo.journeys.loads`; origins: `hectares`, `destination`, `hours_modelled`, `status`;
    both with place names. `matched` counts origins sent, `unmatched` the others.
    notes: the `origin_notes` layer: what sources say of the origins beyond the limit comes
    as `description_en`, `description_es`. said_first: sentences on how the origins were
    chosen.
    """
    names = pd.DataFrame(municipalities[PLACE])
    cited = ";".join(source_ids)
    places, origins = (
        names.merge(frame, on="divipola", how="right").assign(source_ids=cited)
        for frame in (loads(trips, tolerance_h), trips.origins)
    )
    if notes is not None:
        origins = _with_notes(origins, notes)
    common = {
        "as_of": f"{year}-12-31",
        "matched": len(trips.sent),
        "unmatched": len(trips.origins) - len(trips.sent),
    }
    left_out = (*said_first, *_origin_sentences(origins, limit_h))
    goals = sorted(trips.sent["destination"].unique())
    return (
        Answer(
            id="loads_on_the_way",
            frame=places,
            caveats=(*MODEL_CAVEATS, *year_caveats(year)),
            sentences=(
                *_load_sentences(places, origins, year, goals, names),
                *left_out,
            ),
            **common,
        ),
        Answer(
            id="origins_of_loads",
            frame=origins,
            caveats=("caveats.free_flow_hours", "caveats.coca_stock", *year_caveats(year)),
            sentences=left_out,
            **common,
        ),
    )


def _with_notes(origins: pd.DataFrame, notes: pd.DataFrame) -> pd.DataFrame:
    """What sources say of the origins that are not sent, with those sources."""
    said = notes[notes["origin_note"] == "exit"].set_index("divipola")
    apart = origins["divipola"].where(origins["status"] != "sent")
    told = {name: apart.map(said[name]) for name in ("description_en", "description_es")}
    more = apart.map(said["source_ids"])
    both = origins["source_ids"].where(more.isna(), origins["source_ids"] + ";" + more.fillna(""))
    return origins.assign(**told, source_ids=both)


def ways_to_draw(
    trips: Journeys, seats: gpd.GeoDataFrame, year: int, source_ids: Sequence[str]
) -> Answer:
    """The straight, schematic legs of the fastest ways, with the hectares on each.

    seats: the `seats` layer. Columns: `from_divipola`, `to_divipola`, `load_ha_modelled`,
    source_ids, geometry (line between the seats, in the CRS of the seats).
    """
    frame = drawn_legs(legs(lines(trips)), seats)
    return Answer(
        id="ways_of_loads",
        frame=frame.assign(source_ids=";".join(source_ids)),
        as_of=f"{year}-12-31",
        caveats=(*MODEL_CAVEATS, *year_caveats(year)),
        matched=len(trips.sent),
        unmatched=len(trips.origins) - len(trips.sent),
    )


def drawn_legs(found: pd.DataFrame, seats: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Legs (`from_divipola`, `to_divipola`) as straight lines between the seats."""
    point = seats.set_index("divipola").geometry
    start, end = (
        gpd.GeoSeries(point.reindex(found[name]).to_numpy(), crs=seats.crs)
        for name in ("from_divipola", "to_divipola")
    )
    return gpd.GeoDataFrame(found, geometry=start.shortest_line(end))


def _load_sentences(
    places: pd.DataFrame,
    origins: pd.DataFrame,
    year: int,
    goals: list[str],
    names: pd.DataFrame,
) -> tuple[Sentence, ...]:
    sent = origins[origins["status"] == "sent"]
    if sent.empty:
        return (Sentence("answers_corridors.loads_none", {"year": year}),)
    name = names.set_index("divipola")["municipality"]
    said = [
        Sentence(
            "answers_corridors.loads_sent",
            {
                "origins": len(sent),
                "sent_ha": float(sent["hectares"].sum()),
                "year": year,
                "destinations": [name[code] for code in goals],
            },
        )
    ]
    for row in places[~places["divipola"].isin(goals)].head(SINGLED_OUT).itertuples():
        values = {
            "place": row.municipality,
            "low_share": float(row.share_low_modelled),
            "high_share": float(row.share_high_modelled),
        }
        if row.share_high_modelled - row.share_low_modelled > WIDE:
            said.append(Sentence("answers_corridors.load_range", values))
        else:
            values["middle_share"] = float(row.share_modelled)
            said.append(Sentence("answers_corridors.load", values))
    return tuple(said)


def _origin_sentences(origins: pd.DataFrame, limit_h: float | None) -> tuple[Sentence, ...]:
    said = []
    for status, key, listed_key in (
        ("beyond_limit", "answers_corridors.beyond", "answers_corridors.beyond_listed"),
        ("no_times", "answers_corridors.no_times", "answers_corridors.no_times_listed"),
    ):
        rows = origins[origins["status"] == status].sort_values("hectares", ascending=False)
        if rows.empty:
            continue
        values = {"origins": len(rows), "beyond_ha": float(rows["hectares"].sum())}
        if status == "beyond_limit" and limit_h is not None:
            values["limit_h"] = float(limit_h)
        if len(rows) <= LISTED:
            said.append(Sentence(listed_key, values | {"places": rows["municipality"].tolist()}))
        else:
            said.append(Sentence(key, values))
    return tuple(said)


def documents_beside_model(
    times: TravelTimes,
    waypoints: pd.DataFrame,
    corridors: pd.DataFrame,
    municipalities: pd.DataFrame,
    time_source_ids: Sequence[str],
    as_of: str = "",
) -> tuple[Answer, Answer]:
    """Documented corridors beside the fastest way between their ends: (corridors, places).

    times: the travel matrix. waypoints: the `corridor_waypoints` layer. corridors: rows of
    `corridors_documented`, which choose the corridors and name them. municipalities: rows
    with the place columns. Method and columns: `geo.journeys.documents`; corridors with
    no two different ends in the matrix are left out and counted as `unmatched`.
    """
    names = ["corridor_id", "name_en", "name_es", "source_ids"]
    each = pd.DataFrame(corridors.drop_duplicates("corridor_id")[names])
    each["source_ids"] = [";".join([ids, *time_source_ids]) for ids in each["source_ids"]]
    chosen = waypoints[waypoints["corridor_id"].isin(each["corridor_id"])]
    by_corridor, by_place = (each.merge(f, on="corridor_id") for f in documents(times, chosen))
    by_corridor = by_corridor.rename(
        columns={n: f"{n}_modelled" for n in ("n_on_way", "n_named_on_way")}
    )
    by_place = by_place.merge(pd.DataFrame(municipalities[PLACE]), on="divipola")
    by_place = by_place.merge(_passed(chosen), on=["corridor_id", "divipola"])
    by_place["difference"] = [_difference(row) for row in by_place.itertuples()]
    by_place = by_place.sort_values(["corridor_id", "order"], ignore_index=True)
    common = {
        "as_of": as_of,
        "caveats": (
            "caveats.documents_and_model",
            "caveats.free_flow_hours",
            "caveats.schematic_lines",
            "caveats.communities",
        ),
        "matched": len(by_corridor),
        "unmatched": len(each) - len(by_corridor),
    }
    return (
        Answer(
            id="documents_beside_model",
            frame=by_corridor,
            sentences=_document_sentences(by_corridor),
            **common,
        ),
        Answer(
            id="documented_places_beside_model",
            frame=by_place[
                [
                    *names[:3],
                    "order",
                    *PLACE,
                    "detour_h_modelled",
                    "difference",
                    "passes_by",
                    "source_ids",
                ]
            ],
            sentences=_difference_sentences(by_place),
            **common,
        ),
    )


def _difference_sentences(places: pd.DataFrame) -> tuple[Sentence, ...]:
    counted = places["difference"].value_counts()
    kinds = {k: int(counted.get(k, 0)) for k in ("off_seat", "costlier", "drawn_only")}
    return (Sentence("answers_corridors.differences", {"pairs": len(places), **kinds}),)


def document_notes(notes: pd.DataFrame, as_of: str) -> Answer:
    """What sources say of the corridors that the model does not explain, as it stands."""
    return Answer(
        id="document_notes",
        frame=notes,
        as_of=as_of,
        caveats=("caveats.documents_and_model",),
        sentences=(Sentence("answers_corridors.document_notes"),),
    )


def _passed(waypoints: pd.DataFrame) -> pd.DataFrame:
    """The places of each corridor in each municipality, and what its sources name there."""
    rows = waypoints.assign(
        seat=waypoints["place_type"] == "municipal_seat",
        named=waypoints["waypoint_evidence"] == "named_in_source",
    )
    return rows.groupby(["corridor_id", "divipola"], as_index=False).agg(
        passes_by=("place", "; ".join), at_seat=("seat", "any"), named=("named", "any")
    )


def _difference(row: object) -> str | None:
    """Why a documented place is not on the fastest way, as far as the waypoints tell."""
    if row.detour_h_modelled < BEYOND_ROUNDING_H - 1e-9:
        return None
    if not row.at_seat:
        return "off_seat"
    return "costlier" if row.named else "drawn_only"


def _document_sentences(corridors: pd.DataFrame) -> tuple[Sentence, ...]:
    if corridors.empty:
        return (Sentence("answers_corridors.documents_none"),)
    said = [
        Sentence(
            "answers_corridors.documents",
            {
                "corridors": len(corridors),
                "pairs": int(corridors["n_passed"].sum()),
                "named": int(corridors["n_named"].sum()),
                "on_the_way": int(corridors["n_named_on_way_modelled"].sum()),
            },
        )
    ]
    added = corridors["added_h_modelled"].round(1)
    practical = corridors[added.between(BEYOND_ROUNDING_H, NO_PRACTICAL_WAY_H)]
    for row in practical.nlargest(SINGLED_OUT, "added_h_modelled").itertuples():
        said.append(
            Sentence(
                "answers_corridors.documents_costlier",
                {"corridor": row.corridor_id, "added_h": float(row.added_h_modelled)},
            )
        )
    off = corridors.loc[added > NO_PRACTICAL_WAY_H, "corridor_id"].tolist()
    if off:
        said.append(Sentence("answers_corridors.documents_no_way", {"corridors": off}))
    return tuple(said)
