"""Assistance on the map: places that programmes name."""

import pandas as pd

from geo.answers import Answer
from geo.cartography import deck, palette
from geo.cartography.classes import classify
from geo.cartography.legend import Entry, Legend, class_entries
from geo.cartography.tooltip import tooltip
from geo.evidence import label
from geo.language import number
from pages.frame import shapes
from pages.frame.data import layer
from pages.frame.language import lang, t


def _aid_tips(frame: pd.DataFrame, name: str) -> list[str]:
    return [
        tooltip(
            row[name],
            [
                t(
                    "aid.tip",
                    programmes=number(row["programmes"], lang()),
                    counting=number(row["programmes_counting"], lang()),
                ),
                *(
                    f"{label('status_code', status, lang())}: {number(row[status], lang())}"
                    for status in palette.STATUSES
                    if row[status]
                ),
                row["programme_ids"].replace(";", ", "),
            ],
        )
        for row in frame.to_dict("records")
    ]


def aid_layers(
    municipalities: Answer, departments: Answer, extent: str
) -> tuple[list, list[Legend]]:
    """Municipalities named as dots by status; departments named as such as an even shade."""
    places, wide = municipalities.frame, departments.frame
    units = layer("departments")["department_code"]
    breaks = (0, 2, 4, 8, 16)
    classes = classify(
        wide.set_index("department_code")["programmes"].astype(float),
        units,
        breaks,
        palette.steps(palette.GREYS, 4),
    )
    shade = deck.choropleth("aid-departments", classes, extent, units="departments")
    seats = layer("seats").set_index("divipola").loc[places["divipola"]].reset_index()
    radius = pd.Series([8 if n else 4.5 for n in places["programmes_counting"]])
    dots = deck.circles(
        seats.assign(tooltip=_aid_tips(places, "municipality")),
        "aid-places",
        [palette.STATUSES[s] for s in places["status_code"]],
        radius,
    )
    counts = places["status_code"].value_counts()
    entries = [
        Entry("dot", colour, label("status_code", status, lang()), int(counts[status]))
        for status, colour in palette.STATUSES.items()
        if status in counts
    ]
    sizes = [
        Entry(
            "dot",
            palette.FRAME,
            t("aid.counting"),
            int((places["programmes_counting"] > 0).sum()),
            16,
        ),
        Entry(
            "dot",
            palette.FRAME,
            t("aid.not_counting"),
            int((places["programmes_counting"] == 0).sum()),
            9,
        ),
    ]
    return (
        [*shade, dots, shapes.seat_labels(places["divipola"])],
        [
            Legend(t("aid.legend"), "reported", [*entries, *sizes]),
            Legend(
                t("aid.departments_legend"),
                "reported",
                class_entries(classes, lang(), whole=True),
            ),
        ],
    )
