"""Two kinds of dollars that must never meet: of one fiscal year, and of an award's whole life."""

from dataclasses import dataclass

from geo.errors import NotYearly


@dataclass(frozen=True)
class YearlyAmount:
    """What one account got in one fiscal year, in nominal US dollars, as a source reports it."""

    account: str
    fiscal_year: int
    measure: str
    usd: float
    source_ids: str

    def times(self, share: float) -> float:
        """A share (0 to 1) of it in dollars. Raises ValueError outside that range."""
        if not 0 <= share <= 1:
            raise ValueError(f"a share lies between 0 and 1, not {share}")
        return round(self.usd * share, 2)


@dataclass(frozen=True)
class LifeOfAward:
    """The total of an award over all its years: a cut of one year says nothing about it."""

    programme_id: str
    usd: float
    basis: str

    def times(self, share: float) -> float:
        """Always raises NotYearly."""
        raise NotYearly(self.programme_id)
