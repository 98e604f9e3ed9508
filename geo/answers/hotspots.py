"""Hot spots of coca: which municipalities lie among high or low values more than by chance."""

import pandas as pd

from geo.answers.answer import Answer, Sentence, answered, keys, say
from geo.answers.coca import year_caveats
from geo.answers.places import borders
from geo.evidence import Evidence
from geo.spatial import PLACE
from geo.statistics.hotspots import LEVELS, NOT_TESTED, hotspots, within_hours

LISTED = 8
LEVEL = 0.05  # share of false discoveries at which sentences call a place hot or cold


def coca_hotspots(
    evidence: Evidence, year: int, *, since: int | None = None, minutes: int = 0
) -> Answer:
    """Gi* of the hectares of a year, or of their change since an earlier year.

    minutes: neighbours are whose seats lie so many model minutes apart; 0: who share a
    border. No row of the census counts as none detected. Columns: place, `hotspot_modelled`,
    `hectares` of the year, with `since` also `hectares_since` and `change_ha`, then those of
    `geo.statistics.hotspots`; the strongest first. `unmatched` counts municipalities without
    a neighbour, which are not tested. Raises ValueError where `since` is not before `year`.
    """
    if since is not None and since >= year:
        raise ValueError("The change needs an earlier year.")
    municipalities = evidence.municipalities
    by_year = evidence.coca.set_index(["year", "divipola"])["hectares"]
    frame = pd.DataFrame(municipalities[PLACE])
    code = frame["divipola"]
    frame["hectares"] = values = code.map(by_year.loc[year]).fillna(0.0)
    if since is not None:
        frame["hectares_since"] = code.map(by_year.loc[since]).fillna(0.0)
        frame["change_ha"] = values = frame["hectares"] - frame["hectares_since"]
    if minutes:
        pairs, near = within_hours(evidence.travel_times, minutes / 60), "travel_time"
    else:
        pairs, near = evidence.ask(borders), "municipalities"
    tests = hotspots(values.set_axis(code), pairs)
    frame = frame.merge(tests, on="divipola")
    frame.insert(len(PLACE), "hotspot_modelled", frame.pop("hotspot_modelled"))
    frame["source_ids"] = evidence.cites("coca", "municipalities", near)
    frame = frame.sort_values(["q_modelled", "p_modelled", "divipola"], ignore_index=True)
    tested = frame[frame["hotspot_modelled"] != NOT_TESTED]
    years = [year] if since is None else [since, year]
    said = _sentences(tested, year, since)
    caveats = keys("hotspots hotspots_method coca_stock")
    caveats += tuple(caveat for y in years for caveat in year_caveats(y))
    used = evidence.of_year("coca", year)
    name = f"hotspots_{'_'.join(map(str, years))}"
    return answered(evidence, name, frame, used, said, caveats, of=len(frame), matched=len(tested))


def _sentences(tested: pd.DataFrame, year: int, since: int | None) -> tuple[Sentence, ...]:
    if since is None:
        sentences = [say("answers_hotspots.of_year", tested=len(tested), year=year)]
    else:
        sentences = [say("answers_hotspots.of_change", tested=len(tested), year=year, since=since)]
    endings = [ending for share, ending in LEVELS.items() if share <= LEVEL]
    for side in ("hot", "cold"):
        rows = tested[tested["hotspot_modelled"].isin([f"{side}_{e}" for e in endings])]
        names = [f"{r.municipality} ({r.department})" for r in rows.itertuples()]
        if rows.empty:
            sentences.append(say(f"answers_hotspots.no_{side}", level=LEVEL))
        elif len(rows) <= LISTED:
            values = {"level": LEVEL, "n": len(rows), "places": names}
            sentences.append(say(f"answers_hotspots.some_{side}", **values))
        else:
            sentences.append(say(f"answers_hotspots.many_{side}", level=LEVEL, n=len(rows)))
    return (*sentences, say("answers_hotspots.means"))
