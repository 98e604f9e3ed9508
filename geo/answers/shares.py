"""Programmes shared out over the municipalities they name: modelled, beside what is reported.

Shares are of whole awards; figures that a reader brings are of fiscal years. They stand in two
columns and are never added. Remainders belong to no place and are in no place's total.

A reader's own rows (`own`) are handed to a question, never asked through `Evidence.ask`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.aid import Allocation, Figures, allocate, by_unit, is_replaced
from geo.answers.answer import Answer, alike, compose, gather_source_ids, keys, tally
from geo.answers.programmes import LEVELS, MEMBERS, PLACE_NAME, USED
from geo.evidence import Evidence, cited_by, join_ids, label, sorted_by, term
from geo.evidence.codes import PLACE
from geo.language import Range, Sentence, say, tell

YEAR = 2024  # of population and coca
USD = ["allocated_usd_modelled", "low_usd_modelled", "high_usd_modelled"]
PER_INHABITANT = [f"per_inhabitant_{end}usd_modelled" for end in ("", "low_", "high_")]
MONEY = [*USD, "reported_usd", "reported_fiscal_years"]
NAMES = ["name_en", "name_es"]
CAVEATS = keys(
    "allocation.caveat_modelled allocation.caveat_whole_award partial_footprint departments_stay"
)


@dataclass(frozen=True)
class Sharing:
    """What is shared out and how: programme ids (None: every one), amount, method."""

    ids: tuple[str, ...] | None = None
    amount: str = "amount_usd"
    method: str = "equal"


@dataclass(frozen=True, eq=False)
class Own:
    """What a reader brought: checked figures; weights by DIVIPOLA, with every row listed."""

    figures: Figures | None = None
    weights: pd.Series | None = None
    listed: pd.DataFrame | None = None


NOTHING = Own()
REFUSALS = ("no_amount", "no_exact_number", "no_municipality_named")


def model(evidence: Evidence, sharing: Sharing, *, own: Own = NOTHING) -> Allocation:
    """The shares by every method that fits; the same for every method of a sharing."""
    if own.weights is None:
        return evidence.ask(_model, sharing.ids, sharing.amount)
    return _model(evidence, sharing.ids, sharing.amount, weights=own.weights)


def _model(evidence: Evidence, ids, amount: str, *, weights: pd.Series | None = None) -> Allocation:
    return allocate(
        evidence.rows("aid_programmes", ids),
        evidence.aid_footprints,
        evidence.population,
        amount=amount,
        population_year=YEAR,
        own=weights,
        coca=evidence.of_year("coca", YEAR),
    )


def by_programme(evidence: Evidence, sharing: Sharing, *, own: Own = NOTHING) -> Answer:
    """The programmes that can be shared out: amount and basis, k of n, shared, remainder.

    A programme that the method does not fit has no shared amount.
    """
    whole = model(evidence, sharing, own=own)
    rows, value = whole.shares, f"{sharing.method}_usd_modelled"
    parts = rows.groupby(["programme_id", "share_kind"])[value].sum(min_count=1).unstack()
    parts = parts.reindex(columns=["municipality", "remainder"])
    frame = whole.programmes[whole.programmes["refused"].isna()].merge(
        evidence.aid_programmes[["programme_id", *NAMES, "status_code"]], on="programme_id"
    )
    by = frame["programme_id"]
    allocated = by.map(parts["municipality"]).round(2)
    frame = frame.assign(
        figure_kind="modelled",
        allocated_usd_modelled=allocated,
        remainder_usd_modelled=by.map(parts["remainder"]).fillna(0.0).mask(allocated.isna()),
        source_ids=by.map(cited_by(rows, "programme_id")),
    )
    frame = sorted_by(frame, "-total_usd programme_id")
    columns = ["figure_kind", *NAMES, "status_code", "total_usd", "amount_basis", "k_named"]
    columns += ["n_exact", USD[0], "remainder_usd_modelled", "programme_id", "source_ids"]
    return _answer(evidence, "programmes", frame[columns], _totals(whole, sharing.method))


def each_share(evidence: Evidence, sharing: Sharing, *, own: Own = NOTHING) -> Answer:
    """Every programme's share in every municipality it names, remainders as rows of their own.

    A reported figure stands in place of the modelled share of its programme (and of
    programmes it overlaps with) in that municipality: there the modelled columns are null and
    `figure_kind` is `reported`.
    """
    whole = model(evidence, sharing, own=own)
    frame = whole.shares.assign(
        allocated_usd_modelled=whole.shares[f"{sharing.method}_usd_modelled"],
        reported_usd=float("nan"),
        reported_fiscal_years=None,
    )
    sentences, text = _totals(whole, sharing.method), None
    if own.figures is not None:
        replaced = is_replaced(whole.shares, own.figures.rows, evidence.aid_programmes)
        figures = _own_totals(own.figures, ["programme_id", "programme_text", *PLACE])
        figures = figures.assign(figure_kind="reported", share_kind="municipality")
        frame = pd.concat([frame[~replaced], figures], ignore_index=True)
        sentences, text = [*sentences, _replacement(own.figures, replaced)], frame["programme_text"]
    frame = frame.join(evidence.aid_programmes.set_index("programme_id")[NAMES], on="programme_id")
    if text is not None:
        frame[NAMES] = frame[NAMES].apply(lambda column: column.fillna(text))
    frame = sorted_by(frame, "programme_id share_kind divipola")
    frame = frame.astype({"k_named": "Int64", "n_exact": "Int64"})
    columns = ["figure_kind", "share_kind", "municipality", "department", *NAMES, *MONEY]
    columns += ["amount_basis", "k_named", "n_exact", "divipola", "department_code"]
    return _answer(evidence, "shares", frame[[*columns, "programme_id", "source_ids"]], sentences)


def by_place(evidence: Evidence, sharing: Sharing, level: str, *, own: Own = NOTHING) -> Answer:
    """Totals by place, per inhabitant, with the range over the methods.

    level: a key of `programmes.LEVELS`. Only places with a share or a reported figure have a
    row: elsewhere there is no data, which is not zero. Per inhabitant: over all people of the
    place, not only those of the named municipalities; null where the place's population is
    not known.
    """
    whole, columns = model(evidence, sharing, own=own), LEVELS[level]
    unit, wanted = columns[0], list(dict.fromkeys(["divipola", *columns]))
    members = pd.DataFrame(evidence[MEMBERS[level]])[wanted]
    rows, sentences = whole.shares, _totals(whole, sharing.method)
    reported: Any = {unit: [], "reported_usd": [], "reported_fiscal_years": []}
    if own.figures is not None:
        replaced = is_replaced(rows, own.figures.rows, evidence.aid_programmes)
        rows, sentences = rows[~replaced], [*sentences, _replacement(own.figures, replaced)]
        unit_of = members.drop_duplicates("divipola").set_index("divipola", drop=False)[unit]
        reported = _own_totals(own.figures, [unit], unit_of)
    frame = by_unit(rows, sharing.method, members, unit)
    reported = pd.DataFrame(reported).astype({unit: frame[unit].dtype})
    frame = frame.merge(reported, on=unit, how="outer")
    frame = members.drop_duplicates(unit)[columns].merge(frame, on=unit)
    modelled, values = frame[USD[0]].notna(), frame["reported_usd"].notna()
    kind = pd.Series("modelled", frame.index).mask(values, "reported")
    inhabitants, cited = _people(evidence, members, unit)
    frame = frame.assign(
        figure_kind=kind.mask(values & modelled, "mixed"),
        programmes=frame["programmes"].astype("Int64"),
        population=frame[unit].map(inhabitants).astype("Int64"),
        population_year=YEAR,
        source_ids=[
            join_ids(filter(None, [cell, cited.get(place)]))
            for cell, place in zip(frame["source_ids"], frame[unit], strict=True)
        ],
    )
    for per, value in zip(PER_INHABITANT, USD, strict=True):
        frame[per] = (frame[value] / frame["population"].astype("float64")).round(2)
    frame = sorted_by(frame, f"-{USD[0]} -reported_usd {unit}")
    if len(frame) and pd.notna(frame[USD[0]].iloc[0]):
        sentences = [*sentences, _most(frame, sharing.method, level)]
    front = ["figure_kind", *columns, "programmes", *MONEY, "population", "population_year"]
    frame = frame[[*front, *PER_INHABITANT, "programme_ids", "source_ids"]]
    return _answer(evidence, level, frame, sentences, "caveats.population_from_2012")


def _most(frame: pd.DataFrame, method: str, level: str) -> Sentence:
    """Where most falls by this method: one place, or those that share it alike."""
    # Those less than a dollar apart differ by the cents that no share could be cut from.
    most = frame[frame[USD[0]].iloc[0] - frame[USD[0]] < 1]
    low, high = most[USD[1]].min(), most[USD[2]].max()
    values = {"each": len(most) > 1, "allocated_usd": most[USD[0]].iloc[0]}
    values["method"] = term("allocation_method", method)
    values["place"] = alike(most[PLACE_NAME[level]].tolist())
    if low == high:
        return say("allocation.most_alike", **values)
    return say("allocation.most", **values, range=Range(low, high))


def refused(evidence: Evidence, sharing: Sharing) -> Answer:
    """The programmes that cannot be shared out, and what is missing."""
    rows = model(evidence, sharing).programmes
    frame = rows.loc[rows["refused"].notna(), ["programme_id", "refused", "k_named"]]
    frame = frame.merge(evidence.aid_programmes, on="programme_id")
    frame = sorted_by(frame, "refused programme_id")
    counts = tally(frame["refused"], REFUSALS)
    sentence = say("allocation.refused", rows=len(frame), **counts)
    columns = [*NAMES, "refused", "k_named", "n_exact", "published_count", "amount_usd"]
    frame = frame[[*columns, "amount_basis", "programme_id", "source_ids"]]
    caveats = "partial_footprint departments_stay"
    return compose(evidence, "aid_not_allocated", frame, USED, sentence, caveats)


def own_figures(evidence: Evidence, figures: Figures) -> Answer:
    """Every row of a reader's file: whether it counts, and why or why not."""
    counts, usd = _counts(figures.ledger), float(figures.rows["reported_usd"].sum())
    sentence = say("allocation.uploaded", counted_usd=usd, **counts)
    against = (evidence.municipalities, evidence.aid_programmes)
    return _listed(evidence, "reported", figures.ledger, sentence, gather_source_ids(*against))


def own_weights(evidence: Evidence, listed: pd.DataFrame) -> Answer:
    """Every row of a reader's column of weights (the second of `check_weights`)."""
    sentence = say("allocation.weights", **_counts(listed))
    cited = gather_source_ids(evidence.municipalities)
    return _listed(evidence, "weights", listed, sentence, cited)


def _counts(listed: pd.DataFrame) -> dict[str, int]:
    status = tally(listed["row_status"], ("kept_repaired", "not_counted"))
    rows, dropped = len(listed), status["not_counted"]
    counts = {"rows": rows, "counted": rows - dropped, "left_out": dropped}
    return counts | {"repaired": status["kept_repaired"]}


def _listed(evidence: Evidence, what, listed, sentence: Sentence, cited: tuple[str, ...]) -> Answer:
    caveats = "allocation.caveat_upload" if what == "reported" else ""
    name, of = f"aid_{what}_by_you", sentence.values["rows"]
    counts = {"of": of, "matched": sentence.values["counted"]}
    return compose(evidence, name, listed, USED, sentence, caveats, **counts, also=cited)


def about(whole: Allocation, method: str, lang: str) -> dict[str, str]:
    """What a file of shares must say of itself: method, parameters, caveats."""
    parameters = say(
        "allocation.parameters",
        amount=say(f"allocation.amount_{whole.amount}"),
        method=term("allocation_method", method),
        methods=[term("allocation_method", each) for each in whole.methods],
        year=whole.population_year,
    )
    return {
        "title": tell("allocation.title", lang),
        "basis": label("figure_kind", "modelled", lang),
        "method": tell("allocation.method", lang),
        "parameters": tell(parameters, lang),
        "caveats": " ".join(tell(key, lang) for key in CAVEATS),
    }


def _answer(
    evidence: Evidence, what: str, frame, sentences: Iterable[Sentence], *more: str
) -> Answer:
    which = f"aid_allocation_{what}_modelled"
    return compose(evidence, which, frame, USED, sentences, (*CAVEATS, *more))


def _totals(whole: Allocation, method: str) -> list[Sentence]:
    """The sum over programmes, the ceiling apart, and why coca is not among the methods."""
    value = f"{method}_usd_modelled"
    fits = whole.shares.dropna(subset=value)
    municipal = fits[fits["share_kind"] == "municipality"]
    total, allocated = fits[value].sum(), municipal[value].sum()
    counts = {"programmes": fits["programme_id"].nunique()}
    counts["municipalities"] = municipal["divipola"].nunique()
    usd = {"total_usd": total, "allocated_usd": allocated, "remainder_usd": total - allocated}
    sentences = [say(f"allocation.total_{whole.amount}", **counts, **usd)]
    if ceiling := municipal.loc[municipal["amount_basis"] == "ceiling", value].sum():
        rest = allocated - ceiling
        sentences.append(say("allocation.ceiling", ceiling_usd=ceiling, rest_usd=rest))
    return sentences if "coca" in whole.methods else [*sentences, say("allocation.no_coca")]


def _own_totals(figures: Figures, by: list[str], unit_of: pd.Series | None = None) -> pd.DataFrame:
    """Reported figures added over their fiscal years, with the years as text.

    unit_of: place by DIVIPOLA, for the only column of `by`.
    """
    rows = figures.rows
    if unit_of is not None:
        rows = rows.assign(**{by[0]: rows["divipola"].map(unit_of)})
    rows = rows.dropna(subset=by[-1]).groupby(by, as_index=False, dropna=False)
    return rows.agg(
        reported_usd=("reported_usd", "sum"),
        reported_fiscal_years=("fiscal_year", lambda years: ";".join(map(str, sorted(set(years))))),
    )


def _replacement(figures: Figures, replaced: pd.Series) -> Sentence:
    return say("allocation.replaced", figures=len(figures.rows), shares=int(replaced.sum()))


def people_of_year(evidence: Evidence) -> pd.DataFrame:
    """Population by DIVIPOLA."""
    return evidence.of_year("population", YEAR).set_index("divipola")


def _people(
    evidence: Evidence, members: pd.DataFrame, unit: str
) -> tuple[pd.Series, dict[str, str]]:
    """People by unit, null where one of its municipalities has no figure; and their sources."""
    one, people = members.drop_duplicates("divipola"), people_of_year(evidence)
    counts = one.assign(
        people=one["divipola"].map(people["population"]).astype("float64"),
        cited=one["divipola"].map(people["source_ids"]),
    ).groupby(unit)
    sums = counts["people"].agg(lambda cells: cells.sum(skipna=False))
    return sums, counts["cited"].agg(join_ids).to_dict()
