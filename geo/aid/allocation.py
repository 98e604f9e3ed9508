"""A programme's amount over the municipalities that its sources name.

No source reports dollars by municipality, so every share is modelled. When k of exactly n
published municipalities are named, A×k/n is shared among them and the rest is a remainder that
no place gets; without an exact n nothing is shared. Rows that name a department are never
shared out. Money is counted in whole cents by largest remainder, so shares and remainder add to
the amount to the cent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import pandas as pd

from geo.aid.money import LifeOfAward, largest_remainder
from geo.evidence import join_ids
from geo.evidence.codes import PLACE

AMOUNTS = ("amount_usd", "obligated_usd")
METHODS = ("equal", "population", "coca", "own")
# Methods that are left out of the shares where they fit no programme.
OPTIONAL = ("coca", "own")
# Coca hectares say something only of programmes for the licit economy.
COCA_SECTORS = ("land_licit",)
COLUMNS = ["programme_id", *PLACE, "share_kind", "amount_basis", "k_named", "n_exact"]
COLUMNS += [*(f"{method}_usd_modelled" for method in METHODS), "source_ids"]


@dataclass(frozen=True)
class Allocation:
    """Shares of one kind of amount, and what could not be shared.

    shares: one row per programme and named municipality, and one per remainder (divipola
    null): figure_kind (modelled), programme_id, divipola, municipality, department_code,
    department, share_kind, amount_basis, k_named, n_exact, `<method>_usd_modelled`,
    `low_usd_modelled` and `high_usd_modelled` (over the methods that fit the programme),
    population_year, source_ids. A method that does not fit a programme is null there; coca
    and own have a column only where they fit some programme.
    programmes: every programme with programme_id, total_usd, amount_basis, k_named, n_exact,
    refused (why nothing is shared; null where something is). methods: those that fit at least
    one programme. amount: the column shared.
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
    population. coca: rows of the coca layer of one year; it fits programmes for the licit
    economy with coca in a named municipality (a place without a row has none detected).
    """
    people = population[population["year"] == population_year].set_index("divipola")
    counting = footprints[footprints["counts_for_allocation"] & footprints["divipola"].notna()]
    footprint_of = {
        programme: rows.drop_duplicates("divipola").sort_values("divipola")
        for programme, rows in counting.groupby("programme_id")
    }
    about, shares = [], []
    for row in programmes.to_dict("records"):
        basis = row["amount_basis"] if amount == "amount_usd" else "obligated"
        award = LifeOfAward(row["programme_id"], row[amount], basis)
        places = footprint_of.get(award.programme_id, counting.head(0))
        refusal = _refusal(award.usd, len(places), row["n_exact"])
        about.append(
            {
                "programme_id": award.programme_id,
                "total_usd": award.usd,
                "amount_basis": None if refusal == "no_amount" else basis,
                "k_named": len(places),
                "n_exact": row["n_exact"],
                "refused": refusal,
            }
        )
        if refusal is None:
            weights = {"population": people["population"], "own": own}
            sources = [people["source_ids"]]
            if coca is not None and row["sector_code"] in COCA_SECTORS:
                crop = coca.set_index("divipola")
                weights["coca"] = crop["hectares"].reindex(places["divipola"]).fillna(0)
                sources.append(crop["source_ids"])
            part = _shares(award, int(row["n_exact"]), places, weights)
            shares.append(_cite(part, row["source_ids"], places["source_ids"].tolist(), sources))
    frame = pd.concat(shares, ignore_index=True) if shares else pd.DataFrame(columns=COLUMNS)
    frame.insert(0, "figure_kind", "modelled")
    present = tuple(m for m in METHODS if frame[f"{m}_usd_modelled"].notna().any())
    values = frame[[f"{m}_usd_modelled" for m in present]]
    frame["low_usd_modelled"], frame["high_usd_modelled"] = values.min(axis=1), values.max(axis=1)
    frame["population_year"] = population_year
    unfit = [f"{m}_usd_modelled" for m in OPTIONAL if m not in present]
    order = [c for c in frame if c not in ("source_ids", *unfit)]
    counts = pd.DataFrame(about).astype({"k_named": "Int64", "n_exact": "Int64"})
    return Allocation(frame[[*order, "source_ids"]], counts, present, amount, population_year)


def _refusal(amount: float, k: int, n: int) -> str | None:
    if pd.isna(amount):
        return "no_amount"
    if pd.isna(n):
        return "no_exact_number"
    if k == 0:
        return "no_municipality_named"
    return "more_named_than_number" if k > n else None


def _shares(
    award: LifeOfAward, n: int, places: pd.DataFrame, weights: Mapping[str, pd.Series | None]
) -> pd.DataFrame:
    """The shares of one award by each method, its remainder last."""
    k, codes = len(places), places["divipola"]
    allocated, remainder = largest_remainder(award.cents, [k, n - k])
    out = places[["programme_id", *PLACE]].assign(
        share_kind="municipality", amount_basis=award.basis, k_named=k, n_exact=n
    )
    rest: dict[str, object] = {c: None for c in PLACE} | {"share_kind": "remainder"}
    weights = {"equal": pd.Series(1.0, codes), **weights}
    for method in METHODS:
        weight = pd.Series(weights.get(method), dtype=float).reindex(codes)
        fits = weight.ge(0).all() and 0 < weight.sum() < inf
        name = f"{method}_usd_modelled"
        parts = largest_remainder(allocated, weight) if fits else [float("nan")] * k
        out[name] = [part / 100 for part in parts]
        rest[name] = remainder / 100 if fits else float("nan")
    if not remainder:
        return out
    last = out.tail(1).assign(**rest).astype(out.dtypes)
    return pd.concat([out, last], ignore_index=True)


def _cite(
    part: pd.DataFrame, programme: str, rows: Sequence[str], by_code: Sequence[pd.Series]
) -> pd.DataFrame:
    """The shares with the sources of their programme, footprint row and weights."""
    rows = [*rows, None][: len(part)]
    weights = [cells.reindex(part["divipola"]).tolist() for cells in by_code]
    return part.assign(
        source_ids=[join_ids([programme, *cells]) for cells in zip(rows, *weights, strict=True)]
    )


def by_unit(shares: pd.DataFrame, method: str, members: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Totals of one method by a unit of municipalities; remainders belong to none.

    shares: `Allocation.shares`. members: `divipola` and the column `unit`, one row per
    municipality. The range is over the methods that fit each programme, for the unit as a
    whole: what one of its places gets more by one method, another may get less.

    Columns: unit, programmes, programme_ids, allocated_usd_modelled, low_usd_modelled,
    high_usd_modelled, source_ids.
    """
    columns = [f"{m}_usd_modelled" for m in METHODS if f"{m}_usd_modelled" in shares]
    unit_of = members.drop_duplicates("divipola").set_index("divipola", drop=False)[unit]
    rows = shares.assign(unit=shares["divipola"].map(unit_of)).dropna(subset="unit")
    one = rows.groupby(["unit", "programme_id"], as_index=False).agg(
        {**dict.fromkeys(columns, lambda c: c.sum(min_count=1)), "source_ids": join_ids}
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
            source_ids=("source_ids", join_ids),
        )
        .round({f"{c}_usd_modelled": 2 for c in ("allocated", "low", "high")})
        .reset_index(names=unit)
    )
