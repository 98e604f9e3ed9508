"""How each interface is asked, and its answer as rows of our facts.

Every function takes the source's settings and returns the bytes that came, page by page, and
the rows as text in the columns of `data/facts/<file>.csv` but for `source_ids`.
"""

import csv
import io
import os
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from geo.errors import RefreshFailed
from geo.evidence.codes import COUNTED_WITH
from geo.refresh.fetch import Fetch, NotThere, read_json
from geo.spatial.name_index import key
from geo.spatial.names import EXACT, NEAR, match_names

Settings = dict[str, Any]
Answer = tuple[list[bytes], pd.DataFrame]
PAGE = 1000
YEAR = re.compile(r"_?(20\d\d)")
TYPES = {
    "Obligations": "obligations",
    "Disbursements": "disbursements",
    "Appropriated and Planned": "appropriated_planned",
    "President's Budget Requests": "budget_requests",
}
AMOUNTS = {"country_code", "transaction_type_name", "fiscal_year"}
AMOUNTS |= {"current_amount", "constant_amount"}
# A comma alone could be a decimal one.
THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+\.\d+")
UNIT = re.compile(r"\s+(?:municipality|department)$", re.I)
# Above this a position stands for a whole department or less (UCDP's codebook).
WITHIN_MUNICIPALITY = 3
UCDP = [
    *("year", "type_of_violence", "conflict_new_id", "dyad_new_id", "dyad_name", "side_a"),
    *("side_b", "number_of_sources", "where_prec", "adm_1", "adm_2", "latitude", "longitude"),
    *("date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians"),
    *("deaths_unknown", "low", "best", "high"),
]


def socrata(fetch: Fetch, of: Settings, places: pd.DataFrame) -> Answer:
    """Coca: one row a municipality, one column a year, blank where none was detected."""
    token = os.environ.get("DATOS_GOV_APP_TOKEN")
    headers = {"X-App-Token": token} if token else None
    pages: list[bytes] = []
    rows: list[dict] = []
    while len(rows) >= PAGE * len(pages):  # a page that is not full is the last
        params: dict[str, str | int] = {"$limit": PAGE, "$offset": len(rows), "$order": ":id"}
        pages.append(fetch.get(of["url"], params, headers))
        rows += _objects(read_json(pages[-1], _host(of)), of)
    names = {name for row in rows for name in row}
    years = {year[1]: name for name in names if (year := YEAR.fullmatch(name))}
    _need({"codmpio", "municipio"}, names, of)
    if not years:
        raise _columns_error(["one column a year"], of)
    cells = [
        {
            "divipola": str(row["codmpio"]).zfill(5),
            "municipality_text": row.get("municipio", ""),
            "year": year,
            "hectares": hectares,
        }
        for row in rows
        for year, name in sorted(years.items())
        if (hectares := _number(row.get(name), of))
    ]
    frame = pd.DataFrame(cells, columns=["divipola", "municipality_text", "year", "hectares"])
    codes = {*places["divipola"], *COUNTED_WITH}
    if strange := sorted(set(frame["divipola"]) - codes):
        raise RefreshFailed(f"Codes that are no municipality's: {', '.join(strange[:5])}.")
    return pages, frame


def foreign_assistance(fetch: Fetch, of: Settings, places: pd.DataFrame) -> Answer:
    """Assistance by fiscal year and kind of transaction, in current and constant dollars."""
    body = fetch.get(of["url"])
    try:
        rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error) as error:
        raise RefreshFailed(f"{_host(of)} answered what is no CSV.") from error
    rows = [{re.sub(r"\W+", "_", str(n)).lower(): v for n, v in row.items()} for row in rows]
    _need(AMOUNTS, set(rows[0]) if rows else (), of)
    own = [row for row in rows if row["country_code"] == of["country"]]
    if strange := {row["transaction_type_name"] for row in own} - TYPES.keys():
        raise _columns_error(sorted(TYPES.keys() - strange), of)
    cells = [
        {
            "fiscal_year_text": row["fiscal_year"],
            "transaction_type": TYPES[row["transaction_type_name"]],
            "current_usd": _number(row["current_amount"], of),
            "constant_usd": _number(row["constant_amount"], of),
            "transaction_type_text": row["transaction_type_name"],
        }
        for row in own
    ]
    return [body], pd.DataFrame(cells)


def ucdp(fetch: Fetch, of: Settings, places: pd.DataFrame) -> Answer:
    """Events with deaths, by the pages of one version, or of one version a month."""
    headers = {"x-ucdp-access-token": _secret("UCDP_ACCESS_TOKEN", of)}
    pages: list[bytes] = []
    events: list[dict] = []
    months = range(1, 13) if "{month}" in of["url"] else (0,)
    for month in months:
        try:
            _version(fetch, of | {"url": of["url"].format(month=month)}, headers, pages, events)
        except NotThere:
            if month < 2:
                raise
            break
    unique = {event["id"]: event for event in events}.values()
    return pages, _events(pd.DataFrame(unique), of, places)


def _version(
    fetch: Fetch, of: Settings, headers: Mapping, pages: list[bytes], events: list[dict]
) -> None:
    """Adds all pages of one version."""
    params: dict[str, str | int] | None = {
        "Country": of["country"],
        "StartDate": of["start"],
        "pagesize": PAGE,
    }
    url, before = of["url"], len(events)
    visited: set[str] = set()
    while url:
        visited.add(url)
        pages.append(fetch.get(url, params, headers))
        page = read_json(pages[-1], _host(of))
        if not isinstance(page, dict):
            raise _columns_error(["Result", "TotalCount"], of)
        _need({"Result", "TotalCount"}, page, of)
        events += _objects(page["Result"], of)
        url, params = page.get("NextPageUrl"), None
        if url and (url in visited or urlsplit(url).netloc != urlsplit(of["url"]).netloc):
            raise RefreshFailed(f"{_host(of)} leads from page to page to {url[:80]}.")
    if len(events) - before != page["TotalCount"]:
        raise RefreshFailed(
            f"{_host(of)} says that it has {page['TotalCount']} events and gave "
            f"{len(events) - before}. Try again later."
        )


def _events(events: pd.DataFrame, of: Settings, places: pd.DataFrame) -> pd.DataFrame:
    """The events in our columns, each with the municipality and department that UCDP names."""
    _need({"id", "where_coordinates", *UCDP}, set(events), of)
    rows = events[UCDP].assign(ged_id=events["id"], place=events["where_coordinates"])
    rows = rows.map(lambda value: "" if pd.isna(value) else str(value).strip())
    for day in ("date_start", "date_end"):
        rows[day] = rows[day].str[:10]
    names = rows[["adm_2", "adm_1"]].apply(lambda cells: cells.str.replace(UNIT, "", regex=True))
    matches = match_names(names["adm_2"], names["adm_1"], places)
    code = matches["divipola"].where(matches["how"] == EXACT, matches["suggestion"])
    sure = matches["how"].isin((EXACT, NEAR)) & names["adm_2"].ne("")
    sure &= pd.to_numeric(rows["where_prec"]) <= WITHIN_MUNICIPALITY
    rows["divipola"] = code.where(sure, "").fillna("")
    titles = zip(places["department"], places["department_code"], strict=True)
    departments = {key(name): code for name, code in titles}
    stated = names["adm_1"].map(lambda name: departments.get(key(name), ""))
    rows["department_code"] = rows["divipola"].str[:2].where(rows["divipola"] != "", stated)
    return rows


def acled(fetch: Fetch, of: Settings, places: pd.DataFrame) -> Answer:
    """All events of the country, as ACLED names its columns."""
    who = {"username": _secret("ACLED_EMAIL", of), "password": _secret("ACLED_PASSWORD", of)}
    form = {**who, "grant_type": "password", "client_id": "acled", "scope": "authenticated"}
    grant = read_json(fetch.post(of["token_url"], form), _host(of))
    if not isinstance(grant, dict) or "access_token" not in grant:
        raise _columns_error(["access_token"], of)
    headers = {"Authorization": f"Bearer {grant['access_token']}"}
    pages: list[bytes] = []
    events: list[dict] = []
    size = 5 * PAGE
    while len(events) >= size * len(pages):
        params = {
            "_format": "json",
            "country": of["country"],
            "event_date": f"{of['start']}|2100-01-01",
            "event_date_where": "BETWEEN",
            "limit": size,
            "page": len(pages) + 1,
        }
        pages.append(fetch.get(of["url"], params, headers))
        page = read_json(pages[-1], _host(of))
        events += _objects(page.get("data") if isinstance(page, dict) else None, of)
    return pages, pd.DataFrame(events).astype(str)


INTERFACES: dict[str, Callable[[Fetch, Settings, pd.DataFrame], Answer]] = {
    "socrata": socrata,
    "foreign_assistance": foreign_assistance,
    "ucdp": ucdp,
    "acled": acled,
}
# What of the reader's own an interface is asked with, in the environment.
SECRETS = {"ucdp": ("UCDP_ACCESS_TOKEN",), "acled": ("ACLED_EMAIL", "ACLED_PASSWORD")}


def _host(of: Settings) -> str | None:
    return urlsplit(of["url"]).hostname


def _secret(name: str, of: Settings) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise RefreshFailed(
            f"{_host(of)} wants a key of your own: ask for one at {of['documentation']} and put "
            f"it into the environment as {name}."
        )
    return value


def _objects(rows: object, of: Settings) -> list[dict]:
    """The rows as what they should be, a list of objects. Raises RefreshFailed."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _columns_error(["a list of rows"], of)
    return rows


def _need(columns: set[str], present: Collection[str], of: Settings) -> None:
    if missing := sorted(columns - set(present)):
        raise _columns_error(missing, of)


def _columns_error(missing: list[str], of: Settings) -> RefreshFailed:
    return RefreshFailed(
        f"{_host(of)} has changed its columns: {', '.join(missing)} not found. Its documentation: "
        f"{of['documentation']}"
    )


def _number(value: object, of: Settings) -> str:
    """A number as our facts write it, blank where there is none or a dash."""
    text = "" if value is None else str(value).strip()
    if THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    try:
        return "" if text in ("", "-") else f"{float(text):.2f}".rstrip("0").rstrip(".")
    except ValueError as error:
        raise RefreshFailed(f"{_host(of)} has '{text[:20]}' where a number should be.") from error
