"""The country's coca by year and counter, as a chart."""

from geo.answers import Answer
from geo.language import date
from pages.frame import charts
from pages.frame.language import lang, t


def chart(counted: Answer) -> None:
    """A line with its points for each counter, never joined."""
    frame = counted.frame
    rows = frame.assign(
        who=frame["counted_by"].map(lambda code: t(f"places.counter_{code}")),
        at=frame["counted_as_of"].map(_at),
        day=frame["counted_as_of"].map(lambda day: date(day, lang())),
    )
    charts.draw("coca-counters", counted, "counters", rows=rows)


def _at(day: str) -> float:
    """Years, to the end of the month; a count of a whole year stands at its end."""
    year, month, *_ = *day.split("-"), "12"
    return int(year) + int(month) / 12 - 1
