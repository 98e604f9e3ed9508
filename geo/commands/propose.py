"""Check proposed rows of facts at once, say what they would change, and accept them."""

import argparse
import sys
from pathlib import Path

from geo.errors import PathRefused
from geo.evidence import Evidence
from geo.evidence.catalogue import DATA
from geo.evidence.desk import Change, Proposal, propose
from geo.evidence.known import KnownAnswer, read_known
from geo.views import view
from geo.views.page_sentences import changed_sentences, page_sentences

SHOWN, LONG = 40, 300
EPILOG = """
FOLDER holds CSVs named after files of data/facts, in their columns (a key that is held: a
correction, which needs a reason; a new one: an addition), with `reason`, `remove` and
`distinct_from` as further columns where they are needed, and proposal.toml with `reason`, `by`,
`names`; or it is one TOML file with all of it, such as one incident. Everything is checked at
once. Nothing is written without --accept, and with it all or nothing. With faults, or where
something cannot be read: exit 2.
"""


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("folder", type=Path, help="folder of CSVs, or a TOML file")
    parser.add_argument("--known", type=Path, help="TOML of known answers to compare, too")
    parser.add_argument("--accept", action="store_true", help="write facts, logs and layers")
    parser.add_argument("--data", type=Path, default=DATA, help="another copy of the data")


def run(args: argparse.Namespace) -> int:
    """Prints what would change; 2 and the faults on standard error where it is refused."""
    if not (args.data / "catalogue.toml").is_file():
        raise PathRefused(f"{args.data} holds no data: there is no catalogue.toml.")
    answers = read_known(args.known) if args.known else []
    with propose(args.folder, args.data) as proposal:
        return _report(proposal, answers, args.accept)


def _report(proposal: Proposal, answers: list[KnownAnswer], accept: bool) -> int:
    if proposal.faults:
        many = "1 fault" if len(proposal.faults) == 1 else f"{len(proposal.faults)} faults"
        print("\n".join([f"{many}; nothing was written.", *proposal.faults]), file=sys.stderr)
        return 2
    for name, value in proposal.about.items():
        print(f"{_line(name)}: {_line(value)[:LONG]}")
    if not proposal.changes:
        print("Every row is held as it stands: nothing would change.")
        return 0
    _rows(proposal.changes, proposal.about.get("reason"))
    totals = [f"{what}: {old:,.10g} → {new:,.10g}" for what, old, new in proposal.totals]
    _part("Known totals", totals)
    before, after = Evidence(proposal.place), Evidence(proposal.data)
    sentences = changed_sentences(page_sentences(before), page_sentences(after))
    lines = [
        f"/{s['page']} ({s['lang']}) {s['old'] or '—'}\n    → {s['new'] or '—'}" for s in sentences
    ]
    _part("Sentences of the pages as they open", lines)
    if answers:
        _part("Known answers", [_compare(one, before, after) for one in answers])
    if accept:
        print(f"\nAccepted: data version {proposal.accept(sentences)}.")
    else:
        print("\nNothing was written. With --accept it is.")
    return 0


def _rows(changes: list[Change], reason: object) -> None:
    for kind in ("added", "corrected", "removed"):
        lines, own = [], [change for change in changes if change.kind == kind]
        for change in own:
            lines.append(f"{change.table}: {change.row}")
            lines += [
                f"    {name}: {_line(old)} → {_line(new)}"
                for name, (old, new) in change.cells.items()
            ]
            if change.reason not in ("", reason):
                lines.append(f"    because: {_line(change.reason)}")
        more = [f"… and {len(lines) - SHOWN} more lines"] if len(lines) > SHOWN else []
        _part(f"Rows {kind}: {len(own)}", lines[:SHOWN] + more)


def _part(title: str, lines: list[str]) -> None:
    print(f"\n{title}" + ("" if lines else ": none"))
    print("".join(f"  {line}\n" for line in lines), end="")


def _line(text: object) -> str:
    """Anyone's text on one line of a terminal."""
    return "".join(c if c.isprintable() else " " for c in str(text)) or "(blank)"


def _compare(answer: KnownAnswer, before: Evidence, after: Evidence) -> str:
    try:
        old, new = (answer.value(_frame(answer, evidence)) for evidence in (before, after))
    except (KeyError, AttributeError, TypeError) as error:
        return f"{answer.what}: cannot be asked ({type(error).__name__}: {error})"
    word = "as before" if old == new else f"{old:,.10g} → {new:,.10g}"
    expected = "" if answer.holds(new) else f"; {answer.expected:,} was expected"
    return f"{answer.what}: {word}{expected}"


def _frame(answer: KnownAnswer, evidence: Evidence):
    if answer.layer:
        return evidence[answer.layer]
    return view(answer.page, answer.link, evidence, "en").answers[answer.answer].frame
