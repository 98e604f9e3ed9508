"""The travel matrix: modelled hours between municipal seats, in whole tenths of an hour."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

# A leg or a chain of this many tenths or more counts as none: two still add up in 16 bits.
FAR = 16_000


@dataclass(frozen=True)
class TravelTimes:
    """Hours by road and river between every two seats, in tenths.

    codes: DIVIPOLA codes, ascending. tenths: square, symmetric, zero on the diagonal;
    infinite where there is no connection, nan where the source gives none.
    Source: Bravo-Vega, Santos-Vega and Cordovez 2022, rounded to 0.1 h.
    """

    codes: np.ndarray
    tenths: np.ndarray

    @classmethod
    def from_pairs(cls, pairs: pd.DataFrame) -> "TravelTimes":
        """From rows `from_divipola`, `to_divipola`, `hours`, each pair once."""
        ends = pd.concat([pairs["from_divipola"], pairs["to_divipola"]])
        place, codes = pd.factorize(ends, sort=True)
        tenths = np.full((len(codes), len(codes)), np.nan)
        start, end = place[: len(pairs)], place[len(pairs) :]
        tenths[start, end] = tenths[end, start] = np.round(pairs["hours"].to_numpy() * 10)
        np.fill_diagonal(tenths, 0)
        return cls(codes.to_numpy(str), tenths)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {code: i for i, code in enumerate(self.codes)}

    @cached_property
    def whole(self) -> np.ndarray:
        """The same in 16 bits, for speed; `FAR` where there is no connection."""
        finite = np.where(np.isfinite(self.tenths), self.tenths, FAR)
        return np.minimum(finite, FAR).astype(np.int16)

    def __contains__(self, code: str) -> bool:
        return code in self._places

    def rows(self, codes: Iterable[str]) -> np.ndarray:
        """Row numbers of these codes; an unknown code raises KeyError."""
        return np.array([self._places[c] for c in codes], dtype=int)

    def hours_from(self, code: str) -> pd.Series:
        """Hours from one seat to all, by code."""
        return pd.Series(self.tenths[self._places[code]] / 10, index=self.codes)


def shortest(legs: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Shortest chains of legs from some seats to all, `FAR` where there is none.

    legs: square, 16-bit tenths, `FAR` where forbidden. Bellman and Ford's relaxation, the
    nearest seats first, until nothing changes.
    """
    reach = legs[starts]
    reach[np.arange(len(starts)), starts] = 0
    changed = (reach < FAR).any(axis=0)
    while changed.any():
        before = reach.copy()
        near = reach.min(axis=0)
        for u in sorted(np.flatnonzero(changed), key=near.__getitem__):
            np.minimum(reach, reach[:, u, None] + legs[u], out=reach)
        changed = (reach < before).any(axis=0)
    return reach
