"""A city's reach by several distances and hours side by side."""

from collections.abc import Callable, Mapping

import pandas as pd

from geo.answers.answer import Answer, Sentence
from geo.spatial import CERTAIN

KILOMETRES, HOURS = (25, 50, 100), (1, 2, 3, 4)
Reach = Callable[[str, str, int], tuple[Answer, Answer]]


def steps(city: Mapping[str, str], reach: Reach, incidents: bool) -> Answer:
    """One row per distance, then per number of hours.

    city: `divipola` and `city`. reach: (divipola, "km" or "hours", amount) -> what
    `geo.answers.cities` returns. Columns: `divipola`, `city`, `distance_km` or
    `hours_modelled`, `municipalities` whose seats lie within, their `hectares`,
    `population` and `programmes`, and with `incidents` also `incidents_certain` and
    `incidents_possible`. Rows by hours rest on modelled times.
    """
    rows, caveats = [], []
    for by, amounts in (("km", KILOMETRES), ("hours", HOURS)):
        for amount in amounts:
            within, found = reach(city["divipola"], by, amount)
            caveats += [key for key in within.caveats if key not in caveats]
            frame = within.frame
            ids = {i for cell in frame["programme_ids"].dropna() for i in cell.split(";")}
            certain = int(found.frame["certainty"].eq(CERTAIN).sum())
            counted = {
                "incidents_certain": certain,
                "incidents_possible": len(found.frame) - certain,
            }
            rows.append(
                {
                    "divipola": city["divipola"],
                    "city": city["city"],
                    "distance_km": amount if by == "km" else None,
                    "hours_modelled": amount if by == "hours" else None,
                    "municipalities": len(frame),
                    "hectares": frame["hectares"].sum(min_count=1),
                    "population": frame["population"].sum(min_count=1),
                    "programmes": len(ids),
                    **(counted if incidents else {}),
                    "source_ids": ";".join(within.source_ids),
                }
            )
    frame = pd.DataFrame(rows).astype({"distance_km": float, "hours_modelled": float})
    return Answer(
        id=f"reach_steps_{city['divipola']}",
        frame=frame,
        as_of=within.as_of,
        caveats=tuple(caveats),
        sentences=(Sentence("answers_steps.nested", {"city": city["city"]}),),
    )


def side_by_side(answers: list[Answer]) -> Answer:
    """The steps of several cities in one table; incidents stay out, which cannot be compared."""
    frame = pd.concat([answer.frame for answer in answers], ignore_index=True)
    return Answer(
        id="reach_steps",
        frame=frame,
        as_of=max(answer.as_of for answer in answers),
        caveats=answers[0].caveats,
        sentences=(Sentence("answers_steps.compared", {"cities": len(answers)}),),
    )
