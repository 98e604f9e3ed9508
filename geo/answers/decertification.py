"""Drug certification and US assistance: law, record, scenario and fact; the national accounts."""

import pandas as pd

from geo.aid import OUTCOMES, enacted_split
from geo.aid import scenario as exposed
from geo.aid.scenario import JOINT, OWN_CUT, SECURITY, SPLIT_YEAR
from geo.answers.answer import Answer, compose, gather_source_ids, keys, ordered, tally
from geo.answers.programmes import on_list
from geo.evidence import Evidence, columns, join_ids, label, sorted_by, term
from geo.language import Range, Sentence, both, percent, say, tell

# The years decided under each procedure: certification by March, a temporary one, the present.
FIRST, TEMPORARY, CURRENT = 1987, 2002, 2003
FREEZE, NAMED = "2025-01", "2025-09-15"
NO_ROW = "no_row"
# What the sentence on the record calls the outcomes.
DECIDED = {"certified": "certified", "denied": "denied", "failed": "failed_with_waiver"}
DECIDED["waived"] = "waiver_national_interest"
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
    return compose(evidence, "determination_unknown", frame, "certification_record", sentences)


def law(evidence: Evidence) -> Answer:
    """The law in plain words, statute and agency readings apart."""
    columns = ["law_part", "law_reading", "citation", "provision_en", "provision_es"]
    parts = "decertification_law.law", "decertification_law.readings", "decertification_law.mixed"
    sentences = [say(part) for part in parts]
    frame, caveats = ordered(evidence.drug_law, *columns), "decertification_law.caveat_advice"
    return compose(evidence, "drug_law", frame, "drug_law", sentences, caveats)


def flags(evidence: Evidence) -> Answer:
    """How the bar would touch each account, by our reading of the statute."""
    rows = evidence.aid_account_flags
    frame = rows.assign(order=rows["flag"].map(FLAGS.index))
    frame = sorted_by(frame, "order account").drop(columns="order")
    # An account by its letters where it has such a name, else by its label.
    names = {
        flag: [
            account if account.isupper() and "_" not in account else term("account", account)
            for account in frame.loc[frame["flag"] == flag, "account"]
        ]
        for flag in FLAGS
    }
    sentences = [say("decertification_law.flags", **names), say("decertification_law.mixed")]
    sentences.append(say("decertification_law.claim"))
    caveats = "decertification_law.caveat_reading decertification_law.caveat_advice"
    return compose(evidence, "aid_account_flags", frame, "aid_account_flags", sentences, caveats)


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
    values = {name: spans.get(outcome, []) for name, outcome in DECIDED.items()}
    missing = (frame["outcome"] == NO_ROW).sum()
    sentences = [say("decertification_law.record", **values)]
    if missing:
        sentences.append(say("decertification_law.record_missing", years=spans[NO_ROW], n=missing))
    counts, layers = {"of": len(frame), "matched": len(frame) - missing}, "certification_record"
    return compose(evidence, "certification_by_year", frame, layers, sentences, RECORD, **counts)


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
    dates, kinds = frame["date"], frame["event_type"].eq("determination")
    sentence = say(
        "decertification_law.timeline",
        rows=len(frame),
        determinations=kinds.sum(),
        first_date=dates.iloc[0],
        last_date=dates.iloc[-1],
    )
    layers = "certification_record"
    return compose(evidence, "certification_timeline", frame, layers, sentence, RECORD)


def in_fact(evidence: Evidence) -> Answer:
    """What happened since January 2025, apart from any scenario.

    Decisions on assistance since the freeze, and all that is on record since Colombia was
    named on 15 September 2025. The awards are only counted.
    """
    rows, awards = evidence.certification_record, evidence.aid_awards
    aid = (rows["event_type"] == "aid_action") & (rows["date"] >= FREEZE)
    counts = tally(awards["list_status"], ["defunded"]) | on_list(evidence, evidence.aid_programmes)
    sentence = say("decertification_law.in_fact", **counts)
    frame = _by_date(rows[aid | (rows["date"] >= NAMED)])
    layers, caveats = "certification_record aid_awards", "decertification_law.caveat_in_fact"
    also = gather_source_ids(awards)
    return compose(evidence, "assistance_in_fact", frame, layers, sentence, caveats, also=also)


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
    frames = {o: evidence.ask(scenario, o).frame for o in OUTCOMES if o != OWN_CUT}
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
        for outcome, one in frames.items()
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
    sentences = (sentence, say("decertification_law.no_places"))
    layers = "aid_accounts aid_account_flags"
    return compose(evidence, f"decertification_{what}_modelled", frame, layers, sentences, CAVEATS)


# ForeignAssistance.gov's totals among the accounts, and the series that each repeats.
SHARED = {
    "ALL_APPROPRIATED_PLANNED": "appropriated_planned",
    "ALL_BUDGET_REQUEST": "budget_requests",
    "ALL_DISBURSEMENTS": "disbursements",
    "ALL_OBLIGATIONS": "obligations",
}
MEASURES = (
    *("enacted", "actual", "actual_partial", "obligated", "request", "estimate"),
    "committee_proposal",
)
SERIES = tuple(columns()["transaction_type"].values)
ORDER = ["fiscal_year", "account", "measure", "amount_usd", "constant_usd", "account_kind"]
ORDER += ["figures", "same_as_series", "source_ids"]
NATIONAL = keys("measures_differ municipal_dollars")


def accounts(evidence: Evidence, measure: str) -> Answer:
    """National amounts of one measure, by fiscal year, account and source.

    Measures are different things and never share a line. Conflicting sources stay side by
    side; nothing is added up. Adds `account_kind` (totals and joint rows are never added to
    accounts), `figures` (how many are on record for the same year, account and measure) and
    `constant_usd` for the rows that repeat the series: no other has constant dollars.
    """
    rows, series = evidence.aid_accounts, evidence.aid_series
    frame = sorted_by(rows[rows["measure"] == measure], "fiscal_year account amount_usd")
    names, same, years = frame["account"], ["fiscal_year", "account"], frame["fiscal_year"]
    kind = pd.Series("account", frame.index).mask(names.str.startswith("ALL_"), "total")
    frame["account_kind"] = kind.mask(names.isin(JOINT), "joint")
    frame["figures"] = frame.groupby(same)["amount_usd"].transform("size").astype("Int64")
    constant = series.set_index(["fiscal_year_text", "transaction_type"])["constant_usd"]
    same_series = pd.MultiIndex.from_arrays([years.astype(str), names.map(SHARED)])
    repeated = constant.reindex(same_series).astype("float64").to_numpy()
    frame["constant_usd"] = pd.Series(repeated, frame.index).where(frame["same_as_series"])
    disagree = frame[frame["figures"] > 1].groupby(same)["amount_usd"].agg(["min", "max"])
    counts = {"accounts": names.nunique(), "sources": len(gather_source_ids(frame))}
    counts |= {"rows": len(frame), "spanned": years.nunique()}
    counts["years"] = Range(years.min(), years.max())
    sentences = [say("answers_aid.accounts", **counts)]
    for (year, account), low, high in disagree.itertuples():
        one = {"fiscal_year": year, "account": term("account", account)}
        sentences.append(say("answers_aid.accounts_disagree", **one, span=Range(low, high)))
    sentences = sentences if len(frame) else [say("answers_aid.accounts_none")]
    name, layers = f"aid_accounts_{measure}", "aid_accounts aid_series"
    caveats = "measures_differ sources_conflict municipal_dollars"
    return compose(evidence, name, frame[ORDER], layers, sentences, caveats)


def series(evidence: Evidence, transaction_type: str) -> Answer:
    """ForeignAssistance.gov's own country totals for one transaction type, newest first."""
    rows, name = evidence.aid_series, f"aid_series_{transaction_type}"
    frame = sorted_by(rows[rows["transaction_type"] == transaction_type], "-fiscal_year_text")
    sentence = say("answers_aid.accounts_none")
    if len(frame):
        years = frame["fiscal_year_text"]
        whole = int(years.str.fullmatch(r"\d{4}").sum())
        # The quarter of 1976 lies between two definitions of the fiscal year.
        key = "answers_aid.series" if whole == len(frame) else "answers_aid.series_and_quarter"
        ends, last_usd = {"first": years.iloc[-1], "last": years.iloc[0]}, frame["current_usd"][0]
        sentence = say(key, n=whole, **ends, last_usd=last_usd)
    return compose(evidence, name, frame, "aid_series", sentence, NATIONAL)


def obligated(evidence: Evidence) -> Answer:
    """ForeignAssistance.gov's obligations by whole fiscal year, the last complete one first."""
    rows, accounts = evidence.aid_series, evidence.aid_accounts
    partial = accounts.loc[accounts["measure"] == "actual_partial", "fiscal_year"].astype(str)
    whole = rows["fiscal_year_text"].str.fullmatch(r"\d{4}")
    whole &= rows["transaction_type"].eq("obligations") & ~rows["fiscal_year_text"].isin(partial)
    frame = sorted_by(rows[whole], "-fiscal_year_text")
    usd, year = frame.iloc[0][["current_usd", "fiscal_year_text"]]
    sentence = say("answers_aid.obligated", usd=usd, fiscal_year=year)
    return compose(evidence, "aid_obligated", frame, "aid_series", sentence, NATIONAL)


def totals(evidence: Evidence, fiscal_year: int) -> Answer:
    """What is called the total of a fiscal year, smallest first, and why the figures differ.

    One row a figure: ForeignAssistance.gov's appropriated and obligated amounts, the accounts
    of the near-complete split added up, and each source's own enacted total. Adds `total_of`,
    whose words say what it counts and so why it differs. Said too: what the accounts for security
    add up to.
    """
    rows = evidence.aid_accounts
    rows = rows[rows["fiscal_year"] == fiscal_year]
    enacted = rows[rows["measure"] == "enacted"]
    split = enacted[~enacted["account"].str.startswith("ALL_")]
    state = enacted[enacted["account"] == "ALL_STATE_USAID"]
    own = state["source_ids"].isin(split["source_ids"])
    kinds = {
        "appropriated": enacted[enacted["account"] == "ALL_APPROPRIATED_PLANNED"],
        "press": state[~own],
        "whole": state[own],
        "obligated": rows[rows["account"] == "ALL_OBLIGATIONS"],
    }
    columns, values = ["total_of", "amount_usd", "source_ids"], []
    for kind, figures in kinds.items():
        values += [(kind, row.amount_usd, row.source_ids) for row in figures.itertuples()]
    if len(split):
        values.append(("split", split["amount_usd"].sum(), join_ids(split["source_ids"])))
    frame = sorted_by(pd.DataFrame(values, columns=columns), "amount_usd")
    frame.insert(0, "fiscal_year", pd.array([fiscal_year] * len(frame), "Int64"))
    usd = Range(frame["amount_usd"].min(), frame["amount_usd"].max())
    sentences = [say("answers_aid.totals", n=len(frame), fiscal_year=fiscal_year, usd=usd)]
    secure = split[split["account"].isin(SECURITY)].sort_values("amount_usd", ascending=False)
    if len(secure):
        usd, accounts = secure["amount_usd"].sum(), tuple(secure["account"])
        values = {"usd": usd, "fiscal_year": fiscal_year, "accounts": accounts}
        sentences.append(say("answers_aid.security", **values))
    sentences = sentences if len(frame) else [say("answers_aid.accounts_none")]
    name, frame = f"aid_totals_{fiscal_year}", ordered(frame, "fiscal_year", "amount_usd")
    return compose(evidence, name, frame, "aid_accounts", sentences, "measures_differ")


def base_year(frame: pd.DataFrame) -> str:
    """The fiscal year whose dollars a series' constant dollars are. frame: of `series`."""
    same = (frame["current_usd"] - frame["constant_usd"]).abs() < 1
    return frame.loc[same, "fiscal_year_text"].iloc[0]
