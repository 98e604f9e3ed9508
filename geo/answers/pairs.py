"""Two measures of the same municipalities out of those that stand side by side."""

from geo.answers.answer import MODELLED, Answer, Sentence
from geo.evidence import heading
from geo.spatial import PLACE

NAMED = 6
# The columns that hold a modelled measure's range.
RANGES = {
    "load_ha_modelled": ["load_low_ha_modelled", "load_high_ha_modelled"],
    "allocated_usd_modelled": ["low_usd_modelled", "high_usd_modelled"],
}


def pair(beside: Answer, x: str, y: str) -> Answer:
    """Municipalities that have both figures; others are left out, they are not zero.

    beside: `geo.answers.measures.side_by_side`. x, y: two different of its measures. Columns:
    place, the two, the ranges of the modelled ones, `source_ids`. The sentence counts those in
    the upper third of both and names up to six: standing together says nothing of a cause.
    """
    columns = [x, y, *RANGES.get(x, []), *RANGES.get(y, [])]
    frame = beside.frame.dropna(subset=[x, y])[[*PLACE, *columns, "source_ids"]]
    frame = frame.sort_values([y, x, "divipola"], ascending=[False, False, True], ignore_index=True)
    high = frame[(frame[[x, y]] > frame[[x, y]].astype(float).quantile(2 / 3)).all(axis=1)]
    modelled = [name for name in (x, y) if name.endswith(MODELLED)]
    counted = {"x": heading(x), "y": heading(y), "places": len(frame), "high": len(high)}
    said = [Sentence("answers_pairs.counted", counted)]
    if len(high):
        names = list(high["municipality"].head(NAMED))
        said.append(Sentence("answers_pairs.named", {"names": names}))
    stem = "_".join(name.removesuffix(MODELLED) for name in (x, y))
    return Answer(
        id=f"pair_{stem}{MODELLED if modelled else ''}",
        frame=frame,
        as_of=beside.as_of,
        caveats=("answers_pairs.caveat", *beside.caveats)
        if modelled
        else ("answers_pairs.caveat",),
        sentences=tuple(said) if len(frame) else (Sentence("answers_pairs.none"),),
        matched=len(frame),
        unmatched=len(beside.frame) - len(frame),
    )
