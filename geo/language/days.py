"""A day as a reader types it, in either language."""

import re
from datetime import date as Day
from functools import cache

from babel.dates import get_month_names

from geo.language.texts import LOCALES

# Year first, day first; the name of a month before or after the day.
NUMBERS = (
    r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
    r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})",
    r"(?P<d>\d{1,2})(?:st|nd|rd|th|º)? (?:de )?(?P<name>[a-z]+)\.?,? (?:del? )?(?P<y>\d{4})",
    r"(?P<name>[a-z]+)\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})",
)


@cache
def _months() -> dict[str, int]:
    """Months by the first three letters of their names, in every language."""
    return {
        name[:3].lower(): number
        for locale in LOCALES.values()
        for number, name in get_month_names("wide", locale=locale).items()
    }


def read_day(text: str) -> Day | None:
    """The day that a text names; None where it names none, or a day that does not exist.

    `2025-08-21`, `21/08/2025` (day first), `21 August 2025`, `August 21, 2025`,
    `21 de agosto de 2025`.
    """
    plain = " ".join(text.lower().split())
    for pattern in NUMBERS:
        found = re.fullmatch(pattern, plain)
        if not found:
            continue
        parts = found.groupdict()
        month = int(parts["m"]) if "m" in parts else _months().get(parts["name"][:3], 0)
        try:
            return Day(int(parts["y"]), month, int(parts["d"]))
        except ValueError:
            return None
    return None
