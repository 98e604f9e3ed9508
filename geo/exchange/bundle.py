"""Several tables at once: a scenario's files in a folder, and one GeoPackage of many layers."""

import json
import math
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio

from geo.answers import closures
from geo.answers.answer import sources_of
from geo.answers.way import leg_lines, moved, outcome, source_ids, trips, ways
from geo.errors import PathRefused
from geo.evidence import Evidence, sorted_by
from geo.exchange.about import about, source_title, with_shapes
from geo.exchange.whole import read_whole
from geo.exchange.write import layer_metadata, refuse_private, write
from geo.journeys import Scenario, change, legs, lines, lines_after
from geo.journeys.change import Outcome
from geo.journeys.costs import cost
from geo.language import LANGUAGES, number, publisher_text, tell

CLOSED = ("after", "after_low", "after_high")
SUMMARY = {
    "sent_hectares": "sent_ha",
    "beyond_limit_hectares": "beyond_ha",
    "cut_off_hectares": "cut_off_ha_modelled",
    "added_hours_mean": "delay_mean_h_modelled",
    "added_hectare_hours": "hectare_hours_modelled",
}
# How many decimals the files keep: more is the noise of the computer's numbers.
DECIMALS = 6


def read_text(path: Path) -> str:
    """The text of a UTF-8 file. Raises PathRefused."""
    try:
        return read_whole(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PathRefused(f"{path} is not text in UTF-8.") from error


def municipalities_table(evidence: Evidence, scenario: Scenario) -> pd.DataFrame:
    """The table `municipalities.csv`: every seat with travel times, most hectares first.

    Columns: `divipola`, `municipality`, `department`, `hectares`, `hectares_low`,
    `hectares_high`, `mean_detour_minutes`; where places are closed or held also
    `hectares_after`, `hectares_after_low`, `hectares_after_high`; where they are closed also
    `hectares_gained` and `hectares_lost`. All hectares are modelled.
    """
    places = change.places(evidence.ask(outcome, scenario))
    columns = {
        "hectares": "load_ha_modelled",
        "hectares_low": "load_low_ha_modelled",
        "hectares_high": "load_high_ha_modelled",
        "mean_detour_minutes": "mean_detour_min_modelled",
    }
    if scenario.closed:
        columns |= {f"hectares_{part}": f"load_{part}_ha_modelled" for part in CLOSED}
        if scenario.hold_minutes is None:
            columns |= {
                "hectares_gained": "gained_ha_modelled",
                "hectares_lost": "lost_ha_modelled",
            }
    place = evidence.municipalities.set_index("divipola")[["municipality", "department"]]
    frame = places[["divipola"]].join(place, on="divipola")
    frame = frame.assign(**{name: places[column] for name, column in columns.items()})
    return sorted_by(frame, "-hectares divipola").round(DECIMALS)


def journeys_table(result: Outcome) -> pd.DataFrame:
    """The table `journeys.csv`: `origin`, `destination`, `hectares`, `hours`, `hours_after`.

    One row per origin that is sent; `hours_after` is blank where it is cut off.
    """
    rows = change.ways(result).rename(columns={"divipola": "origin"})
    rows.columns = rows.columns.str.removesuffix("_modelled")
    return rows[["origin", "destination", "hectares", "hours", "hours_after"]].round(DECIMALS)


def lines_table(result: Outcome, seats: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The lines of `lines.geojson`: straight, schematic legs between seats (EPSG:4326).

    Columns: `from_divipola`, `to_divipola`, `hectares` (modelled) and `when`, before or
    after what is closed or held.
    """
    parts = [legs(lines(result.trips)).assign(when="before")]
    if result.closed:
        parts.append(legs(lines_after(result)).assign(when="after"))
    rows = pd.concat(parts, ignore_index=True).rename(columns={"load_ha_modelled": "hectares"})
    return leg_lines(rows.round(DECIMALS), seats)


def scenario_files(evidence: Evidence, scenario: Scenario) -> dict[str, bytes]:
    """The files of a scenario by name; the same scenario and data give the same bytes."""
    result = evidence.ask(outcome, scenario)
    costs = cost(result)
    summary = {
        name: None if math.isnan(costs[column]) else round(costs[column], DECIMALS)
        for name, column in SUMMARY.items()
    }
    return {
        "municipalities.csv": _plain_csv(municipalities_table(evidence, scenario)),
        "journeys.csv": _plain_csv(journeys_table(result)),
        "lines.geojson": write(lines_table(result, evidence.seats), "geojson"),
        "summary.json": (json.dumps(summary, indent=2) + "\n").encode(),
        "README.md": readme(evidence, scenario).encode(),
    }


def _plain_csv(frame: pd.DataFrame) -> bytes:
    """Comma-separated text for programs: without the mark that spreadsheets look for."""
    finite = frame.replace([np.inf, -np.inf], np.nan)
    return write(finite, "csv").decode("utf-8-sig").encode()


def readme(evidence: Evidence, scenario: Scenario) -> str:
    """What a scenario's files hold and how they were modelled, in both languages."""
    origins = evidence.ask(trips, scenario).origins
    apart = origins[origins["status"] != "sent"]
    grown = origins["divipola"].str
    bare = [code for code in scenario.origins if not grown.startswith(code).any()]
    parts = []
    for lang in LANGUAGES:
        listed = [
            f"- {row.divipola} {evidence.names.get(row.divipola, '')}: "
            f"{number(row.hectares, lang, 2)} ha"
            for row in apart.itertuples()
        ]
        parts += [
            tell("closures.readme", lang),
            f"```toml\n{scenario.to_toml()}```",
            *(tell(sentence, lang) for sentence in moved(evidence, scenario)),
            tell("closures.readme_apart", lang) + "\n\n" + "\n".join(listed) if listed else "",
            tell("closures.readme_without", lang, codes=", ".join(bare)) if bare else "",
        ]
    sources = sources_of(source_ids(evidence, scenario).split(";"), evidence.sources)
    cited = [
        f"- {row.source_id}: {by}. {title}. {row.date}. {row.licence}"
        for row in sources.fillna("").itertuples()
        for by in [publisher_text(row.publisher, lang)]
        for title in [source_title(row.title, row.title_is, row.url, lang)]
    ]
    parts += [f"Corredor, {evidence.version}", "\n".join(cited)]
    return "\n\n".join(filter(None, parts)) + "\n"


def scenario_package(
    evidence: Evidence, scenario: Scenario, lang: str, *, title: str = "", link: str = ""
) -> bytes:
    """The scenario's tables and lines as one GeoPackage, each of which says how it is replayed."""
    answers = {
        "municipalities": evidence.ask(closures.change, scenario),
        "journeys": evidence.ask(closures.journeys, scenario),
        "cost": evidence.ask(closures.cost, scenario),
        "ways_before": evidence.ask(ways, scenario.opened),
        "ways_after": evidence.ask(ways, scenario),
    }
    more = {"method": tell("files.model", lang), "scenario": scenario.to_toml()}
    frames = {name: answer.frame for name, answer in answers.items()}
    frames["municipalities"] = with_shapes(frames["municipalities"], evidence)
    notes = {
        name: about(answer, evidence, lang, title=title, link=link, more=more)
        for name, answer in answers.items()
    }
    return geopackage(frames, notes)


def geopackage(layers: Mapping[str, pd.DataFrame], notes: Mapping[str, Mapping[str, Any]]) -> bytes:
    """One GeoPackage of several layers, tables without shapes included.

    layers: by name, in order. notes: by name, kept as the layer's metadata. The same layers and
    notes give the same bytes. Raises ValueError for editors' columns.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bundle.gpkg"
        for name, frame in layers.items():
            refuse_private(frame)
            pyogrio.write_dataframe(
                frame,
                path,
                layer=name,
                driver="GPKG",
                append=path.exists(),
                **layer_metadata(notes[name]) | {"IDENTIFIER": name},
            )
        return path.read_bytes()
