"""A scenario: every choice that the corridor model needs, as a file that replays it."""

import math
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace

import pandas as pd
import tomli_w

from geo.errors import ScenarioRefused
from geo.evidence.times import TravelTimes
from geo.journeys.change import Outcome
from geo.journeys.checkpoints import Checkpoint
from geo.journeys.closures import Closure
from geo.journeys.onway import Journeys, journeys

CODES = ("origins", "destinations", "closed")
# Smallest and largest value of each number; a day's detour is no longer on any way.
BOUNDS = {
    "limit_hours": (0, math.inf),
    "tolerance_hours": (0, 24),
    "closure_width_hours": (0, math.inf),
    "hold_minutes": (0, 24 * 60),
}


@dataclass(frozen=True)
class Scenario:
    """What is sent where, and what is closed or held; the keys of the scenario file.

    year: of the coca. origins: departments (2 digits) or municipalities (5). destinations:
    municipalities; each origin goes to its nearest. limit_hours: origins further by the
    matrix are kept apart; None for no limit. tolerance_hours: detour that still counts as on
    the way. closed: municipalities; closure_width_hours: how far around them a leg is
    closed; hold_minutes: they are a checkpoint of that delay instead. access_places: origins
    leave from the seats of their documented access places. Lists are kept ascending and
    each code once, so that their order does not matter.
    """

    year: int
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    limit_hours: float | None = None
    tolerance_hours: float = 0.1
    closed: tuple[str, ...] = ()
    closure_width_hours: float = 0.1
    hold_minutes: float | None = None
    access_places: bool = False

    def __post_init__(self) -> None:
        for name in CODES:
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))

    @property
    def opened(self) -> "Scenario":
        """The same with nothing closed or held."""
        return replace(self, closed=(), hold_minutes=None)

    def to_toml(self) -> str:
        """The scenario file: every choice, defaults too; keys that say nothing are left out."""
        values = {name: value for name, value in vars(self).items() if value not in (None, ())}
        if not self.access_places:
            del values["access_places"]
        return tomli_w.dumps(values)


def trips_of(
    scenario: Scenario,
    times: TravelTimes,
    coca: pd.DataFrame,
    access: Mapping[str, str] | None = None,
) -> Journeys:
    """The journeys of a scenario, open.

    coca: the `coca` layer. access: origin → the municipality whose seat stands for its
    access place; used where the scenario says so.
    """
    of = coca["department_code"].isin(scenario.origins) | coca["divipola"].isin(scenario.origins)
    rows = coca[(coca["year"] == scenario.year) & of]
    hectares = rows.set_index("divipola")["hectares"]
    if scenario.access_places and access:
        hectares = hectares.rename(dict(access)).groupby(level=0).sum()
    return journeys(times, hectares, scenario.destinations, scenario.limit_hours)


def outcome_of(scenario: Scenario, trips: Journeys) -> Outcome:
    """What a scenario comes to. trips: of `trips_of`, reused where only closures change."""
    closure = Closure(
        trips, scenario.closed, scenario.closure_width_hours, scenario.tolerance_hours
    )
    if scenario.hold_minutes is None:
        return closure
    return Checkpoint(closure, scenario.hold_minutes)


def read_scenario(
    text: str, places: Collection[str], seats: Collection[str], years: Collection[int]
) -> Scenario:
    """The scenario in a file's text. Raises ScenarioRefused with every problem and its line.

    places: codes that may be origins, of departments and municipalities. seats: codes with
    travel times, which may be destinations or closed. years: with coca.
    """
    try:
        values = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ScenarioRefused([f"not a TOML file: {error}"]) from error
    if problems := sorted(_problems(values, text.splitlines(), places, seats, years)):
        raise ScenarioRefused([what for _, what in problems])
    return Scenario(**values)


def _line(lines: list[str], key: str, value: object = None) -> int:
    """Number of the line where a key stands or, from there on, a value of its list."""
    name = rf"""(?:{re.escape(key)}|"{re.escape(key)}"|'{re.escape(key)}')"""
    start_of = re.compile(rf"\s*\[*\s*{name}\s*[=.\]]")
    start = next((i for i, line in enumerate(lines) if start_of.match(line)), 0)
    if value is None:
        return start + 1
    cell = re.escape(str(value))
    pattern = rf"""(?<![\w"'.]){cell}(?![\w"'.])|"{cell}"|'{cell}'"""
    after = (i for i in range(start, len(lines)) if re.search(pattern, lines[i]))
    return next(after, start) + 1


def _problems(
    values: dict,
    lines: list[str],
    places: Collection[str],
    seats: Collection[str],
    years: Collection[int],
) -> Iterator[tuple[int, str]]:
    """(line, message) of everything that is wrong."""

    def at(key: str, what: str, value: object = None) -> tuple[int, str]:
        line = _line(lines, key, value)
        return line, f"line {line}: {what}"

    keys = [field.name for field in fields(Scenario)]
    for key in values:
        if key not in keys:
            yield at(key, f"unknown key {_quote(key)} (known: {', '.join(keys)})")
    for key in ("year", "origins", "destinations"):
        if key not in values:
            yield 0, f"line 1: the key {key} is missing"
    if "year" in values:
        year = values["year"]
        if isinstance(year, bool) or not isinstance(year, int):
            yield at("year", f"year must be a whole number, not {_quote(year)}")
        elif year not in years:
            yield at("year", f"year {year}: coca is known for {min(years)} to {max(years)}")
    for key in CODES:
        codes = values.get(key, [])
        if not isinstance(codes, list):
            yield at(key, f'{key} must be a list of codes in quotes, such as ["19"]')
            continue
        if not codes and key in values and key != "closed":
            yield at(key, f"{key} names no place")
        for code in codes:
            if not isinstance(code, str):
                yield at(key, f"{key}: {_quote(code)} must be a code in quotes", code)
            elif code not in (places if key == "origins" else seats):
                yield at(key, f"{key}: {_why_unknown(code, key, places)}", code)
    for key, (least, most) in BOUNDS.items():
        if key not in values:
            continue
        value = values[key]
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield at(key, f"{key} must be a number, not {_quote(value)}")
        elif not _finite(value) or not least <= value <= most:
            range_ = f"from {least} up" if math.isinf(most) else f"from {least} to {most}"
            yield at(key, f"{key} = {_quote(value)} must be a number {range_}")
    if not isinstance(values.get("access_places", False), bool):
        yield at("access_places", "access_places must be true or false")
    if "hold_minutes" in values and not values.get("closed"):
        yield at("hold_minutes", "hold_minutes needs closed: the places that are held")


def _finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond all others
        return False


def _quote(value: object) -> str:
    """A value as written, short and on one line."""
    return repr(value)[:60]


def _why_unknown(code: str, key: str, places: Collection[str]) -> str:
    digits = "2 or 5" if key == "origins" else "5"
    if not re.fullmatch(r"\d{2}|\d{5}" if key == "origins" else r"\d{5}", code, re.ASCII):
        return f"{_quote(code)} is not a DIVIPOLA code of {digits} digits"
    if code in places:
        return f"{_quote(code)} has no travel times"
    return f"{_quote(code)} is not a known DIVIPOLA code"
