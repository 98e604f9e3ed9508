"""Drug certification and US assistance: what is not known, law, record, scenario, and fact.

Every number is law, record or scenario, and of a stated fiscal year. Accounts are national: the
record links none of them to a place.
"""

from collections.abc import Mapping

import pandas as pd

from geo.aid import OUTCOMES, enacted_split
from geo.aid import scenario as _scenario
from geo.aid.scenario import OWN_CUT, SPLIT_YEAR
from geo.answers.answer import Answer, Sentence, gather_source_ids
from geo.evidence import label
from geo.language import percent, tell

# The years decided under each procedure: certification by March, a temporary one, the present.
FIRST, TEMPORARY, CURRENT = 1987, 2002, 2003
FREEZE, NAMED = "2025-01", "2025-09-15"

LAW_COLUMNS = [
    "law_part",
    "law_reading",
    "citation",
    "provision_en",
    "provision_es",
    "source_ids",
]
FLAG_COLUMNS = ["account", "flag", "covered_low", "covered_high", "reading_en", "reading_es"]
RECORD_COLUMNS = [
    "determination_year",
    "procedure",
    "outcome",
    "date",
    "date_end",
    "event_en",
    "event_es",
]
TIMELINE_COLUMNS = [
    "date",
    "date_end",
    "event_type",
    "fiscal_year",
    "outcome",
    "event_en",
    "event_es",
]
FACT_COLUMNS = ["date", "event_type", "fiscal_year", "event_en", "event_es"]
RANGES = [f"{what}_{end}_usd_modelled" for what in ("exposed", "left") for end in ("low", "high")]
SCENARIO_COLUMNS = [
    "scenario_outcome",
    "account",
    "fiscal_year",
    "measure",
    "amount_usd",
    "amount_kind",
    "flag",
    "covered_low",
    "covered_high",
    "covered_kind",
    *RANGES,
    "number_kind",
]
OUTCOME_COLUMNS = ["scenario_outcome", "fiscal_year", "amount_usd", "amount_kind"]
OUTCOME_COLUMNS += [*RANGES, "number_kind"]
CAVEATS = (
    "decertification_law.caveat_reading",
    "decertification_law.caveat_one_year",
    "decertification_law.caveat_yearly",
    "decertification_law.caveat_no_places",
)


def unknown(record_rows: pd.DataFrame, as_of: str) -> Answer:
    """What is not known: determinations whose outcome was not seen."""
    frame = record_rows[record_rows["outcome"] == "unknown"].reset_index(drop=True)
    return Answer(
        id="determination_unknown",
        frame=frame,
        as_of=as_of,
        sentences=tuple(
            Sentence(
                "decertification_law.unknown",
                {"determined_date": row["date"], "fiscal_year": int(row["fiscal_year"])},
            )
            for row in frame.to_dict("records")
        ),
    )


def law(rows: pd.DataFrame, as_of: str, part: str | None = None) -> Answer:
    """The law in plain words, statute and agency readings apart.

    rows: the `drug_law` layer. part: one `law_part`, or all.
    """
    frame = rows if part is None else rows[rows["law_part"] == part]
    return Answer(
        id="drug_law" if part is None else f"drug_law_{part}",
        frame=frame.reset_index(drop=True),
        as_of=as_of,
        caveats=("decertification_law.caveat_advice",),
        sentences=(Sentence("decertification_law.law"), Sentence("decertification_law.mixed")),
    )


def flags(rows: pd.DataFrame, as_of: str) -> Answer:
    """How the bar would touch each account, by our reading of the statute."""
    order = {"exempt": 0, "covered": 1, "unclear": 2, "outside": 3}
    frame = rows.sort_values(
        ["flag", "account"], key=lambda c: c.map(order) if c.name == "flag" else c
    ).reset_index(drop=True)
    named = {
        flag: [_short(a) for a in frame.loc[frame["flag"] == flag, "account"]] for flag in order
    }
    return Answer(
        id="aid_account_flags",
        frame=frame,
        as_of=as_of,
        caveats=("decertification_law.caveat_reading", "decertification_law.caveat_advice"),
        sentences=(
            Sentence(
                "decertification_law.flags",
                {
                    "exempt": named["exempt"],
                    "covered": named["covered"],
                    "unclear": named["unclear"],
                    "outside": named["outside"],
                },
            ),
            Sentence("decertification_law.mixed"),
            Sentence("decertification_law.claim"),
        ),
    )


def _short(account: str) -> str | tuple[str, str]:
    """An account by its letters where it has such a name, else by its label."""
    lettered = account.isupper() and "_" not in account
    return account if lettered else ("account", account)


def record(rows: pd.DataFrame, as_of: str) -> Answer:
    """One row per year decided, from 1987 on; a year without a determination row says so.

    rows: the `certification_record` layer. Columns: determination_year (to 2001 of the
    decision, then the fiscal year), procedure, outcome (`no_row` where no determination was
    read), date, date_end (where the record has one row for a range of years, which is here
    one row each), event_en, event_es, source_ids.
    """
    found = {}
    for row in rows[rows["event_type"] == "determination"].to_dict("records"):
        first = int(row["date"][:4]) if pd.isna(row["fiscal_year"]) else int(row["fiscal_year"])
        last = int(row["date_end"][:4]) if row["date_precision"] == "range" else first
        found |= {year: row for year in range(first, last + 1)}
    frame = pd.DataFrame(
        {
            "determination_year": year,
            "procedure": "old"
            if year < TEMPORARY
            else "temporary"
            if year < CURRENT
            else "current",
            **{
                c: found.get(year, {"outcome": "no_row"}).get(c)
                for c in (
                    "outcome",
                    "date",
                    "date_end",
                    "date_precision",
                    "event_en",
                    "event_es",
                    "source_ids",
                )
            },
        }
        for year in range(FIRST, max(found) + 1)
    ).astype({"determination_year": "Int64"})
    missing = frame.loc[frame["outcome"] == "no_row", "determination_year"].tolist()
    years = {
        outcome: _spans(frame.loc[frame["outcome"] == outcome, "determination_year"].tolist())
        for outcome in frame["outcome"].unique()
    }
    return Answer(
        id="certification_by_year",
        frame=frame,
        as_of=as_of,
        caveats=("decertification_law.caveat_record",),
        sentences=(
            Sentence(
                "decertification_law.record",
                {
                    "certified": years.get("certified", []),
                    "denied": years.get("denied", []),
                    "waived": years.get("waiver_national_interest", []),
                    "failed": years.get("failed_with_waiver", []),
                },
            ),
            *(
                [
                    Sentence(
                        "decertification_law.record_missing",
                        {"years": _spans(missing), "n": len(missing)},
                    )
                ]
                if missing
                else []
            ),
        ),
        matched=len(frame) - len(missing),
        unmatched=len(missing),
    )


def _spans(years: list[int]) -> list[str]:
    """2003, 2004, 2005, 2016 → 2003–2005, 2016."""
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return [str(a) if a == b else f"{a}–{b}" for a, b in spans]


def timeline(rows: pd.DataFrame, as_of: str) -> Answer:
    """Laws, determinations, decisions on aid and visits, in order of their dates."""
    frame = rows.sort_values(["date", "event_type"], ignore_index=True, kind="stable")
    return Answer(
        id="certification_timeline",
        frame=frame,
        as_of=as_of,
        caveats=("decertification_law.caveat_record",),
        sentences=(
            Sentence(
                "decertification_law.timeline",
                {
                    "rows": len(frame),
                    "determinations": int((frame["event_type"] == "determination").sum()),
                    "first_date": frame["date"].iloc[0],
                    "last_date": frame["date"].iloc[-1],
                },
            ),
        ),
    )


def in_fact(rows: pd.DataFrame, awards: pd.DataFrame, as_of: str) -> Answer:
    """What happened since January 2025, apart from any scenario.

    Decisions on assistance since the freeze, and all that is on record since Colombia was
    named on 15 September 2025. rows: the `certification_record` layer; awards: the
    `aid_awards` layer, only counted.
    """
    aid = (rows["event_type"] == "aid_action") & (rows["date"] >= FREEZE)
    frame = rows[aid | (rows["date"] >= NAMED)]
    frame = frame.sort_values(["date", "event_type"], ignore_index=True, kind="stable")
    return Answer(
        id="assistance_in_fact",
        frame=frame,
        also_cites=gather_source_ids(awards),
        as_of=as_of,
        caveats=("decertification_law.caveat_in_fact",),
        sentences=(
            Sentence(
                "decertification_law.in_fact",
                {
                    "lines": len(awards),
                    "kept": int((awards["list_status"] == "funded").sum()),
                    "ended": int((awards["list_status"] == "defunded").sum()),
                },
            ),
        ),
    )


def scenario(
    accounts: pd.DataFrame,
    flag_rows: pd.DataFrame,
    outcome: str,
    as_of: str,
    fiscal_year: int = SPLIT_YEAR,
    cuts: Mapping[str, float] | None = None,
) -> Answer:
    """National exposure by account under one outcome: see `geo.aid.scenario`.

    accounts, flag_rows: the `aid_accounts` and `aid_account_flags` layers. outcome: one of
    OUTCOMES. cuts: for `own_cut`, the share (0 to 1) of each account; others are not cut.
    Raises NoSplit for another fiscal year than the one with a near-complete enacted split.
    """
    frame = _scenario(enacted_split(accounts, fiscal_year), flag_rows, outcome, cuts)
    frame.insert(0, "scenario_outcome", outcome)
    sums = frame[["amount_usd", *RANGES]].sum()
    return _answer(
        outcome,
        frame,
        as_of,
        Sentence(
            f"decertification_law.outcome_{outcome}",
            {
                "fiscal_year": fiscal_year,
                "total_usd": sums["amount_usd"],
                "low_usd": sums["exposed_low_usd_modelled"],
                "high_usd": sums["exposed_high_usd_modelled"],
            },
        ),
    )


def all_outcomes(accounts: pd.DataFrame, flag_rows: pd.DataFrame, as_of: str) -> Answer:
    """Totals of every outcome that the law knows, one row each; the reader's own cut is not one."""
    rows = []
    for outcome in OUTCOMES:
        if outcome == OWN_CUT:
            continue
        one = _scenario(enacted_split(accounts), flag_rows, outcome)
        rows.append(
            {
                "scenario_outcome": outcome,
                "fiscal_year": SPLIT_YEAR,
                **one[["amount_usd", *RANGES]].sum(),
                "amount_kind": "record",
                "number_kind": one["number_kind"].iloc[0],
                "source_ids": ";".join(gather_source_ids(one)),
            }
        )
    frame = pd.DataFrame(rows).astype({"fiscal_year": "Int64"})
    worst = frame.set_index("scenario_outcome").loc["designated_without_waiver"]
    return _answer(
        "outcomes",
        frame,
        as_of,
        Sentence(
            "decertification_law.outcomes",
            {
                "fiscal_year": SPLIT_YEAR,
                "total_usd": worst["amount_usd"],
                "low_usd": worst["exposed_low_usd_modelled"],
                "high_usd": worst["exposed_high_usd_modelled"],
            },
        ),
    )


def split_accounts(accounts: pd.DataFrame) -> list[str]:
    """The accounts of the scenario's split, largest first: one slider each."""
    return [amount.account for amount in enacted_split(accounts)]


def about(outcome: str, lang: str, cuts: Mapping[str, float] | None = None) -> dict[str, str]:
    """What a file of the scenario must say of itself: method, parameters, caveats."""
    cut = "; ".join(f"{a} {percent(share, lang, 0)}" for a, share in sorted((cuts or {}).items()))
    return {
        "title": tell("decertification_law.title", lang),
        "basis": label("number_kind", "scenario", lang),
        "method": tell("decertification_law.method", lang),
        "parameters": tell(
            "decertification_law.parameters",
            lang,
            outcome=label("scenario_outcome", outcome, lang),
            year=str(SPLIT_YEAR),
            cuts=cut or tell("decertification_law.no_cuts", lang),
        ),
        "caveats": " ".join(tell(key, lang) for key in CAVEATS),
    }


def _answer(what: str, frame: pd.DataFrame, as_of: str, said: Sentence) -> Answer:
    return Answer(
        id=f"decertification_{what}_modelled",
        frame=frame,
        as_of=as_of,
        caveats=CAVEATS,
        sentences=(said, Sentence("decertification_law.no_places")),
    )
