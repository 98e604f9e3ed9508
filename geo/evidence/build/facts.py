"""Reading the edited facts: text in, typed columns out, names joined by code."""

import csv
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.evidence.build.sources import articles, cite_articles
from geo.evidence.catalogue import Column
from geo.evidence.codes import COUNTED_WITH

POSITION = {"longitude": "number", "latitude": "number"}
CITATIONS = ("source_ids", "travel_source_ids")
BOOL = {"true": True, "false": False, True: True, False: False}
NUMBERS = {"integer": "Int64", "number": "float64"}


class Facts:
    """The tables of `data/facts` and `data/geography`, typed by the column dictionary.

    `problems` gathers every cell that does not fit its type, by file and line; `files` the
    names of the files of facts that were read.
    """

    def __init__(self, data: Path, columns: dict[str, Column]):
        self.data = data
        self.types = POSITION | {name: column.type for name, column in columns.items()}
        self.problems: list[str] = []
        self.files: set[str] = set()
        self.municipalities = self.shapes("municipalities")
        units = self.municipalities.set_index("divipola")
        self.municipality_names = units["municipality"]
        self.department_names = units.groupby("department_code")["department"].first()

    def table(self, name: str) -> pd.DataFrame:
        """One CSV of facts, typed; blank cells are missing, each article is cited by one id."""
        self.files.add(name)
        frame = self._read(name)
        for column in frame.columns.intersection(CITATIONS):
            frame[column] = frame[column].map(lambda cell: cite_articles(cell, self.articles))
        return frame

    @cached_property
    def articles(self) -> pd.Series:
        """By source id the id that stands for its article."""
        return articles(self._read("sources"))

    def _read(self, name: str) -> pd.DataFrame:
        file = f"facts/{name}.csv"
        with (self.data / file).open(newline="", encoding="utf-8") as text:
            header, *rows = csv.reader(text)
        width = len(header)
        for line, row in enumerate(rows, 2):
            if len(row) != width:
                self.problems.append(f"data/{file}, row {line}: {len(row)} cells, not {width}")
                row[:] = (row + [""] * width)[:width]
        frame = pd.DataFrame(rows, columns=header, dtype="str").replace("", None)
        return self.apply_types(frame, f"data/{file}")

    def shapes(self, name: str) -> gpd.GeoDataFrame:
        """One GeoParquet file of the geography."""
        return gpd.read_parquet(self.data / "geography" / f"{name}.parquet")

    def columnar(self, name: str) -> pd.DataFrame:
        """One Parquet file of the geography."""
        return pd.read_parquet(self.data / "geography" / f"{name}.parquet")

    def apply_types(self, frame: pd.DataFrame, where: str) -> pd.DataFrame:
        """The frame with the types of the dictionary; what does not fit becomes a problem."""
        out = frame.copy()
        for name in out.columns:
            kind = self.types.get(name, "text")
            if kind == "geometry":
                continue
            if kind == "boolean":
                typed = out[name].map(BOOL).astype("boolean")
            elif kind in NUMBERS:
                typed = pd.to_numeric(out[name], errors="coerce").astype("float64")
                if kind == "integer":
                    typed = typed.where(typed % 1 == 0).astype("Int64")
            else:
                typed = out[name].astype("str")
            for line in out.index[out[name].notna() & typed.isna()]:
                cell = out.at[line, name]
                self.problems.append(f"{where}, row {line + 2}: {name} '{cell}' is not {kind}")
            out[name] = typed
        return out

    def with_names(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Adds municipality, department_code and department by `divipola`.

        94663 becomes 94343. A row without `divipola` keeps the department that it states.
        """
        divipola = frame["divipola"].replace(COUNTED_WITH)
        code = divipola.str[:2]
        if "department_code" in frame:
            stated = frame["department_code"]
            for i in frame.index[code.notna() & stated.notna() & (code != stated)]:
                problem = f"'{divipola[i]}' does not lie in department {stated[i]}"
                self.problems.append(f"facts.divipola: {problem}")
            code = code.fillna(stated)
        return frame.assign(
            divipola=divipola,
            municipality=divipola.map(self.municipality_names),
            department_code=code,
            department=code.map(self.department_names),
        )


def points(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """Rows with `longitude` and `latitude` as points in EPSG:4326."""
    where = gpd.points_from_xy(frame["longitude"], frame["latitude"], crs=4326)
    return gpd.GeoDataFrame(frame.drop(columns=["longitude", "latitude"]), geometry=where)
