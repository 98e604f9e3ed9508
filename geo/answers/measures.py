"""Measures of the same municipalities side by side: coca, the model's load, people, assistance.

Two measures beside each other show where both are high or low, never that one causes the other.
"""

from itertools import chain

import pandas as pd

from geo.aid import by_unit
from geo.answers import way
from geo.answers.answer import MODELLED, Answer, compose, keys, say
from geo.answers.coca import year_caveats
from geo.answers.programmes import places
from geo.answers.shares import USD, YEAR, Sharing, model, people_of_year
from geo.evidence import Evidence, cited_by, heading, join_ids, sorted_by
from geo.evidence.codes import PLACE

BEFORE = 2019  # the year that the change of coca counts from
# What a map of two measures or a scatter may take, by its code in links.
MEASURES = {
    "coca": "hectares",
    "change": "hectares_change",
    "load": "load_ha_modelled",
    "population": "population",
    "programmes": "programmes",
    "counting": "programmes_counting",
    "allocation": "allocated_usd_modelled",
    "inhabitant": "per_inhabitant_usd_modelled",
}
RANGES = {
    "load_ha_modelled": ["load_low_ha_modelled", "load_high_ha_modelled"],
    "allocated_usd_modelled": USD[1:],
}
MOST, NAMED = 10, 6  # places with most coca that are counted; places that a pair names


def side_by_side(evidence: Evidence, sharing: Sharing) -> Answer:
    """One row per municipality that has any of the measures on coca, load or assistance.

    Columns: place, MEASURES, the ranges of the modelled ones, `population_year`. In the change
    of hectares none detected counts as none; null where neither year has any. Hectares are
    null where none were detected; programmes and shares where no source names the place,
    which proves nothing; the load where the place lies on no way.
    """
    units, coca = evidence.municipalities, evidence.coca
    by_year = coca.pivot(index="divipola", columns="year", values="hectares")[[YEAR, BEFORE]]
    by_year = by_year.dropna(how="all")
    whole, people = model(evidence, sharing), people_of_year(evidence)
    shares = by_unit(whole.shares, sharing.method, units, "divipola").set_index("divipola")
    programmes = evidence.ask(places, "municipality", sharing.ids).frame.set_index("divipola")
    load = evidence.ask(way.on_the_way, way.DEFAULT).frame.set_index("divipola")
    both = by_year.fillna(0)
    parts = {
        "hectares": by_year[YEAR],
        "hectares_change": both[YEAR] - both[BEFORE],
        **{name: load[name] for name in ("load_ha_modelled", *RANGES["load_ha_modelled"])},
        "population": people["population"],
        "programmes": programmes["programmes"],
        "programmes_counting": programmes["programmes_counting"],
        **{name: shares[name] for name in USD},
    }
    code, frame = units["divipola"], pd.DataFrame(units[PLACE])
    frame = frame.assign(**{name: code.map(part) for name, part in parts.items()})
    counts = ["population", "programmes", "programmes_counting"]
    frame = frame.astype(dict.fromkeys(counts, "Int64")).assign(population_year=YEAR)
    heads = frame["population"].astype("float64")
    frame["per_inhabitant_usd_modelled"] = (frame[USD[0]] / heads).round(2)
    cells = [
        code.map(cited_by(coca, "divipola")),
        *(code.map(each["source_ids"]) for each in (people, programmes, shares, load)),
    ]
    frame["source_ids"] = [join_ids(row) for row in zip(*cells, strict=True)]
    measured = ["hectares", "hectares_change", "load_ha_modelled", "programmes"]
    frame = sorted_by(frame[frame[measured].notna().any(axis=1)], "-hectares divipola")
    grown = frame[frame["hectares"] > 0]
    there, most = grown["programmes_counting"].fillna(0) > 0, grown.head(MOST)
    columns = [*PLACE, *MEASURES.values(), *chain(*RANGES.values())]
    counts = {"with_coca": len(grown), "counting": int(there.sum()), "most": len(most)}
    counts["most_counting"] = int(there.head(MOST).sum())
    leading = most["municipality"].head(3).tolist()
    sentence = say("allocation.beside_coca", of_year=YEAR, places=leading, **counts)
    frame = frame[[*columns, "population_year", "source_ids"]]
    caveats = keys("allocation.caveat_no_cause allocation.caveat_modelled model_limits")
    caveats += (*keys("partial_footprint coca_stock"), *year_caveats(YEAR))
    layers = "coca population aid_programmes aid_footprints"
    return compose(evidence, "measures_side_by_side_modelled", frame, layers, sentence, caveats)


def pair(evidence: Evidence, sharing: Sharing, x: str, y: str) -> Answer:
    """Municipalities that have both figures; others are left out, they are not zero.

    x, y: two different codes of MEASURES. Columns: place, the two, the ranges of the modelled
    ones. The sentence counts those in the upper third of both and names up to six: standing
    together says nothing of a cause.
    """
    beside, both = evidence.ask(side_by_side, sharing), [MEASURES[x], MEASURES[y]]
    columns = [*both, *(name for each in both for name in RANGES.get(each, ()))]
    frame = beside.frame.dropna(subset=both)[[*PLACE, *columns, "source_ids"]]
    frame = sorted_by(frame, f"-{both[1]} -{both[0]} divipola")
    high = frame[(frame[both] > frame[both].astype(float).quantile(2 / 3)).all(axis=1)]
    modelled = any(name.endswith(MODELLED) for name in both)
    axes = {axis: heading(column) for axis, column in zip("xy", both, strict=True)}
    sentences = [say("answers_pairs.counted", **axes, places=len(frame), high=len(high))]
    if len(high):
        sentences.append(say("answers_pairs.named", names=list(high["municipality"].head(NAMED))))
    sentences = sentences if len(frame) else [say("answers_pairs.none")]
    stem = "_".join(name.removesuffix(MODELLED) for name in both)
    caveats = ("answers_pairs.caveat", *(beside.caveats if modelled else ()))
    name, n = f"pair_{stem}{MODELLED if modelled else ''}", len(frame)
    return Answer(name, frame, beside.as_of, tuple(sentences), caveats, n, len(beside.frame) - n)
