"""What a reader must know about coca figures of particular years."""

_OF_YEAR = {2001: "caveats.coca_2001", 2009: "caveats.coca_2009"}


def year_caveats(year: int) -> tuple[str, ...]:
    """Caveats of the years whose municipal figures differ from a published total."""
    return (_OF_YEAR[year],) if year in _OF_YEAR else ()
