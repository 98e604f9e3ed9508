"""Several tables at once: a scenario's files in a folder, and one GeoPackage of many layers."""

import json
import math
import tempfile
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio

from geo.answers.loads import drawn_legs
from geo.errors import PathRefused
from geo.evidence import data_version
from geo.evidence.catalogue import EDITORS
from geo.exchange.write import write
from geo.journeys import Asked, change, legs, lines, lines_after
from geo.language import LANGUAGES, number, tell

CLOSED = ("after", "after_low", "after_high")
# How many decimals the files keep: more is the noise of the computer's numbers.
DECIMALS = 6


def read_text(path: Path) -> str:
    """The text of a UTF-8 file. Raises PathRefused."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PathRefused(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise PathRefused(f"{path} is not text in UTF-8.") from error


def write_folder(files: Mapping[str, bytes], folder: Path) -> None:
    """Writes these files into a folder, which is made where it is not there. Raises PathRefused."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise PathRefused(f"{folder} cannot be written to: {error.strerror}.") from error


def municipalities_table(asked: Asked, municipalities: pd.DataFrame) -> pd.DataFrame:
    """The table `municipalities.csv`: every seat with travel times, most hectares first.

    Columns: `divipola`, `municipality`, `department`, `hectares`, `hectares_low`,
    `hectares_high`, `mean_detour_minutes`; where places are closed or held also
    `hectares_after`, `hectares_after_low`, `hectares_after_high`; where they are closed also
    `hectares_gained` and `hectares_lost`. All hectares are modelled.
    """
    found = change.places(asked.outcome)
    columns = {
        "hectares": "load_ha_modelled",
        "hectares_low": "load_low_ha_modelled",
        "hectares_high": "load_high_ha_modelled",
        "mean_detour_minutes": "mean_detour_min_modelled",
    }
    if asked.scenario.closed:
        columns |= {f"hectares_{part}": f"load_{part}_ha_modelled" for part in CLOSED}
        if asked.scenario.hold_minutes is None:
            columns |= {
                "hectares_gained": "gained_ha_modelled",
                "hectares_lost": "lost_ha_modelled",
            }
    place = municipalities.set_index("divipola")[["municipality", "department"]]
    frame = found[["divipola"]].join(place, on="divipola")
    frame = frame.assign(**{name: found[column] for name, column in columns.items()})
    return frame.sort_values(
        ["hectares", "divipola"], ascending=[False, True], ignore_index=True
    ).round(DECIMALS)


def journeys_table(asked: Asked) -> pd.DataFrame:
    """The table `journeys.csv`: `origin`, `destination`, `hectares`, `hours`, `hours_after`.

    One row per origin that is sent; `hours_after` is blank where it is cut off.
    """
    found = change.ways(asked.outcome).rename(
        columns={
            "divipola": "origin",
            "hours_modelled": "hours",
            "hours_after_modelled": "hours_after",
        }
    )
    return found[["origin", "destination", "hectares", "hours", "hours_after"]].round(DECIMALS)


def lines_table(asked: Asked, seats: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The lines of `lines.geojson`: straight, schematic legs between seats (EPSG:4326).

    Columns: `from_divipola`, `to_divipola`, `hectares` (modelled) and `when`, before or
    after what is closed or held.
    """
    parts = [legs(lines(asked.trips)).assign(when="before")]
    if asked.scenario.closed:
        parts.append(legs(lines_after(asked.outcome)).assign(when="after"))
    found = pd.concat(parts, ignore_index=True).rename(columns={"load_ha_modelled": "hectares"})
    return drawn_legs(found.round(DECIMALS), seats)


def scenario_files(
    asked: Asked,
    municipalities: pd.DataFrame,
    seats: gpd.GeoDataFrame,
    sources: pd.DataFrame,
) -> dict[str, bytes]:
    """The files of a scenario by name; the same scenario and data give the same bytes.

    municipalities, seats: layers. sources: rows of the sources layer that the scenario uses.
    """
    summary = {
        name: None if math.isnan(value) else round(value, DECIMALS)
        for name, value in change.summary(asked.outcome).items()
    }
    return {
        "municipalities.csv": _plain_csv(municipalities_table(asked, municipalities)),
        "journeys.csv": _plain_csv(journeys_table(asked)),
        "lines.geojson": write(lines_table(asked, seats), "geojson"),
        "summary.json": (json.dumps(summary, indent=2) + "\n").encode(),
        "README.md": readme(asked, municipalities, sources).encode(),
    }


def _plain_csv(frame: pd.DataFrame) -> bytes:
    """Comma-separated text for programs: without the mark that spreadsheets look for."""
    known = frame.replace([np.inf, -np.inf], np.nan)
    return write(known, "csv").decode("utf-8-sig").encode()


def readme(asked: Asked, municipalities: pd.DataFrame, sources: pd.DataFrame) -> str:
    """What a scenario's files hold and how they were modelled, in both languages."""
    name = municipalities.set_index("divipola")["municipality"]
    origins = asked.trips.origins
    apart = origins[origins["status"] != "sent"]
    parts = []
    for lang in LANGUAGES:
        listed = [
            f"- {row.divipola} {name.get(row.divipola, '')}: {number(row.hectares, lang, 2)} ha"
            for row in apart.itertuples()
        ]
        without = [
            code
            for code in asked.scenario.origins
            if not origins["divipola"].str.startswith(code).any()
        ]
        parts += [
            tell("closures.readme", lang),
            f"```toml\n{asked.scenario.to_toml()}```",
            tell("closures.readme_apart", lang) + "\n\n" + "\n".join(listed) if listed else "",
            tell("closures.readme_without", lang, codes=", ".join(without)) if without else "",
        ]
    cited = [
        f"- {row.source_id}: {row.publisher}. {row.title}. {row.date}. {row.licence}"
        for row in sources.fillna("").itertuples()
    ]
    parts += [f"Corredor, {data_version()}", "\n".join(cited)]
    return "\n\n".join(filter(None, parts)) + "\n"


def geopackage(layers: Mapping[str, pd.DataFrame], about: Mapping[str, str]) -> bytes:
    """One GeoPackage of several layers, tables without shapes included.

    layers: by name, in order. about: kept as metadata of every layer. Raises ValueError for
    editors' columns.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bundle.gpkg"
        for name, frame in layers.items():
            private = EDITORS.intersection(frame.columns)
            if private:
                raise ValueError(f"editors' columns are never exported: {sorted(private)}")
            pyogrio.write_dataframe(
                frame,
                path,
                layer=name,
                driver="GPKG",
                append=path.exists(),
                layer_metadata=dict(about),
            )
        return path.read_bytes()
