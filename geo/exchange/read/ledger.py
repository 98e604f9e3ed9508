"""What was changed and what was rejected: every row of a file ends in exactly one of three."""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from geo.language import tell

REASON_COLUMNS = ["row", "column", "value", "reason", "suggestion"]
CELL_COLUMNS = ["row", "column", "before", "after", "repair"]
SHOWN = 200  # characters of a value that a report repeats


@dataclass(frozen=True)
class Repair:
    """One kind of repair and the rows that it would change.

    before, after: of the first row. certain: it has only one possible reading; the others
    need somebody's consent.
    """

    id: str
    rows: int
    before: str
    after: str
    certain: bool = True

    def text(self, lang: str) -> str:
        """What is done, in the language."""
        return tell(f"exchange.repair_{self.id}", lang)


@dataclass
class Ledger:
    """Rows 1 to `rows`: masks are arrays of that length. allowed: repairs agreed to, None = all."""

    rows: int
    allowed: Collection[str] | None = None
    repairs: dict = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    reasons: list[pd.DataFrame] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rejected = np.zeros(self.rows, bool)
        self.repaired = np.zeros(self.rows, bool)
        self.spare = np.zeros(self.rows, bool)  # rows with a code or a name besides a position
        self.aside = np.zeros(self.rows, bool)  # those of them that go by it

    def repair(
        self,
        mask: np.ndarray,
        repair: str,
        column: str,
        before: object,
        after: object,
        certain: bool = True,
    ) -> np.ndarray:
        """Notes a repair of these rows; returns those among them that may be repaired.

        before, after: arrays or Series of all rows, or one text for all.
        """
        mask = mask & ~self.rejected
        if not mask.any():
            return mask
        self.repairs.setdefault(repair, []).append((np.flatnonzero(mask), column, before, after))
        if not certain:
            self.unsure.add(repair)
        if self.allowed is not None and repair not in self.allowed:
            return np.zeros(self.rows, bool)
        self.repaired |= mask
        return mask

    def reject(
        self, mask: np.ndarray, reason: str, column: str, values: object, suggestion: object = ""
    ) -> None:
        """Rejects these rows, unless they are already."""
        at = np.flatnonzero(mask & ~self.rejected)
        if not len(at):
            return
        self.rejected[at] = True
        parts = {"value": _texts(values, at), "suggestion": _texts(suggestion, at)}
        frame = pd.DataFrame({"row": at + 1, "column": column, "reason": reason, **parts})
        self.reasons.append(frame[REASON_COLUMNS])

    def require(
        self,
        mask: np.ndarray,
        repair: str,
        column: str,
        before: object,
        after: object = "",
        *,
        suggestion: object = "",
    ) -> None:
        """A repair without which the row cannot stay."""
        agreed = self.repair(mask, repair, column, before, after)
        self.reject(mask & ~agreed, "declined", column, before, suggestion)

    def fail(self, mask: np.ndarray, reason: str, column: str, values: object) -> None:
        """These rows' positions are none: they go by their code or name, else are rejected."""
        away = self.repair(mask & self.spare, "position_aside", column, values, "")
        self.aside |= away
        self.reject(mask & ~away, reason, column, values)

    def listed(self) -> tuple[Repair, ...]:
        """Every repair that was found, whether agreed to or not, with the rows it concerns."""
        out = []
        for name, parts in self.repairs.items():
            at, _, *both = parts[0]
            was, became = (str(np.ravel(_texts(cells, at[:1]))[0]) for cells in both)
            rows = len(self._rows(name))
            out.append(Repair(name, rows, was, became, certain=name not in self.unsure))
        return tuple(out)

    def _agreed(self) -> list[str]:
        return [n for n in self.repairs if self.allowed is None or n in self.allowed]

    def _rows(self, repair: str) -> np.ndarray:
        return np.unique(np.concatenate([at for at, *_ in self.repairs[repair]]))

    def counts(self) -> dict[str, int]:
        """The rows among those kept that each repair changed."""
        rows = {name: self._rows(name) for name in self._agreed()}
        counts = {n: int((~self.rejected[at]).sum()) for n, at in rows.items()}
        return {n: count for n, count in counts.items() if count}

    def offered(self) -> dict[str, int]:
        """The rows that each repair would change that was not agreed to."""
        return {n: len(self._rows(n)) for n in self.repairs if n not in self._agreed()}

    def reasons_frame(self) -> pd.DataFrame:
        """row, column, value, reason, suggestion: one per rejected row, in their order."""
        parts = [_empty(REASON_COLUMNS), *self.reasons]
        return pd.concat(parts).sort_values("row", ignore_index=True)

    def cells(self) -> pd.DataFrame:
        """row, column, before, after, repair: every change that was made to a kept row."""
        frames = [_empty(CELL_COLUMNS)]
        for name in self._agreed():
            for at, column, before, after in self.repairs[name]:
                at = at[~self.rejected[at]]
                texts = {"before": _texts(before, at), "after": _texts(after, at)}
                part = pd.DataFrame({"row": at + 1, "column": column, "repair": name, **texts})
                frames.append(part[CELL_COLUMNS])
        return pd.concat(frames).sort_values(["row", "column"], kind="stable", ignore_index=True)


def _empty(names: list[str]) -> pd.DataFrame:
    return pd.DataFrame({n: pd.Series(dtype="int64" if n == "row" else "str") for n in names})


def _texts(cells: object, at: np.ndarray) -> "str | pd.Series":
    """These cells as text, cut to what a report repeats; one text for all stays one."""
    if isinstance(cells, str):
        return cells
    picked = cells.iloc[at] if isinstance(cells, pd.Series) else pd.Series(np.asarray(cells)[at])
    picked = picked.reset_index(drop=True)
    if picked.dtype.kind == "f":
        return picked.round(9).astype("str").fillna("").str.removesuffix(".0")
    return picked.astype("str").fillna("").str.slice(0, SHOWN)


def tell_reasons(reasons: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The reasons in words, with the suggestion where there is one: row, column, value, reason."""
    codes = {code: tell(f"exchange.reason_{code}", lang) for code in reasons["reason"].unique()}
    words = [
        tell("exchange.suggestion", lang, reason=codes[code], suggestion=other)
        if other
        else codes[code]
        for code, other in zip(reasons["reason"], reasons["suggestion"], strict=True)
    ]
    return reasons[["row", "column", "value"]].assign(reason=words)
