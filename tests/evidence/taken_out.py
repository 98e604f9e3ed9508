"""A copy of the data without the additions of November 2026, taken out through the desk.

python -m tests.evidence.taken_out FOLDER
"""

import csv
import shutil
import sys
from pathlib import Path

from geo.evidence.catalogue import DATA
from geo.evidence.desk import propose
from geo.evidence.desk.merge import Table

PROPOSALS = Path(__file__).parent / "proposals"
ADDITIONS = PROPOSALS / "additions"
# Sources of the additions that other rows and texts have come to cite since.
CITED_SINCE = {
    *("ELRADAR_202601", "IMPACTA_202601", "INFOBAE_20260115", "PUBLIMETRO_20260115"),
    *("S_CESED_ROUTES", "S_DEVDISCOURSE_0916", "S_RCN_0915", "S_STATE_FY26", "S_WH_FY26"),
}


def take_out(folder: Path) -> Path:
    """Makes the copy, with the corrected rows as they were before; returns its data folder."""
    data = shutil.copytree(DATA, folder / "data")
    _forget(data / "facts" / "corrections.csv")
    out = folder / "taken-out"
    out.mkdir()
    before = Table.read(PROPOSALS / "before" / "certification_record.csv").rows
    for file in sorted(ADDITIONS.glob("*.csv")):
        table = Table.read(file)
        with (out / file.name).open("w", newline="", encoding="utf-8") as text:
            writer = csv.DictWriter(text, [*table.columns, "remove"], lineterminator="\n")
            writer.writeheader()
            for key, row in table.rows.items():
                if file.stem == "certification_record" and key in before:
                    writer.writerow(before[key] | {"remove": ""})
                elif key[0] not in CITED_SINCE:
                    writer.writerow(row | {"remove": "true"})
    (out / "proposal.toml").write_text('reason = "Taken out, to be put in again"\n')
    with propose(out, data) as proposal:
        if proposal.faults:
            sys.exit("\n".join(proposal.faults))
        proposal.accept()
    return data


def _forget(log: Path) -> None:
    """Takes out of the log what it says of the additions, by the sources that go with them."""
    ids = {i for (i,) in Table.read(ADDITIONS / "sources.csv").rows} - CITED_SINCE
    header, *lines = csv.reader(log.read_text("utf-8").splitlines(keepends=True))
    kept = [line for line in lines if ids.isdisjoint(line[-1].split(";"))]
    with log.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *kept])


if __name__ == "__main__":
    take_out(Path(sys.argv[1]))
