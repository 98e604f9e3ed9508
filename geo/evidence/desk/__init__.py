"""The desk: takes proposed rows in, checks them all at once, says what would change.

A proposal is a folder of CSVs named after files of `data/facts`, in their columns, and an
optional `proposal.toml`; or one TOML file. Beside its columns a CSV may have

    reason         why a row is corrected or removed; reason_es the same in Spanish
    remove         true for a row that goes; only the columns that name it count
    distinct_from  ids of incidents of the same place and day that this is none of

and the TOML

    reason, reason_es, by, ...  free texts, shown; these are logged, the reason for every row
    names                 names that are public: office holders, places, organizations
    withhold              true where what stood there before must not be logged
    as_of                 {layer = "2026-12-31"}, for layers that no column dates
    [[incidents]], [[sources]], ...   rows, as in the CSVs; cells left out are blank

    with propose(Path("folder")) as proposal:
        proposal.faults     lines that say what is wrong; empty where it may be accepted
        proposal.changes    `Change`s: table, kind (added, corrected, removed), row, cells, reason
        proposal.totals     known totals that move: (what, old, new)
        proposal.data       a whole data folder as it would be, layers built (without faults)
        proposal.accept()   puts it in place, all or nothing

`propose` raises ProposalRefused for a folder that cannot be read at all, or while another
desk is at work.
"""

from geo.evidence.desk.merge import Change
from geo.evidence.desk.proposal import Proposal, propose
