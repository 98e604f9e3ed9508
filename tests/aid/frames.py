"""Small frames like the layers, for working shares out by hand."""

import pandas as pd

from geo.evidence import Evidence

PLACES = {"00001": "One", "00002": "Two", "00003": "Three", "00004": "Four"}


def programmes(*rows: dict) -> pd.DataFrame:
    """Programmes; whatever a row does not say is as in the defaults."""
    default = {
        "programme_id": "P",
        "name_en": "Programme",
        "name_es": "Programa",
        "amount_usd": 100.0,
        "amount_basis": "estimated_cost",
        "obligated_usd": None,
        "status_code": "terminated",
        "sector_code": "social",
        "n_exact": None,
        "published_count": None,
        "overlaps_with": None,
        "start_date": None,
        "end_date": None,
        "source_ids": "S_P",
    }
    frame = pd.DataFrame([default | row for row in rows])
    text = {c: "str" for c in ("overlaps_with", "start_date", "end_date", "published_count")}
    return frame.astype(
        {"n_exact": "Int64", "amount_usd": "float64", "obligated_usd": "float64", **text}
    )


def footprints(*rows: tuple[str, str | None, bool]) -> pd.DataFrame:
    """Footprint rows: programme, municipality (none: the department itself), whether it counts."""
    frame = pd.DataFrame(rows, columns=["programme_id", "divipola", "counts_for_allocation"])
    return frame.assign(
        divipola=frame["divipola"].astype("str"),
        municipality=frame["divipola"].map(PLACES).astype("str"),
        department_code="00",
        department="Nowhere",
        source_ids="S_F",
    ).astype({"counts_for_allocation": "boolean"})


def people(**counts: int) -> pd.DataFrame:
    """People by place in 2024: `one=10`."""
    codes = {name.lower(): code for code, name in PLACES.items()}
    return pd.DataFrame(
        {
            "divipola": [codes[name] for name in counts],
            "year": 2024,
            "population": pd.array(list(counts.values()), dtype="Int64"),
            "source_ids": "DANE",
        }
    )


def units() -> pd.DataFrame:
    """The municipalities: two in each of two departments."""
    return pd.DataFrame(
        {
            "divipola": list(PLACES),
            "municipality": list(PLACES.values()),
            "department_code": ["00", "00", "01", "01"],
            "department": ["Nowhere", "Nowhere", "Elsewhere", "Elsewhere"],
        }
    )


def holding(**layers: pd.DataFrame) -> Evidence:
    """The evidence with these layers in place of the real ones."""
    evidence = Evidence()
    evidence._layers.update(layers)
    return evidence
