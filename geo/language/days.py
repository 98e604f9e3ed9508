"""A day as a reader types it, in either language."""

import re
from contextlib import suppress
from datetime import date as Day
from functools import cache

from babel.dates import get_month_names

from geo.language.texts import LOCALES

# Year first, day first; the name of a month before or after the day, perhaps after a weekday's.
NUMBERS = (
    r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
    r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4}|\d\d)",
    r"(?:[^\W\d]+,? )?(?P<d>\d{1,2})(?:st|nd|rd|th|º)?\.? (?:de )?(?P<name>[a-z]{3,})\.?"
    r",? (?:del? )?(?P<y>\d{4})",
    r"(?:[^\W\d]+,? )?(?P<name>[a-z]{3,})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?"
    r",? (?:del? )?(?P<y>\d{4})",
)
CENTURY = 2000


@cache
def _months() -> list[tuple[str, int]]:
    """Names of months in every language, and their numbers."""
    return [
        (name.lower(), number)
        for locale in LOCALES.values()
        for number, name in get_month_names("wide", locale=locale).items()
    ]


def read_day(text: str) -> Day | None:
    """The day that a text names; None where it names none, or a day that does not exist.

    `2025-08-21`, `21/08/2025` (day first, unless only the month can be: `8/21/2025`),
    `21 August 2025`, `August 21, 2025`, `21 de agosto de 2025`,
    `jueves 21 de agosto de 2025`, `21/8/25` (of this century).
    """
    plain = " ".join(text.lower().split())
    for pattern in NUMBERS:
        match = re.fullmatch(pattern, plain)
        if not match:
            continue
        parts = match.groupdict()
        day, year = int(parts["d"]), int(parts["y"])
        year += CENTURY if len(parts["y"]) == 2 else 0
        if name := parts.get("name"):
            month = next((number for full, number in _months() if full.startswith(name)), 0)
        elif (month := int(parts["m"])) > 12:
            month, day = day, month  # the month first, as in the United States: no other day
        with suppress(ValueError):
            return Day(year, month, day)
        return None
    return None
