"""What costs most: single closures ranked, and the best pairs and triples found."""

from collections.abc import Sequence

import pandas as pd

from geo.answers.answer import Answer, Sentence
from geo.answers.closures import answer, named
from geo.answers.loads import SINGLED_OUT
from geo.journeys import Asked, costs


def singles(asked: Asked, municipalities: pd.DataFrame, source_ids: Sequence[str]) -> Answer:
    """Every place whose closing alone costs anything, by hectare-hours.

    The scenario's width holds; what it closes does not. Columns: the place and those of
    `geo.journeys.costs.singles`; destinations are left out.
    """
    frame = costs.singles(asked.trips, asked.scenario.closure_width_hours)
    frame = named(frame, municipalities)
    said = [
        Sentence(
            "closures.costliest",
            {
                "places": frame["municipality"].head(SINGLED_OUT).tolist(),
                "most_min": frame["delay_mean_h_modelled"].iloc[0] * 60,
                "cutting": frame.nlargest(1, "cut_off_ha_modelled")["municipality"].item(),
                "cut_ha": frame["cut_off_ha_modelled"].max(),
            },
        )
        for _ in range(min(len(frame), 1))
    ]
    return answer(asked, "closures_ranked", frame, source_ids, said or [_NOTHING])


def together(asked: Asked, municipalities: pd.DataFrame, source_ids: Sequence[str]) -> Answer:
    """The costliest pairs and triples that adding one place at a time finds.

    Columns: those of `geo.journeys.costs.together`, and `places_closed`, the names.
    """
    frame = costs.together(asked.trips, asked.scenario.closure_width_hours)
    names = municipalities.set_index("divipola")["municipality"]
    lists = [[names[c] for c in cell.split(";")] for cell in frame["divipolas"]]
    frame.insert(1, "places_closed", [", ".join(cell) for cell in lists])
    said = []
    for size in sorted(set(frame["size"])):
        row = frame[frame["size"] == size].iloc[0]
        values = {
            "places": lists[row.name],
            "cost": row["hectare_hours_modelled"],
            "alone": row["alone_sum_modelled"],
        }
        beyond = row["excess_modelled"] > 0
        key = "closures.together_beyond" if beyond else "closures.together_within"
        said.append(Sentence(key, values))
    return answer(asked, "closures_together", frame, source_ids, said or [_NOTHING])


_NOTHING = Sentence("closures.nothing_costs")
