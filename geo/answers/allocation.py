"""Programmes shared out over the municipalities they name: modelled, beside what is reported.

Shares are of whole awards; figures that a reader brings are of fiscal years. They stand in two
columns and are never added. Remainders belong to no place and are in no place's total.
"""

from collections.abc import Sequence

import pandas as pd

from geo.aid import Allocation, Checked, by_unit, displaced
from geo.answers.answer import Answer, Sentence
from geo.evidence import join_ids, label, term
from geo.language import join_list, tell

LEVELS = {
    "municipality": ["divipola", "municipality", "department_code", "department"],
    "department": ["department_code", "department"],
    "pdet": ["pdet_subregion"],
    "city": ["city", "divipola"],
}
NAMES = {
    "municipality": "municipality",
    "department": "department",
    "pdet": "pdet_subregion",
    "city": "city",
}
MONEY = [
    "allocated_usd_modelled",
    "low_usd_modelled",
    "high_usd_modelled",
    "reported_usd",
    "reported_fiscal_years",
]
PROGRAMME_COLUMNS = [
    "figure_kind",
    "name_en",
    "name_es",
    "status_code",
    "total_usd",
    "amount_basis",
    "k_named",
    "n_exact",
    "allocated_usd_modelled",
    "remainder_usd_modelled",
    "programme_id",
]
SHARE_COLUMNS = [
    "figure_kind",
    "share_kind",
    "municipality",
    "department",
    "name_en",
    "name_es",
    *MONEY,
    "amount_basis",
    "k_named",
    "n_exact",
]
PER_INHABITANT = [f"per_inhabitant_{end}usd_modelled" for end in ("", "low_", "high_")]
PLACE_COLUMNS = {
    level: [
        "figure_kind",
        *(c for c in columns if c not in ("divipola", "department_code")),
        "programmes",
        *MONEY,
        "population",
        "population_year",
        *PER_INHABITANT,
        "programme_ids",
    ]
    for level, columns in LEVELS.items()
}
REFUSED_COLUMNS = [
    "name_en",
    "name_es",
    "refused",
    "k_named",
    "n_exact",
    "published_count",
    "amount_usd",
    "amount_basis",
    "programme_id",
]
UPLOAD_COLUMNS = [
    "row",
    "row_status",
    "row_reasons",
    "divipola_text",
    "fiscal_year_text",
    "amount_text",
    "programme_text",
]
WEIGHT_COLUMNS = ["row", "row_status", "row_reasons", "divipola_text", "weight_text"]
CAVEATS = (
    "allocation.caveat_modelled",
    "allocation.caveat_whole_award",
    "caveats.partial_footprint",
    "caveats.departments_stay",
)


def by_programme(model: Allocation, programmes: pd.DataFrame, method: str, as_of: str) -> Answer:
    """The programmes that can be shared out: amount and basis, k of n, shared, remainder.

    programmes: the layer. A programme whom the method does not fit has no shared amount.
    """
    value = f"{method}_usd_modelled"
    parts = (
        model.shares.groupby(["programme_id", "share_kind"])[value]
        .sum(min_count=1)
        .unstack("share_kind")
        .reindex(columns=["municipality", "remainder"])
    )
    frame = model.programmes[model.programmes["refused"].isna()].merge(
        programmes[["programme_id", "name_en", "name_es", "status_code"]], on="programme_id"
    )
    by = frame["programme_id"]
    allocated = by.map(parts["municipality"]).round(2)
    cited = model.shares.groupby("programme_id")["source_ids"].agg(join_ids)
    frame = frame.assign(
        figure_kind="modelled",
        allocated_usd_modelled=allocated,
        remainder_usd_modelled=by.map(parts["remainder"]).fillna(0.0).mask(allocated.isna()),
        source_ids=by.map(cited),
    )[[*PROGRAMME_COLUMNS, "source_ids"]].sort_values(
        ["total_usd", "programme_id"], ascending=[False, True], ignore_index=True
    )
    return _answer("programmes", frame, as_of, _totals(model, method))


def shares(
    model: Allocation,
    programmes: pd.DataFrame,
    method: str,
    as_of: str,
    checked: Checked | None = None,
) -> Answer:
    """Every programme's share in every municipality it names, remainders as rows of their own.

    checked: reported figures. One stands in place of the modelled share of its programme (and
    of programmes it overlaps with) in that municipality: there the modelled columns are null
    and `figure_kind` is `reported`.
    """
    keep = ["figure_kind", "programme_id", "share_kind", *LEVELS["municipality"]]
    keep += ["amount_basis", "k_named", "n_exact", "low_usd_modelled", "high_usd_modelled"]
    frame = model.shares[[*keep, "source_ids"]].assign(
        allocated_usd_modelled=model.shares[f"{method}_usd_modelled"],
        reported_usd=float("nan"),
        reported_fiscal_years=None,
    )
    said = list(_totals(model, method))
    if checked is not None:
        gone = displaced(model.shares, checked.kept, programmes)
        keys = ["programme_id", "programme_text", *LEVELS["municipality"]]
        brought = _brought(checked.kept, keys).assign(
            figure_kind="reported", share_kind="municipality"
        )
        frame = pd.concat([frame[~gone], brought], ignore_index=True)
        said.append(_replaced(checked, gone))
    names = programmes.set_index("programme_id")[["name_en", "name_es"]]
    frame = frame.join(names, on="programme_id")
    if checked is not None:
        for name in names:
            frame[name] = frame[name].fillna(frame["programme_text"])
    frame = frame.sort_values(
        ["programme_id", "share_kind", "divipola"], ignore_index=True, na_position="last"
    )
    columns = [*SHARE_COLUMNS, "divipola", "department_code", "programme_id", "source_ids"]
    whole = frame[columns].astype({"k_named": "Int64", "n_exact": "Int64"})
    return _answer("shares", whole, as_of, said)


def by_place(
    model: Allocation,
    level: str,
    method: str,
    members: pd.DataFrame,
    people: pd.DataFrame,
    programmes: pd.DataFrame,
    as_of: str,
    checked: Checked | None = None,
) -> Answer:
    """Totals by place, per inhabitant, with the range over the methods.

    level: a key of LEVELS. members: the layer that says which municipalities a place has
    (`municipalities` for the first two levels, `pdet`, `cities`). people: the population
    layer. Only places with a share or a reported figure have a row: elsewhere there is no
    data, which is not zero. Per inhabitant: over all people of the place, not only those of
    the named municipalities; null where the place's population is not known.
    """
    unit, columns = LEVELS[level][0], LEVELS[level]
    members = pd.DataFrame(members[list(dict.fromkeys(["divipola", *columns]))])
    kept, said = model.shares, list(_totals(model, method))
    own = {unit: [], "reported_usd": [], "reported_fiscal_years": []}
    if checked is not None:
        gone = displaced(model.shares, checked.kept, programmes)
        kept = kept[~gone]
        said.append(_replaced(checked, gone))
        unit_of = members.drop_duplicates("divipola").set_index("divipola", drop=False)[unit]
        own = _brought(checked.kept.assign(**{unit: checked.kept["divipola"].map(unit_of)}), [unit])
    frame = by_unit(kept, method, members, unit)
    brought = pd.DataFrame(own).astype({unit: frame[unit].dtype})
    frame = frame.merge(brought, on=unit, how="outer")
    frame = members.drop_duplicates(unit)[columns].merge(frame, on=unit)
    modelled, reported = frame["allocated_usd_modelled"].notna(), frame["reported_usd"].notna()
    frame["figure_kind"] = "modelled"
    frame["figure_kind"] = (
        frame["figure_kind"].mask(reported, "reported").mask(reported & modelled, "mixed")
    )
    inhabitants, cited = _people(members, unit, people, model.population_year)
    frame["population"] = frame[unit].map(inhabitants).astype("Int64")
    frame["population_year"] = model.population_year
    head = frame["population"].astype("float64")
    for end, value in zip(PER_INHABITANT, MONEY, strict=False):
        frame[end] = (frame[value] / head).round(2)
    frame["programmes"] = frame["programmes"].astype("Int64")
    frame["source_ids"] = [
        join_ids([cell, cited.get(place)])
        for cell, place in zip(frame["source_ids"], frame[unit], strict=True)
    ]
    frame = frame.sort_values(
        ["allocated_usd_modelled", "reported_usd", unit],
        ascending=[False, False, True],
        ignore_index=True,
    )
    if len(frame) and pd.notna(frame["allocated_usd_modelled"].iloc[0]):
        first = frame.iloc[0]
        said.append(
            Sentence(
                "allocation.most",
                {
                    "method": term("allocation_method", method),
                    "place": first[NAMES[level]],
                    "allocated_usd": first["allocated_usd_modelled"],
                    "low_usd": first["low_usd_modelled"],
                    "high_usd": first["high_usd_modelled"],
                },
            )
        )
    shown = list(dict.fromkeys(["figure_kind", *columns, *PLACE_COLUMNS[level], "source_ids"]))
    return _answer(level, frame[shown], as_of, said, "caveats.population_from_2012")


def refused(model: Allocation, programmes: pd.DataFrame, as_of: str) -> Answer:
    """The programmes that cannot be shared out, and what is missing."""
    why = model.programmes[model.programmes["refused"].notna()]
    frame = why[["programme_id", "refused", "k_named"]].merge(programmes, on="programme_id")
    frame = frame.sort_values(["refused", "programme_id"], ignore_index=True)
    counts = frame["refused"].value_counts()
    return Answer(
        id="aid_not_allocated",
        frame=frame[[*REFUSED_COLUMNS, "source_ids"]],
        as_of=as_of,
        caveats=("caveats.partial_footprint", "caveats.departments_stay"),
        sentences=(
            Sentence(
                "allocation.refused",
                {
                    "rows": len(frame),
                    "no_amount": int(counts.get("no_amount", 0)),
                    "no_number": int(counts.get("no_exact_number", 0)),
                    "no_place": int(counts.get("no_municipality_named", 0)),
                },
            ),
        ),
    )


def uploaded(checked: Checked, as_of: str, source_ids: Sequence[str]) -> Answer:
    """Every row of a reader's file: whether it counts, and why or why not.

    source_ids: of the tables that codes and programmes were checked against.
    """
    status = checked.listed["row_status"].value_counts()
    return Answer(
        id="aid_reported_by_you",
        frame=checked.listed[UPLOAD_COLUMNS],
        also_cites=tuple(source_ids),
        as_of=as_of,
        caveats=("allocation.caveat_upload",),
        sentences=(
            Sentence(
                "allocation.uploaded",
                {
                    "rows": len(checked.listed),
                    "counted": len(checked.kept),
                    "repaired": int(status.get("kept_repaired", 0)),
                    "left_out": int(status.get("not_counted", 0)),
                    "counted_usd": float(checked.kept["reported_usd"].sum()),
                },
            ),
        ),
        matched=len(checked.kept),
        unmatched=int(status.get("not_counted", 0)),
    )


def own_weights(listed: pd.DataFrame, as_of: str, source_ids: Sequence[str]) -> Answer:
    """Every row of a reader's column of weights (the second of `check_weights`)."""
    status = listed["row_status"].value_counts()
    left_out = int(status.get("not_counted", 0))
    return Answer(
        id="aid_weights_by_you",
        frame=listed,
        also_cites=tuple(source_ids),
        as_of=as_of,
        sentences=(
            Sentence(
                "allocation.weights",
                {
                    "rows": len(listed),
                    "counted": len(listed) - left_out,
                    "repaired": int(status.get("kept_repaired", 0)),
                    "left_out": left_out,
                },
            ),
        ),
        matched=len(listed) - left_out,
        unmatched=left_out,
    )


def about(model: Allocation, method: str, lang: str) -> dict[str, str]:
    """What a file of shares must say of itself: method, parameters, caveats."""
    return {
        "title": tell("allocation.title", lang),
        "basis": label("figure_kind", "modelled", lang),
        "method": tell("allocation.method", lang),
        "parameters": tell(
            "allocation.parameters",
            lang,
            amount=tell(f"allocation.amount_{model.amount}", lang),
            method=label("allocation_method", method, lang),
            methods=join_list([label("allocation_method", m, lang) for m in model.methods], lang),
            year=str(model.population_year),
        ),
        "caveats": " ".join(tell(key, lang) for key in CAVEATS),
    }


def _answer(
    what: str, frame: pd.DataFrame, as_of: str, said: Sequence[Sentence], *more: str
) -> Answer:
    return Answer(
        id=f"aid_allocation_{what}_modelled",
        frame=frame,
        as_of=as_of,
        caveats=(*CAVEATS, *more),
        sentences=tuple(said),
    )


def _totals(model: Allocation, method: str) -> tuple[Sentence, ...]:
    """The sum over programmes, the ceiling apart, and why coca is not among the methods."""
    value = f"{method}_usd_modelled"
    fits = model.shares[model.shares[value].notna()]
    placed = fits[fits["share_kind"] == "municipality"]
    said = [
        Sentence(
            f"allocation.total_{model.amount}",
            {
                "programmes": fits["programme_id"].nunique(),
                "total_usd": fits[value].sum(),
                "allocated_usd": placed[value].sum(),
                "municipalities": placed["divipola"].nunique(),
                "remainder_usd": fits[value].sum() - placed[value].sum(),
            },
        )
    ]
    ceiling = placed.loc[placed["amount_basis"] == "ceiling", value].sum()
    if ceiling:
        said.append(
            Sentence(
                "allocation.ceiling",
                {"ceiling_usd": ceiling, "rest_usd": placed[value].sum() - ceiling},
            )
        )
    if "coca" not in model.methods:
        said.append(Sentence("allocation.no_coca"))
    return tuple(said)


def _brought(kept: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Reported figures added over their fiscal years, with the years as text."""
    return (
        kept.dropna(subset=by[-1])
        .groupby(list(by), as_index=False, dropna=False)
        .agg(
            reported_usd=("reported_usd", "sum"),
            reported_fiscal_years=(
                "fiscal_year",
                lambda years: ";".join(str(y) for y in sorted(set(years))),
            ),
        )
    )


def _replaced(checked: Checked, gone: pd.Series) -> Sentence:
    return Sentence(
        "allocation.replaced", {"figures": len(checked.kept), "shares": int(gone.sum())}
    )


def _people(
    members: pd.DataFrame, unit: str, people: pd.DataFrame, year: int
) -> tuple[pd.Series, dict[str, str]]:
    """People by unit, null where one of its municipalities has no figure; and their sources."""
    of_year = people[people["year"] == year].set_index("divipola")
    one = members.drop_duplicates("divipola")
    counts = one.assign(
        people=one["divipola"].map(of_year["population"]).astype("float64"),
        cited=one["divipola"].map(of_year["source_ids"]),
    ).groupby(unit)
    sums = counts["people"].agg(lambda cells: cells.sum(skipna=False))
    return sums, counts["cited"].agg(join_ids).to_dict()
