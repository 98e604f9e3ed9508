"""Two measures of the same municipalities side by side. Incidents are never one of them."""

from dataclasses import dataclass

import pandas as pd

from geo.answers.answer import MODELLED, Answer, Sentence, gather_source_ids
from geo.spatial.places import PLACE

NAMED = 6


@dataclass(frozen=True)
class Measure:
    """One measure by municipality: code for links, column of its values, values and sources.

    rows: `divipola`, the column `name` and `source_ids`, one row a municipality.
    """

    code: str
    name: str
    rows: pd.DataFrame

    @property
    def is_modelled(self) -> bool:
        return self.name.endswith(MODELLED)


def coca_measure(coca: pd.DataFrame, year: int) -> Measure:
    """Hectares detected in the year, where any were."""
    rows = coca[(coca["year"] == year) & (coca["hectares"] > 0)]
    return Measure("coca", "hectares", rows[["divipola", "hectares", "source_ids"]])


def coca_change(coca: pd.DataFrame, first: int, last: int) -> Measure:
    """Hectares more (or less) in the last year than in the first, where either had any.

    The census covers the whole country: a place without a row in one year had none detected.
    """
    rows = coca[coca["year"].isin([first, last]) & (coca["hectares"] > 0)]
    wide = rows.pivot(index="divipola", columns="year", values="hectares").fillna(0.0)
    cited = rows.groupby("divipola")["source_ids"].agg(
        lambda cells: ";".join(gather_source_ids(cells.to_frame()))
    )
    change = (wide[last] - wide[first]).round(2).rename("change_ha")
    return Measure("change", "change_ha", pd.concat([change, cited], axis=1).reset_index())


def pair(municipalities: pd.DataFrame, x: Measure, y: Measure, as_of: str) -> Answer:
    """Municipalities that have both figures; others are left out, they are not zero.

    Columns: place, the two measures' columns, `source_ids`. The sentence counts those in the
    upper third of both and names up to six: standing together says nothing of a cause.
    """
    both = x.rows.merge(y.rows, on="divipola", suffixes=("", "_y"))
    both["source_ids"] = [
        ";".join(gather_source_ids(pd.DataFrame({"source_ids": cells})))
        for cells in zip(both["source_ids"], both.pop("source_ids_y"), strict=True)
    ]
    places = pd.DataFrame(municipalities[PLACE]).merge(both, on="divipola")
    frame = places[[*PLACE, x.name, y.name, "source_ids"]].sort_values(
        [y.name, x.name, "divipola"], ascending=[False, False, True], ignore_index=True
    )
    high = frame
    for measure in (x, y):
        high = high[high[measure.name] > frame[measure.name].quantile(2 / 3)]
    modelled = x.is_modelled + y.is_modelled
    values = {"places": len(frame), "high": len(high)}
    said = [Sentence("answers_pairs.counted", values)]
    if len(high):
        names = list(high["municipality"].head(NAMED))
        said.append(Sentence("answers_pairs.named", {"names": names}))
    return Answer(
        id=f"pair_{x.code}_{y.code}{MODELLED if modelled else ''}",
        frame=frame,
        basis=("reported", "mixed", "modelled")[modelled],
        source_ids=gather_source_ids(frame),
        as_of=as_of,
        caveats=("answers_pairs.caveat", *(["allocation.caveat_modelled"] if modelled else [])),
        sentences=tuple(said) if len(frame) else (Sentence("answers_pairs.none"),),
        matched=len(frame),
        unmatched=len(municipalities) - len(frame),
    )
