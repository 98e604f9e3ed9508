"""Drug certification and US assistance: what is not known, law, record, scenario, and fact.

Every number is law, record or scenario, and of a stated fiscal year. Accounts are national: the
record links none of them to a place.
"""

import pandas as pd

from geo.aid import OUTCOMES, enacted_split
from geo.aid import scenario as exposed
from geo.aid.scenario import OWN_CUT, SPLIT_YEAR
from geo.answers.answer import Answer, answered, gather_source_ids, keys, ordered
from geo.evidence import Evidence, join_ids, label, term
from geo.language import Range, Sentence, both, percent, say, tell

# The years decided under each procedure: certification by March, a temporary one, the present.
FIRST, TEMPORARY, CURRENT = 1987, 2002, 2003
FREEZE, NAMED = "2025-01", "2025-09-15"
NO_ROW = "no_row"
FLAGS = ("exempt", "covered", "unclear", "outside")
BAR = "designated_without_waiver"  # the one outcome under which the statute bars anything
RANGES = [f"{what}_{end}_usd_modelled" for what in ("exposed", "left") for end in ("low", "high")]
RECORD = "decertification_law.caveat_record"
Cuts = tuple[tuple[str, float], ...]  # account and the share (0 to 1) that is cut
CAVEATS = keys(
    "decertification_law.caveat_reading decertification_law.caveat_one_year "
    "decertification_law.caveat_yearly decertification_law.caveat_no_places"
)


def unknown(evidence: Evidence) -> Answer:
    """What is not known: determinations whose text was not read, and what is reported of them."""
    rows = evidence.certification_record
    unread = rows["outcome"] == "unknown"
    of_year = rows["fiscal_year"].isin(rows.loc[unread, "fiscal_year"])
    frame = pd.concat([rows[unread], rows[of_year & ~unread]], ignore_index=True)
    sentences = [
        say("decertification_law.unknown", determined=row.date, year=row.fiscal_year)
        if row.outcome == "unknown"
        else say("decertification_law.reported", day=row.date, event=both(row, "event"))
        for row in frame.itertuples()
    ]
    return answered(evidence, "determination_unknown", frame, "certification_record", sentences)


def law(evidence: Evidence) -> Answer:
    """The law in plain words, statute and agency readings apart."""
    columns = ["law_part", "law_reading", "citation", "provision_en", "provision_es"]
    parts = "decertification_law.law", "decertification_law.readings", "decertification_law.mixed"
    said = [say(part) for part in parts]
    frame, caveats = ordered(evidence.drug_law, *columns), "decertification_law.caveat_advice"
    return answered(evidence, "drug_law", frame, "drug_law", said, caveats)


def flags(evidence: Evidence) -> Answer:
    """How the bar would touch each account, by our reading of the statute."""
    rows = evidence.aid_account_flags
    order = rows["flag"].map(FLAGS.index)
    frame = rows.assign(order=order).sort_values(["order", "account"], ignore_index=True)
    names = {f: [_short(a) for a in frame.loc[frame["flag"] == f, "account"]] for f in FLAGS}
    said = (
        say("decertification_law.flags", **names),
        say("decertification_law.mixed"),
        say("decertification_law.claim"),
    )
    frame = frame.drop(columns="order")
    caveats = "decertification_law.caveat_reading decertification_law.caveat_advice"
    return answered(evidence, "aid_account_flags", frame, "aid_account_flags", said, caveats)


def _short(account: str) -> object:
    """An account by its letters where it has such a name, else by its label."""
    lettered = account.isupper() and "_" not in account
    return account if lettered else term("account", account)


def record(evidence: Evidence) -> Answer:
    """One row per year decided, from 1987 on; a year without a determination row says so.

    Columns: determination_year (to 2001 of the decision, then the fiscal year), procedure,
    outcome (`no_row` where no determination was read), date, date_end (where the record has
    one row for a range of years, which is here one row each), event_en, event_es,
    date_precision, source_ids.
    """
    rows = evidence.certification_record
    rows = rows[rows["event_type"] == "determination"]
    began, ended = (rows[name].str[:4].astype("Int64") for name in ("date", "date_end"))
    decided = rows["fiscal_year"].fillna(began)
    last = decided.mask(rows["date_precision"] == "range", ended)
    years = [range(int(a), int(b) + 1) for a, b in zip(decided, last, strict=True)]
    rows = rows.assign(determination_year=years).explode("determination_year")
    rows = rows.drop_duplicates("determination_year", keep="last").set_index("determination_year")
    columns = ["outcome", "date", "date_end", "event_en", "event_es", "date_precision"]
    every = pd.RangeIndex(FIRST, max(rows.index) + 1, name="determination_year")
    frame = rows[[*columns, "source_ids"]].reindex(every).reset_index()
    frame = frame.astype({"determination_year": "Int64"}).fillna({"outcome": NO_ROW})
    begun = [TEMPORARY, CURRENT]
    procedure = frame["determination_year"].map(
        lambda year: ("old", "temporary", "current")[sum(year >= first for first in begun)]
    )
    frame.insert(1, "procedure", procedure)
    by_outcome = frame.groupby("outcome")["determination_year"]
    spans = {outcome: _spans(list(years)) for outcome, years in by_outcome}
    missing = int((frame["outcome"] == NO_ROW).sum())
    sentences = [
        say(
            "decertification_law.record",
            certified=spans.get("certified", []),
            denied=spans.get("denied", []),
            waived=spans.get("waiver_national_interest", []),
            failed=spans.get("failed_with_waiver", []),
        )
    ]
    if missing:
        sentences.append(say("decertification_law.record_missing", years=spans[NO_ROW], n=missing))
    n, used = len(frame), "certification_record"
    return answered(
        evidence, "certification_by_year", frame, used, sentences, RECORD, of=n, matched=n - missing
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


def timeline(evidence: Evidence) -> Answer:
    """Laws, determinations, decisions on aid and visits, in order of their dates."""
    frame = _by_date(evidence.certification_record)
    sentence = say(
        "decertification_law.timeline",
        rows=len(frame),
        determinations=int((frame["event_type"] == "determination").sum()),
        first_date=frame["date"].iloc[0],
        last_date=frame["date"].iloc[-1],
    )
    used = "certification_record"
    return answered(evidence, "certification_timeline", frame, used, sentence, RECORD)


def in_fact(evidence: Evidence) -> Answer:
    """What happened since January 2025, apart from any scenario.

    Decisions on assistance since the freeze, and all that is on record since Colombia was
    named on 15 September 2025. The awards are only counted.
    """
    rows, awards = evidence.certification_record, evidence.aid_awards
    aid = (rows["event_type"] == "aid_action") & (rows["date"] >= FREEZE)
    counts = awards["list_status"].value_counts()
    sentence = say(
        "decertification_law.in_fact",
        lines=len(awards),
        funded=int(counts["funded"]),
        defunded=int(counts["defunded"]),
    )
    frame = _by_date(rows[aid | (rows["date"] >= NAMED)])
    caveats = "decertification_law.caveat_in_fact"
    used = "certification_record aid_awards"
    cited = gather_source_ids(awards)
    return answered(evidence, "assistance_in_fact", frame, used, sentence, caveats, also=cited)


def _by_date(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values(["date", "event_type"], ignore_index=True, kind="stable")


def scenario(
    evidence: Evidence, outcome: str, *, fiscal_year: int = SPLIT_YEAR, cuts: Cuts = ()
) -> Answer:
    """National exposure by account under one outcome: see `geo.aid.scenario`.

    outcome: one of OUTCOMES. cuts: for `own_cut`; accounts not in it are not cut. Raises
    NoSplit for another fiscal year than the one with a near-complete enacted split.
    """
    split = enacted_split(evidence.aid_accounts, fiscal_year)
    frame = exposed(split, evidence.aid_account_flags, outcome, dict(cuts))
    frame.insert(0, "scenario_outcome", outcome)
    values = _values(frame.sum(numeric_only=True))
    sentence = say(f"decertification_law.outcome_{outcome}", fiscal_year=fiscal_year, **values)
    return _scenario(evidence, outcome, frame, sentence)


def outcomes(evidence: Evidence) -> Answer:
    """Totals of every outcome that the law knows, one row each; the reader's own cut is not one."""
    known = {o: evidence.ask(scenario, o).frame for o in OUTCOMES if o != OWN_CUT}
    rows = [
        {
            "scenario_outcome": outcome,
            "fiscal_year": SPLIT_YEAR,
            "amount_usd": one["amount_usd"].sum(),
            "amount_kind": "record",
            **one[RANGES].sum(),
            "number_kind": one["number_kind"].iloc[0],
            "source_ids": join_ids(one["source_ids"]),
        }
        for outcome, one in known.items()
    ]
    frame = pd.DataFrame(rows).astype({"fiscal_year": "Int64"})
    values = _values(frame.set_index("scenario_outcome").loc[BAR])
    sentence = say("decertification_law.outcomes", fiscal_year=SPLIT_YEAR, **values)
    return _scenario(evidence, "outcomes", frame, sentence)


def split_accounts(evidence: Evidence) -> list[str]:
    """The accounts of the scenario's split, largest first: one slider each."""
    return [amount.account for amount in enacted_split(evidence.aid_accounts)]


def about(outcome: str, lang: str, cuts: Cuts = ()) -> dict[str, str]:
    """What a file of the scenario must say of itself: method, parameters, caveats."""
    cut = "; ".join(f"{account} {percent(share, lang, 0)}" for account, share in sorted(cuts))
    return {
        "title": tell("decertification_law.title", lang),
        "basis": label("number_kind", "scenario", lang),
        "method": tell("decertification_law.method", lang),
        "parameters": tell(
            "decertification_law.parameters",
            lang,
            outcome=term("scenario_outcome", outcome),
            year=SPLIT_YEAR,
            cuts=cut or say("decertification_law.no_cuts"),
        ),
        "caveats": " ".join(tell(key, lang) for key in CAVEATS),
    }


def _values(sums: pd.Series) -> dict[str, float]:
    """The amount on record and the ends of what is exposed of it."""
    return {
        "total_usd": sums["amount_usd"],
        "low_usd": sums["exposed_low_usd_modelled"],
        "high_usd": sums["exposed_high_usd_modelled"],
        "span": Range(sums["exposed_low_usd_modelled"], sums["exposed_high_usd_modelled"]),
    }


def _scenario(evidence: Evidence, what: str, frame: pd.DataFrame, sentence: Sentence) -> Answer:
    said = (sentence, say("decertification_law.no_places"))
    used = "aid_accounts aid_account_flags"
    return answered(evidence, f"decertification_{what}_modelled", frame, used, said, CAVEATS)
