"""A programme's amount over the municipalities that its sources name.

No source reports dollars by municipality, so every share is modelled. When k of exactly n
published municipalities are named, A×k/n is shared among them and the rest is a remainder that
no place gets; without an exact n nothing is shared. Rows that name a department are never
shared out. Money is counted in whole cents by largest remainder, so shares and remainder add to
the amount to the cent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, inf

import pandas as pd

AMOUNTS = ("amount_usd", "obligated_usd")
METHODS = ("equal", "population", "own")
# Coca hectares say something only of programmes for the licit economy.
COCA_SECTORS = ("land_licit",)
PLACE = ["divipola", "municipality", "department_code", "department"]

COLUMNS = ["programme_id", *PLACE, "share_kind", "amount_basis", "k_named", "n_exact"]
COLUMNS += [*(f"{method}_usd_modelled" for method in METHODS), "source_ids"]


def largest_remainder(cents: int, weights: Sequence[float]) -> list[int]:
    """Whole cents in proportion to the weights, adding to `cents` exactly.

    Each gets its share rounded down; the cents left go one each to the largest fractions, ties
    to the earlier. Raises ValueError for a negative weight or where none is above zero.
    """
    exact = [Fraction(weight) for weight in weights]
    total = sum(exact)
    if total <= 0 or min(exact) < 0:
        raise ValueError("weights must not be negative, and one of them must be above zero")
    shares = [cents * weight / total for weight in exact]
    whole = [floor(share) for share in shares]
    order = sorted(range(len(shares)), key=lambda i: (whole[i] - shares[i], i))
    for i in order[: cents - sum(whole)]:
        whole[i] += 1
    return whole


@dataclass(frozen=True)
class Allocation:
    """Shares of one kind of amount, and what could not be shared.

    shares: one row per programme and named municipality, and one per remainder (divipola
    null): figure_kind (modelled), programme_id, divipola, municipality, department_code,
    department, share_kind, amount_basis, k_named, n_exact, `<method>_usd_modelled`,
    `low_usd_modelled` and `high_usd_modelled` (over the methods that fit the programme),
    population_year, source_ids. A method that does not fit a programme is null there.
    programmes: every programme with programme_id, total_usd, amount_basis, k_named, n_exact,
    refused (why nothing is shared; null where something is), coca_fits. methods: those that
    fit at least one programme. amount: the column shared.
    """

    shares: pd.DataFrame
    programmes: pd.DataFrame
    methods: tuple[str, ...]
    amount: str
    population_year: int


def allocate(
    programmes: pd.DataFrame,
    footprints: pd.DataFrame,
    population: pd.DataFrame,
    amount: str = "amount_usd",
    population_year: int = 2024,
    own: pd.Series | None = None,
    coca: pd.DataFrame | None = None,
) -> Allocation:
    """Every programme's amount over its named municipalities, by every method that fits.

    programmes, footprints, population: the layers. amount: `amount_usd` (its basis is the
    programme's own) or `obligated_usd`. own: weights by `divipola`, none negative; it fits a
    programme when every named municipality has one and they are not all zero, and so does
    population. coca: hectares of one year by `divipola`, only asked whether they fit.
    """
    people = population[population["year"] == population_year].set_index("divipola")
    weights = {"population": people["population"], "own": own}
    counting = footprints[footprints["counts_for_allocation"] & footprints["divipola"].notna()]
    named = {
        programme: rows.drop_duplicates("divipola").sort_values("divipola")
        for programme, rows in counting.groupby("programme_id")
    }
    about, shares = [], []
    for row in programmes.to_dict("records"):
        places = named.get(row["programme_id"], counting.head(0))
        refused = _refused(row[amount], len(places), row["n_exact"])
        about.append(
            {
                "programme_id": row["programme_id"],
                "total_usd": row[amount],
                "amount_basis": row["amount_basis"] if amount == "amount_usd" else "obligated",
                "k_named": len(places),
                "n_exact": row["n_exact"],
                "refused": refused,
                "coca_fits": refused is None
                and coca is not None
                and row["sector_code"] in COCA_SECTORS
                and bool(places["divipola"].isin(coca["divipola"]).any()),
            }
        )
        if refused is None:
            shares.append(_shares(row, about[-1], places, weights, people))
    frame = pd.concat(shares, ignore_index=True) if shares else pd.DataFrame(columns=COLUMNS)
    frame.insert(0, "figure_kind", "modelled")
    frame["population_year"] = population_year
    present = [m for m in METHODS if frame[f"{m}_usd_modelled"].notna().any()]
    values = frame[[f"{m}_usd_modelled" for m in present]]
    frame["low_usd_modelled"], frame["high_usd_modelled"] = values.min(axis=1), values.max(axis=1)
    if own is None:
        frame = frame.drop(columns="own_usd_modelled")
    order = [c for c in frame if c != "source_ids"]
    told = pd.DataFrame(about).astype({"k_named": "Int64", "n_exact": "Int64"})
    told["amount_basis"] = told["amount_basis"].where(told["total_usd"].notna())
    return Allocation(frame[[*order, "source_ids"]], told, tuple(present), amount, population_year)


def _refused(amount: float, k: int, n: int) -> str | None:
    if pd.isna(amount):
        return "no_amount"
    if pd.isna(n):
        return "no_exact_number"
    if k == 0:
        return "no_municipality_named"
    return "more_named_than_number" if k > n else None


def _shares(
    row: dict, about: dict, places: pd.DataFrame, weights: dict, people: pd.DataFrame
) -> pd.DataFrame:
    """The shares of one programme by each method, its remainder last."""
    k, n = len(places), int(row["n_exact"])
    allocated, remainder = largest_remainder(_cents(about["total_usd"]), [k, n - k])
    codes = places["divipola"]
    out = places[["programme_id", *PLACE]].assign(share_kind="municipality")
    out["equal_usd_modelled"] = _dollars(allocated, [1] * k)
    for method, by_code in weights.items():
        given = pd.Series(dtype=float) if by_code is None else by_code.reindex(codes).astype(float)
        fits = len(given) == k and given.ge(0).all() and 0 < given.sum() < inf
        out[f"{method}_usd_modelled"] = _dollars(allocated, given) if fits else float("nan")
    dane = people["source_ids"].reindex(codes).tolist()
    out["source_ids"] = [
        joined(cell, row["source_ids"], person)
        for cell, person in zip(places["source_ids"], dane, strict=True)
    ]
    if remainder:
        rest = dict.fromkeys(PLACE) | {
            "programme_id": row["programme_id"],
            "share_kind": "remainder",
            "source_ids": joined(row["source_ids"]),
        }
        for method in METHODS:
            fits = out[f"{method}_usd_modelled"].notna().all()
            rest[f"{method}_usd_modelled"] = remainder / 100 if fits else None
        out = pd.concat([out, pd.DataFrame([rest]).astype(out.dtypes)], ignore_index=True)
    out.insert(6, "amount_basis", about["amount_basis"])
    out.insert(7, "k_named", k)
    out.insert(8, "n_exact", n)
    return out


def joined(*cells: object) -> str:
    """Several cells of source ids as one, each id once, sorted."""
    return ";".join(sorted({i for c in cells if not pd.isna(c) for i in str(c).split(";") if i}))


def _cents(usd: float) -> int:
    return round(usd * 100)


def _dollars(cents: int, weights: Sequence[float]) -> list[float]:
    return [part / 100 for part in largest_remainder(cents, weights)]


def by_unit(shares: pd.DataFrame, method: str, members: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Totals of one method by a unit of municipalities; remainders belong to none.

    shares: `Allocation.shares`. members: `divipola` and the column `unit`, one row per
    municipality. The range is over the methods that fit each programme, for the unit as a
    whole: what one of its places gets more by one method, another may get less.

    Columns: unit, programmes, programme_ids, allocated_usd_modelled, low_usd_modelled,
    high_usd_modelled, source_ids.
    """
    placed = shares[shares["divipola"].notna()]
    columns = [f"{m}_usd_modelled" for m in METHODS if f"{m}_usd_modelled" in placed]
    unit_of = members.drop_duplicates("divipola").set_index("divipola", drop=False)[unit]
    rows = placed.assign(unit=placed["divipola"].map(unit_of)).dropna(subset="unit")
    one = rows.groupby(["unit", "programme_id"], as_index=False).agg(
        {**dict.fromkeys(columns, lambda c: c.sum(min_count=1)), "source_ids": lambda c: joined(*c)}
    )
    one["low"], one["high"] = one[columns].min(axis=1), one[columns].max(axis=1)
    fits = one[one[f"{method}_usd_modelled"].notna()]
    return (
        fits.groupby("unit")
        .agg(
            programmes=("programme_id", "size"),
            programme_ids=("programme_id", ";".join),
            allocated_usd_modelled=(f"{method}_usd_modelled", "sum"),
            low_usd_modelled=("low", "sum"),
            high_usd_modelled=("high", "sum"),
            source_ids=("source_ids", lambda cells: joined(*cells)),
        )
        .round({f"{c}_usd_modelled": 2 for c in ("allocated", "low", "high")})
        .reset_index(names=unit)
    )
