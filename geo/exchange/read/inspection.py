"""From a file's bytes to rows that are placed: inspect, decide, accept."""

from collections.abc import Callable, Collection
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import shapely

from geo.errors import FileRefused
from geo.exchange import limits
from geo.exchange.read.columns import with_columns
from geo.exchange.read.headings import plain_name, says_place, unique_names
from geo.exchange.read.kml import ALL
from geo.exchange.read.no_rows import TABLES
from geo.exchange.read.numbers import decimal_of
from geo.exchange.read.opening import open_rows
from geo.exchange.read.options import CHOICES, COLUMNS, Options
from geo.exchange.read.parts import coordinates, splits
from geo.exchange.read.placing import OWN, Placing
from geo.exchange.read.positions import is_position
from geo.exchange.read.reading import Reading, Table
from geo.exchange.read.row_systems import in_degrees, row_systems
from geo.exchange.read.table import Raw
from geo.language import Sentence
from geo.spatial.names import exact_matches

SHOWN = 10  # names in a note


def inspect(
    name: str,
    data: bytes,
    municipalities: gpd.GeoDataFrame,
    options: Options | None = None,
    *,
    progress: Callable[[float], object] = lambda share: None,
) -> Reading:
    """What a file is and how its rows can be placed; nothing is decided yet.

    name: of the file, only shown. municipalities: polygons with the place columns. options:
    what is already known. progress: is told the share that is done. Raises FileRefused, and
    nothing else, whatever the bytes; where only what places the rows is not known or not clear,
    its `draft` is what was found out so far, with the `ways` to choose from.
    """
    request = options or Options()
    if len(data) > limits.BYTES:
        raise FileRefused(
            "exchange.too_big", mb=len(data) / limits.MB, most_mb=limits.BYTES // limits.MB
        )
    progress(0.0)
    kind, loaded, options = open_rows(data, request)
    progress(0.4)
    if loaded.shapes is not None and shapely.is_missing(loaded.shapes).all():
        loaded = replace(loaded, shapes=None)  # a table in a format of maps
    if loaded.shapes is None:
        if options.splits is None:
            options = replace(options, splits=splits(loaded.raw.frame))
        degrees, parts = coordinates(loaded.raw.frame, options.splits or ())
        if options.systems is None and options.crs is None:
            options = replace(options, systems=row_systems(loaded.raw.frame))
        if options.systems:
            degrees |= in_degrees(loaded.raw.frame, options.systems)
        loaded = replace(loaded, degrees=degrees, parts=parts)
    options, ways = with_columns(options, loaded, municipalities)
    if request.header is None and kind in TABLES and _is_row(loaded.raw, options, municipalities):
        return inspect(name, data, municipalities, replace(request, header=0), progress=progress)
    frame = loaded.raw.frame
    if options.decimal is None:
        options = replace(options, decimal=_decimal(frame, options))
    draft = Reading(
        name=name,
        format=kind,
        layers=tuple(loaded.layers),
        request=request,
        options=options,
        columns=tuple(frame.columns),
        rows=len(frame),
        place=_place(loaded.shapes is not None, options),
        loaded=loaded,
        municipalities=municipalities,
        ways=tuple(ways),
    )
    if ways:
        raise draft.unclear()
    if not draft.place and loaded.bad:
        raise FileRefused("exchange.no_good_shape", n=len(loaded.bad)).after(draft)
    if not draft.place:
        columns = ", ".join(frame.columns)[:200]
        raise FileRefused("exchange.no_place", columns=columns).after(draft)
    work = Placing(draft, None, None)
    progress(0.6)
    frame_with_all = work.run()
    return replace(
        draft,
        whole=(frame_with_all, work.ledger),
        options=replace(options, crs=work.crs),
        crs_choices=work.choices,
        repairs=work.ledger.listed(),
        names=work.near,
        notes=_notes(draft, work),
    )


def check_request(reading: Reading) -> Reading:
    """The same; raises FileRefused where a column or a layer that was asked for is not there."""
    request, layers = reading.request, (*reading.layers, reading.options.layer)
    for name in COLUMNS:
        column = getattr(request, name)
        if column and column not in reading.columns:
            choice = f"{name}={column}"[:80]
            raise FileRefused("exchange.no_such_choice", choice=choice, names=list(CHOICES))
    if request.layer and request.layer not in layers:
        key = "exchange.no_such_layer" if reading.layers else "exchange.no_layers"
        raise FileRefused(key, layer=request.layer, layers=list(reading.layers))
    return reading


def _is_row(raw: Raw, options: Options, places: gpd.GeoDataFrame) -> bool:
    """Whether what was taken for headings lies somewhere, as the rows below it do."""
    cells = dict(zip(unique_names(raw.headings), raw.headings, strict=True))
    if options.position:
        return is_position(cells[options.position])
    titles = [cells[n] for n in (options.municipality, options.department) if n in cells]
    towns, departments = exact_matches(titles, places)
    return any(map(bool, (*towns, *departments)))


def _placing(options: Options) -> list[str]:
    """The columns that place the rows."""
    return [name for each in COLUMNS if (name := getattr(options, each))]


def _decimal(frame: pd.DataFrame, options: Options) -> str | None:
    """The decimal mark of the figures: a point in coordinates says nothing of it, a comma does."""
    texts = {c: frame[c] for c in frame if frame[c].dtype == "str"}
    where = [texts.pop(c) for c in (options.latitude, options.longitude) if c in texts]
    rest = list(texts.values())
    return decimal_of([*where, *rest] if decimal_of(where) == "," else rest)


def _place(shapes: bool, options: Options) -> str:
    ways = {
        "shape": shapes or options.position,
        "point": options.latitude,
        "code": options.code,
        "name": options.municipality,
    }
    return next((place for place, there in ways.items() if there), "")


def accept(
    reading: Reading, repairs: Collection[str] | None = None, names: Collection[str] | None = None
) -> Table:
    """The rows as decided: repairs agreed to (ids; None: those with one possible reading).

    names: values of `reading.names` whose suggestion is accepted. A row that needs a repair
    that was not agreed to is kept as it is where that is possible, else rejected. Raises
    FileRefused where the coordinate system has to be chosen.
    """
    if repairs is None:
        repairs = {repair.id for repair in reading.repairs if repair.certain}
    agreed = set(() if names is None else names)
    if not agreed and reading.whole and {r.id for r in reading.repairs} <= set(repairs):
        frame, ledger = reading.whole
    else:
        work = Placing(reading, {*repairs, *(["near_name"] if agreed else [])}, agreed)
        frame, ledger = work.run(), work.ledger
    rejected = int(ledger.rejected.sum())
    repaired = int((ledger.repaired & ~ledger.rejected).sum())
    return Table(
        frame=frame,
        rows=reading.rows,
        kept=reading.rows - repaired - rejected,
        repaired=repaired,
        rejected=rejected,
        reasons=ledger.reasons_frame(),
        notes=reading.notes,
        ledger=ledger,
    )


def _notes(draft: Reading, work: Placing) -> tuple[Sentence, ...]:
    """Sentences on the whole file."""
    loaded, frame = draft.loaded, draft.loaded.raw.frame
    raw, notes = loaded.raw, list(loaded.notes)

    def note(key: str, **values: object) -> None:
        notes.append(Sentence(f"exchange.note_{key}", values))

    plain = [plain_name(heading) for heading in raw.headings]
    if draft.format in TABLES:
        if raw.header > 1:
            note("title_rows", n=raw.header - 1)
        if raw.header == 0:
            note("no_header")
        elif not any(map(says_place, _placing(draft.options))):
            note("headings", names=plain[:SHOWN])
    if raw.once:
        note("merged_figures", names=sorted(map(plain_name, raw.once))[:SHOWN])
    if raw.tags:
        note("hxl")
    if len(draft.layers) > 1 and loaded.layer != ALL:
        others = [name for name in draft.layers if name != loaded.layer]
        note("layers", layer=str(loaded.layer), others=others[:SHOWN])
    if draft.options.systems:
        note("systems", column=draft.options.systems.column)
    again = [n for n in frame.columns if n not in plain and not n.startswith("column_")]
    if again:
        note("same_names", names=again[:SHOWN])
    ours = [name for name in frame.columns if name.lower() in OWN]
    if ours:
        note("our_names", names=ours[:SHOWN])
    if work.titles:
        note("titles", names=work.titles[:SHOWN])
    for key, (n, of) in {"elsewhere": work.elsewhere, "department": work.other_department}.items():
        if n:
            note(key, n=n, of=of)
    return tuple(notes)
