"""Which row holds the headings, and which column says where a row lies."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import chain

LOOK_AT = 30  # rows from the top among which the headings are looked for
WIDE = 0.6  # of the usual number of filled cells: less is a title
# Words of headings, folded, by what the column holds. The first that is there wins.
LATITUDE = "latitude latitud lat lat_dd latitude_dd latitud_dd y coord_y y_coord coordenada_y norte"
LONGITUDE = "longitude longitud lon long lng lon_dd long_dd x coord_x x_coord coordenada_x este"
CODE = (
    "divipola codigo_divipola cod_divipola divipola_code codigo_dane cod_dane dane codigo_municipio"
    " cod_municipio cod_mpio codmpio cod_mun codmun mpio_cdpmp mpio_ccdgo"
)
MUNICIPALITY = (
    "municipality municipio mpio nombre_municipio nom_mpio nom_mun mpio_cnmbr municipio_nombre"
    " nombre_mpio ciudad city town poblacion_municipio"
)
DEPARTMENT = (
    "cod_dpto cod_depto coddpto coddepto codigo_departamento dpto_ccdgo"
    " department departamento depto dpto nombre_departamento nom_depto nom_dpto dpto_cnmbr"
    " nombre_dpto departamento_nombre state estado"
)
UNCERTAINTY = "uncertainty_km incertidumbre_km"
# Headings that may name any code: their cells must be DIVIPOLA codes too.
ANY_CODE = "codigo code cod id_municipio"
HINTS = {
    "latitude": LATITUDE.split(),
    "longitude": LONGITUDE.split(),
    "code": CODE.split(),
    "municipality": MUNICIPALITY.split(),
    "department": DEPARTMENT.split(),
    "uncertainty_km": UNCERTAINTY.split(),
}
# Words that say as much at the beginning of a longer heading.
STARTS = {"latitude", "latitud", "lat", "longitude", "longitud", "lon", "long", "divipola"}
STARTS |= {"municipality", "municipio", "department", "departamento"}
KNOWN = {word for words in HINTS.values() for word in words}
NUMERIC = re.compile(r"[\s+\-−.,\d°º'′\"″eENSWO]*\d[\s+\-−.,\d°º'′\"″eENSWO]*")
YEAR = re.compile(r"(19|20)\d\d")


def folded(text: str) -> str:
    """Lower case, without accents, words joined by one underscore."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def heading_row(rows: Sequence[Sequence[str]]) -> int:
    """The row (from 1) with the headings, 0 where the table has none.

    The first row with known words for a place, else the first that is about as wide as the
    table and holds no number other than a year.
    """
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows]
    usual = max(
        Counter(f for f in filled if f).items(), key=lambda kv: (kv[1], kv[0]), default=(1,)
    )
    least = math.ceil(WIDE * usual[0]) if usual[0] > 2 else usual[0]
    wide = [i for i, f in enumerate(filled[:LOOK_AT]) if f >= least]
    known = {i: sum(folded(cell) in KNOWN for cell in rows[i]) for i in wide}
    for needed in (2, 1):
        for i in wide:
            if known[i] >= needed:
                return i + 1
    if wide and not any(_number(cell) for cell in rows[wide[0]]):
        return wide[0] + 1
    return 0


def _number(cell: str) -> bool:
    return bool(NUMERIC.fullmatch(cell.strip())) and not YEAR.fullmatch(cell.strip())


def unique_names(names: Sequence[str]) -> list[str]:
    """The headings as column names: blanks numbered, repeated ones (in any case) told apart."""
    taken: set[str] = set()
    out = []
    for place, raw in enumerate(names, start=1):
        plain = "".join(c if c.isprintable() else " " for c in raw)
        name = base = " ".join(plain.split())[:120] or f"column_{place}"
        again = 2
        while name.casefold() in taken:
            name, again = f"{base}_{again}", again + 1
        taken.add(name.casefold())
        out.append(name)
    return out


def found(kind: str, names: Sequence[str]) -> str:
    """The column of this kind by its heading, "" where none says so.

    A heading that only begins with a plain word for it ("Latitud (N)") comes after those
    that are nothing else.
    """
    by_fold = {folded(name): name for name in reversed(names)}
    by_start = {fold.partition("_")[0]: name for fold, name in reversed(by_fold.items())}
    exact = (by_fold[word] for word in HINTS[kind] if word in by_fold)
    begun = (by_start[word] for word in HINTS[kind] if word in STARTS and word in by_start)
    return next(chain(exact, begun), "")
