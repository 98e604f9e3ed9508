"""All that is held, read once: layers by name, their dates, sources and travel times."""

import hashlib
import io
from collections.abc import Callable, Hashable, Iterable
from functools import cached_property, lru_cache, wraps
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast

import geopandas as gpd
import pandas as pd

from geo.crs import STORAGE
from geo.errors import LayerCorrupt, LayerMissing
from geo.evidence.catalogue import DATA, catalogue, data_version, manifest
from geo.evidence.times import TravelTimes

ANSWERS_REMEMBERED = 512
T = TypeVar("T")
Q = TypeVar("Q", bound=Callable)


class Evidence:
    """The layers of one data version, each read when it is first asked for; never mutate them.

    A layer is an item or an attribute (`evidence["coca"]`, `evidence.coca`). Raises
    LayerMissing or LayerCorrupt when a layer that cannot be read is asked for, KeyError for
    one that is not in the catalogue. May be shared by threads.
    """

    def __init__(self, data: Path = DATA):
        self.data, self.version = data, data_version(data)
        self._layers: dict[str, pd.DataFrame] = {}
        self._answers = lru_cache(ANSWERS_REMEMBERED)(_Once)

    def __getitem__(self, layer_id: str) -> gpd.GeoDataFrame:
        if layer_id not in self._layers:
            self._layers[layer_id] = load(layer_id, self.data)
        return self._layers[layer_id]

    def __getattr__(self, layer_id: str) -> gpd.GeoDataFrame:
        if layer_id not in catalogue():
            raise AttributeError(layer_id)
        return self[layer_id]

    @cached_property
    def travel_times(self) -> TravelTimes:
        """The matrix of modelled hours between seats."""
        return TravelTimes.from_pairs(self["travel_time"])

    @cached_property
    def names(self) -> dict[str, str]:
        """Municipalities by DIVIPOLA code, departments by theirs."""
        here, wide = self["municipalities"], self["departments"]
        of_departments = dict(zip(wide["department_code"], wide["department"], strict=True))
        return dict(zip(here["divipola"], here["municipality"], strict=True)) | of_departments

    def as_of(self, *layers: str | pd.DataFrame) -> str:
        """The date of the youngest of these layers, ISO text.

        A layer by id counts as of its catalogue entry; rows of one by their own `date` or
        `period_end`, or the last day of their `year`. Without rows, an empty text.
        """
        return max(map(self._day, layers), default="")

    def _day(self, layer: str | pd.DataFrame) -> str:
        if isinstance(layer, str):
            return catalogue(self.data)[layer].as_of
        if layer.empty:
            return ""
        for column in ("date", "period_end"):
            if column in layer:
                return layer[column].max()
        return f"{layer['year'].max()}-12-31"

    def rows(self, layer_id: str, ids: Iterable[str] | None = None) -> gpd.GeoDataFrame:
        """Rows of a layer about these programmes (`programme_id`), None for every one."""
        frame = self[layer_id]
        return frame if ids is None else frame[frame["programme_id"].isin(list(ids))]

    def of_year(self, layer_id: str, year: int | None = None) -> gpd.GeoDataFrame:
        """Rows of a layer of one year, None for its last."""
        years = self[layer_id]["year"]
        return self[layer_id][years == (years.max() if year is None else year)]

    def of_place(self, layer_id: str, place: str) -> gpd.GeoDataFrame:
        """Rows of a layer of a municipality (5 digits), or of all of a department (2)."""
        column, layer = ("divipola" if len(place) == 5 else "department_code"), self[layer_id]
        where = remember(layer, column, lambda: layer.groupby(column).indices)
        return layer.iloc[where.get(place, [])]

    def cites(self, *layer_ids: str) -> str:
        """Sources of layers of which every row has the same, as a cell of `source_ids`."""
        return join_ids(self[layer_id]["source_ids"].iloc[0] for layer_id in layer_ids)

    def ask(self, question: Callable[..., T], *values: Hashable, **options: Hashable) -> T:
        """`question(evidence, *values, **options)`, worked out once and remembered.

        Two who ask the same at once wait for one answer. An error is not remembered.
        """
        return self._answers(question, values, frozenset(options.items())).of(self)


class _Once:
    """One question with its values, and its answer once somebody has asked."""

    def __init__(self, question: Callable, values: tuple, options: frozenset):
        self.question, self.values, self.options = question, values, dict(options)
        self.lock = Lock()
        self.answers: list = []

    def of(self, evidence: Evidence):
        with self.lock:
            if not self.answers:
                answer = self.question(evidence, *self.values, **self.options)
                self.answers.append(answer)
            return self.answers[0]


def once(question: Q) -> Q:
    """A question that is always worked out once and remembered: see `Evidence.ask`."""

    @wraps(question)
    def ask(evidence: Evidence, *values: Hashable, **options: Hashable) -> Any:
        return evidence.ask(question, *values, **options)

    return cast(Q, ask)


def remember(owner: Any, key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, worked out once, kept on the object that it is about and gone with it."""
    values = vars(owner).setdefault("_remembered", {})
    if key not in values:
        values[key] = make()
    return values[key]


def in_force(legs: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The rows of documented corridors that no later account replaces."""
    return legs[legs["superseded_by"].isna()]


def cited_by(rows: pd.DataFrame, key: str) -> pd.Series:
    """The `source_ids` of rows joined by a key: each once, sorted, `;` between."""
    return rows.groupby(key)["source_ids"].agg(join_ids)


def sorted_by(frame: pd.DataFrame, order: str) -> pd.DataFrame:
    """The rows by these columns (names by spaces), the largest first where one has a `-`."""
    names = order.split()
    up = [not name.startswith("-") for name in names]
    by = [name.removeprefix("-") for name in names]
    return frame.sort_values(by, ascending=up, ignore_index=True)


def join_ids(cells: Iterable[str]) -> str:
    """Several `source_ids` cells as one: each id once, sorted, `;` between."""
    return ";".join(sorted({i for cell in cells if isinstance(cell, str) for i in cell.split(";")}))


def load(layer_id: str, data: Path = DATA) -> pd.DataFrame | gpd.GeoDataFrame:
    """One layer of the catalogue, spatial ones in EPSG:4326. Reads the file on every call.

    Raises KeyError for an id that is not in the catalogue, LayerMissing where the file is
    not there, LayerCorrupt where its bytes are not those that the last build wrote, it
    cannot be read, or lacks columns.
    """
    layer = catalogue(data)[layer_id]
    try:
        content = (data / layer.file).read_bytes()
    except OSError as error:
        raise LayerMissing(layer_id, layer.file) from error
    if hashlib.sha256(content).hexdigest() != manifest(data).get(layer_id, {}).get("sha256"):
        raise LayerCorrupt(layer_id, layer.file, "it is not the file that the last build wrote")
    spatial = layer.geometry != "none"
    try:
        frame = (gpd if spatial else pd).read_parquet(io.BytesIO(content))
    except Exception as error:  # readers raise many kinds for damaged files
        raise LayerCorrupt(layer_id, layer.file, type(error).__name__) from error
    missing = [c for c in layer.columns if c not in frame.columns]
    if missing:
        raise LayerCorrupt(layer_id, layer.file, f"columns are missing: {', '.join(missing)}")
    if not spatial:
        return frame
    if frame.crs != STORAGE:
        raise LayerCorrupt(layer_id, layer.file, f"its CRS is {frame.crs}, not EPSG:4326")
    return frame.set_crs(STORAGE, allow_override=True)  # one object, read once by each thread
