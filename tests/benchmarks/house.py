"""Counts of the house: lines, imports between pages, what is done by hand. Never asserted.

python -m tests.benchmarks.house
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from geo.evidence import columns

ROOT = Path(__file__).resolve().parents[2]
BY_HAND = r"\bnumber\([^()]*(?:\([^()]*\))*[^()]*lang\(\)"
TELLS = {"Answer", "compose", "say", "Sentence", "tell"}


def trees(*folders: str) -> dict[Path, ast.Module]:
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    return {file: ast.parse(file.read_text()) for file in files}


def length(file: Path) -> int:
    return len(file.read_text().splitlines())


def span(node: ast.AST) -> set[int]:
    return set(range(node.lineno, node.end_lineno + 1))


def is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_told(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in TELLS


def computing(file: Path, tree: ast.Module) -> int:
    """Lines that work something out: no blanks, comments, docstrings, imports, signatures, and
    nothing inside an answer or a sentence that is put together."""
    tokens = tokenize.generate_tokens(io.StringIO(file.read_text()).readline)
    skip = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
    code = {line for t in tokens if t.type not in skip for line in range(t.start[0], t.end[0] + 1)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            code -= span(node)
        elif isinstance(node, ast.FunctionDef):
            code -= set(range(node.lineno, node.body[0].lineno))
        elif is_docstring(node) or is_told(node):
            code -= span(node)
    return len(code)


def across(files: dict[Path, ast.Module]) -> Iterator[str]:
    """Imports from one page's folder into another's."""
    for file, tree in files.items():
        own = file.relative_to(ROOT / "pages").parts[0]
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pages."):
                folder = node.module.split(".")[1]
                if folder not in (own, "frame") and own != "frame":
                    yield f"{file.relative_to(ROOT)}: {node.module}"


def column_lists(files: dict[Path, ast.Module]) -> int:
    """Lines of lists of three or more names of columns."""
    lines = 0
    for tree in files.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.List | ast.Tuple):
                names = [e.value for e in node.elts if isinstance(e, ast.Constant)]
                if len(names) >= 3 and all(name in columns() for name in names):
                    lines += len(span(node))
    return lines


def count(pattern: str, *folders: str) -> int:
    return sum(len(re.findall(pattern, file.read_text())) for file in trees(*folders))


def main() -> None:
    answers, pages = trees("geo/answers"), trees("pages")
    worked = sum(computing(file, tree) for file, tree in answers.items())
    figures = {
        "Python lines in geo/ and pages/": sum(map(length, trees("geo", "pages"))),
        "files in pages/, the largest folder": max(
            len(list(folder.glob("*.py"))) for folder in (ROOT / "pages").iterdir()
        ),
        "imports from one page's folder into another's": len(list(across(pages))),
        "files in geo/answers": len(answers),
        "lines of geo/answers, of them computing": f"{sum(map(length, answers))}, {worked}",
        "as_of= in answers": count(r"\bas_of=", "geo/answers"),
        "source_ids=gather_source_ids in answers": count(
            r"\bsource_ids=gather_source_ids", "geo/answers"
        ),
        "cached functions in pages": count(r"@st\.cache_", "pages"),
        "lines of column lists in pages": column_lists(pages),
        "number(x, lang()) in pages": count(
            r"\bnumber\([^()]*(?:\([^()]*\))*[^()]*lang\(\)", "pages"
        ),
        "longest file": max((length(f), str(f.relative_to(ROOT))) for f in trees("geo", "pages")),
    }
    for what, figure in figures.items():
        print(f"{what:52} {figure}")


if __name__ == "__main__":
    main()
