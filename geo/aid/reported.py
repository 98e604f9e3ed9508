"""Municipal figures that a reader brings: what counts, what does not, and why, row by row.

A cell that can be read in two ways is not counted, and never guessed from the other cells of its
row. Nothing is dropped: every row is listed with its status and its reasons.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geo.aid.allocation import PLACE

FIELDS = ("divipola", "fiscal_year", "amount", "programme")
KEPT, REPAIRED, NOT_COUNTED = "kept", "kept_repaired", "not_counted"
# Said of a row that counts all the same.
NOTES = {"zero_restored", "merged_area", "separator_mixed", "rounded_to_cent"}
UNMATCHED = "programme_unmatched"
MERGED = {"94663": "94343"}
YEARS = (1946, 2100)
CURRENCIES = {
    "usd": r"US\$|U\$S|USD|dollars?|d[oó]lares",
    "foreign": r"COP|COL\$|pesos?|EUR|euros?|€|GBP|£",
    "bare": r"\$",
}
GROUPED = re.compile(r"\d{1,3}(?:[ '’\u00a0\u202f]\d{3})+(?=[.,]|$)")
NEGATIVE = re.compile(r"^[-−–]|^\(.*\)$|[-−–]$")
DIGITS = 15


@dataclass(frozen=True)
class Checked:
    """Uploaded figures after checking.

    kept: rows that count: row, divipola, municipality, department_code, department,
    fiscal_year, reported_usd, programme_id (null where the programme is not one of ours),
    programme_text. listed: every row: row, row_status, row_reasons (codes, `;` between; null
    where there is nothing to say) and the cells as given in divipola_text, fiscal_year_text,
    amount_text, programme_text.
    """

    kept: pd.DataFrame
    listed: pd.DataFrame


def check_reported(
    frame: pd.DataFrame,
    municipalities: pd.DataFrame,
    programmes: pd.DataFrame,
    decimal: str | None = None,
) -> Checked:
    """Checks reported municipal figures in US dollars.

    frame: text columns divipola, fiscal_year, amount, programme (KeyError where one is
    missing), and `row`, else rows are numbered from 2, the header being 1. municipalities,
    programmes: the layers. decimal: the decimal mark of the amounts where the reader states
    it (`.` or `,`); otherwise it is taken from amounts that can be read in one way only.
    """
    given = frame[list(FIELDS)].fillna("").astype("str").apply(lambda c: c.str.strip())
    row = list(frame["row"]) if "row" in frame else list(range(2, len(frame) + 2))
    names = _programme_names(programmes)
    reasons: list[list[str]] = [[] for _ in row]
    known = municipalities.set_index("divipola")
    units = set(known.index)
    codes = [_code(c, units, why) for c, why in zip(given["divipola"], reasons, strict=True)]
    years = [_year(c, why) for c, why in zip(given["fiscal_year"], reasons, strict=True)]
    amounts = _amounts(list(given["amount"]), decimal, reasons)
    keys = [names.get(c.casefold()) for c in given["programme"]]
    for cell, key, why in zip(given["programme"], keys, reasons, strict=True):
        if not cell:
            why.append("no_programme")
        elif key is None:
            why.append(UNMATCHED)
    good = pd.DataFrame(
        {
            "row": row,
            "divipola": pd.array(codes, dtype="str"),
            "fiscal_year": pd.array(years, dtype="Int64"),
            "reported_usd": pd.array(amounts, dtype="Float64").astype("float64"),
            "programme_id": pd.array(keys, dtype="str"),
            "programme_text": pd.array(given["programme"], dtype="str"),
        }
    )
    _repeated(good, _overlaps(programmes), reasons)
    counted = [not _stops(why) for why in reasons]
    listed = pd.DataFrame(
        {
            "row": row,
            "row_status": [
                NOT_COUNTED if not ok else REPAIRED if NOTES & set(why) else KEPT
                for ok, why in zip(counted, reasons, strict=True)
            ],
            "row_reasons": pd.array([";".join(why) or None for why in reasons], dtype="str"),
            **{f"{name}_text": list(given[name]) for name in FIELDS},
        }
    )
    kept = good[pd.array(counted, dtype=bool)].reset_index(drop=True)
    for position, name in enumerate(PLACE[1:], 2):
        kept.insert(position, name, kept["divipola"].map(known[name]).astype("str"))
    return Checked(kept, listed)


def displaced(shares: pd.DataFrame, kept: pd.DataFrame, programmes: pd.DataFrame) -> pd.Series:
    """Which modelled shares a reported figure replaces: true or false by row of `shares`.

    Those of the same programme, and of programmes that it overlaps with, in the same
    municipality; all other shares stay as they are.
    """
    overlaps = _overlaps(programmes)
    taken = {
        (place, programme)
        for place, reported in zip(kept["divipola"], kept["programme_id"], strict=True)
        if not pd.isna(reported)
        for programme in {reported, *overlaps.get(reported, ())}
    }
    pairs = zip(shares["divipola"], shares["programme_id"], strict=True)
    return pd.Series([pair in taken for pair in pairs], index=shares.index, dtype=bool)


def _stops(why: list[str]) -> bool:
    return bool(set(why) - NOTES - {UNMATCHED})


def _code(cell: str, known: set[str], why: list[str]) -> str | None:
    code = cell
    if re.fullmatch(r"[1-9]\d{3}", code):
        code = f"0{code}"
        why.append("zero_restored")
    if code in MERGED:
        code = MERGED[code]
        why.append("merged_area")
    if code in known:
        return code
    why[:] = ["unknown_code"]
    return None


def _year(cell: str, why: list[str]) -> int | None:
    match = re.fullmatch(r"(?:FY|AF)?\s?(\d{4})", cell, re.IGNORECASE)
    if match and YEARS[0] <= int(match[1]) <= YEARS[1]:
        return int(match[1])
    why.append("no_fiscal_year")
    return None


def _amounts(cells: list[str], decimal: str | None, reasons: list[list[str]]) -> list[float | None]:
    """The amounts in dollars; None where a cell cannot be read in exactly one way."""
    money = [_currency(cell) for cell in cells]
    read = [_number(text) for _, text in money]
    styles = {style for _, style in read if style in (".", ",")}
    mark = decimal or (styles.pop() if len(styles) == 1 else None)
    foreign = any(kind == "foreign" for kind, _ in money)
    out = []
    for (kind, text), (number, style), why in zip(money, read, reasons, strict=True):
        wrong = None
        if not text:
            wrong = "no_amount"
        elif NEGATIVE.search(text):
            wrong = "negative"
        elif kind == "foreign" or (foreign and kind == "bare"):
            wrong = "currency_not_usd" if kind == "foreign" else "currency_unclear"
        elif number is None:
            wrong = "not_a_number"
        elif style == "either" and mark is None:
            wrong = "separator_ambiguous"
        elif decimal and style in (".", ",") and style != decimal:
            wrong = "separator_differs"
        if wrong:
            why.append(wrong)
            out.append(None)
            continue
        if style in (".", ",") and mark is None:
            why.append("separator_mixed")
        other = "," if mark == "." else "."
        plain = number.replace(other, "").replace(mark, ".") if style == "either" else number
        value = round(float(plain), 2)
        if value != float(plain):
            why.append("rounded_to_cent")
        out.append(value)
    return out


def _currency(cell: str) -> tuple[str, str]:
    """Which currency the cell states, and the cell without it: `usd`, `foreign` or `bare`."""
    found, text = [], cell
    for kind, pattern in CURRENCIES.items():
        text, hits = re.subn(pattern, "", text, flags=re.IGNORECASE)
        found += [kind] * bool(hits)
    kind = next((k for k in ("foreign", "usd") if k in found), "bare")
    return kind, text.strip()


def _number(text: str) -> tuple[str | None, str]:
    """The number in plain digits, and its decimal mark: `.`, `,`, none, or `either`.

    `either`: one separator before exactly three digits, as in 1.234; the text is then as it was.
    """
    text = GROUPED.sub(lambda m: re.sub(r"\D", "", m[0]), text)
    if len(re.sub(r"\D", "", text)) > DIGITS:
        return None, ""
    if re.fullmatch(r"\d+", text):
        return text, ""
    if re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", text):
        return text, "either"
    for mark, group in ((".", ","), (",", ".")):
        grouped = rf"\d{{1,3}}(?:\{group}\d{{3}})+\{mark}\d+|\d{{1,3}}(?:\{group}\d{{3}}){{2,}}"
        if re.fullmatch(rf"{grouped}|\d+\{mark}\d+", text):
            return text.replace(group, "").replace(mark, "."), mark
    return None, ""


def _programme_names(programmes: pd.DataFrame) -> dict[str, str]:
    """Ids and names in both languages, without regard to capitals → programme id.

    What stands before a bracket names a programme too, where it names one only.
    """
    short: dict[str, set[str]] = {}
    names = {}
    for row in programmes.to_dict("records"):
        for name in (row["name_en"], row["name_es"]):
            names[name.casefold()] = row["programme_id"]
            short.setdefault(name.partition(" (")[0].casefold(), set()).add(row["programme_id"])
    names = {name: ids.copy().pop() for name, ids in short.items() if len(ids) == 1} | names
    return names | {i.casefold(): i for i in programmes["programme_id"]}


def _overlaps(programmes: pd.DataFrame) -> Mapping[str, set[str]]:
    """Programmes whose money may be the same, said in either direction."""
    ids = set(programmes["programme_id"])
    found: dict[str, set[str]] = {}
    for row in programmes.dropna(subset="overlaps_with").to_dict("records"):
        for other in set(row["overlaps_with"].split(";")) & ids:
            found.setdefault(row["programme_id"], set()).add(other)
            found.setdefault(other, set()).add(row["programme_id"])
    return found


def _repeated(
    good: pd.DataFrame, overlaps: Mapping[str, set[str]], reasons: list[list[str]]
) -> None:
    """Adds the reasons of rows that say the same twice, contradict, or overlap each other.

    Of equal rows the first counts; of rows that contradict or overlap none does.
    """
    groups: dict[tuple, list[int]] = {}
    programme = good["programme_id"].fillna(good["programme_text"].str.casefold())
    for i, key in enumerate(zip(good["divipola"], good["fiscal_year"], programme, strict=True)):
        if not _stops(reasons[i]):
            groups.setdefault(key, []).append(i)
    usd = good["reported_usd"].tolist()
    for rows in groups.values():
        same = len({usd[i] for i in rows}) == 1
        for i in rows[1:] if same else rows:
            reasons[i].append("duplicate" if same else "contradicts")
    for (place, year, name), rows in groups.items():
        if any((place, year, other) in groups for other in overlaps.get(name, ())):
            for i in rows:
                reasons[i].append("overlaps")
