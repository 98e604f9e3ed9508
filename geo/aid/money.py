"""Two kinds of dollars that must never meet: of one fiscal year, and of an award's whole life."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from geo.errors import NotYearly


def largest_remainder(cents: int, weights: Sequence[float]) -> list[int]:
    """Whole cents in proportion to the weights, adding to `cents` exactly.

    Each gets its share rounded down; the cents left go one each to the largest fractions, ties
    to the earlier. Raises ValueError for a negative weight or where none is above zero.
    """
    exact = [Fraction(weight) for weight in weights]
    total = sum(exact)
    if total <= 0 or min(exact) < 0:
        raise ValueError("weights must not be negative, and one of them must be above zero")
    shares = [cents * weight / total for weight in exact]
    whole = [floor(share) for share in shares]
    order = sorted(range(len(shares)), key=lambda i: (whole[i] - shares[i], i))
    for i in order[: cents - sum(whole)]:
        whole[i] += 1
    return whole


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

    @property
    def cents(self) -> int:
        """The total in whole cents, for sharing out among places."""
        return round(self.usd * 100)

    def times(self, share: float) -> float:
        """Always raises NotYearly."""
        raise NotYearly(self.programme_id)
