"""How a changed template differs from the handbook's, clause by clause; what the handbook says to keep is named."""

from __future__ import annotations

import difflib
from pathlib import Path

from handbook.contracts.model import Clause, Contract
from handbook.contracts.parsing import ContractError, contract_of, parse_contract
from handbook.findings import Finding, FindingsError
from handbook.source.records import Handbook
from handbook.source.strict_yaml import load_yaml


def compare_file(handbook: Handbook, file: Path) -> tuple[list[str], bool]:
    """Return the differences of a changed template as lines, and whether every clause to keep was kept.

    Raises `FindingsError` where the file cannot be read, is no template, or has the name of none.
    """
    base = handbook.contracts.get(file.stem)
    try:
        text = file.read_text(encoding="utf-8")
        changed = parse_contract(file.stem, load_yaml(text, str(file)).data)
    except (OSError, UnicodeDecodeError) as error:
        message = f"the file cannot be read: {error}"
        raise FindingsError([Finding(str(file), 1, 1, "file-unreadable", message, "name a YAML file")]) from error
    except ContractError as error:
        found = [Finding(str(file), 1, 1, "contract-schema", message, "see schemas/") for _, message in error.faults]
        raise FindingsError(found) from error
    if base is None:
        hint = f"the templates are: {', '.join(handbook.contracts)}"
        message = f"the handbook has no template `{file.stem}`"
        raise FindingsError([Finding(str(file), 1, 1, "contract-unknown", message, hint)])
    return compare(contract_of(file.stem, base), changed)


def compare(base: Contract, changed: Contract) -> tuple[list[str], bool]:
    """Return the differences of two templates as lines, and whether every clause to keep was kept."""
    lines = [f"{base.title}: version {changed.version}, held against the handbook's {base.version}", ""]
    kept = True
    ours = {clause.id: clause for clause in base.clauses}
    theirs = {clause.id: clause for clause in changed.clauses}
    for id in dict.fromkeys((*ours, *theirs)):
        before, after = _words(ours.get(id)), _words(theirs.get(id))
        if before == after:
            continue
        keep = id in ours and ours[id].change == "keep"
        kept = kept and not keep
        what = "is new" if id not in ours else "was taken out" if id not in theirs else "was changed"
        lines.append(f"{id}: {what}{' (the handbook advises to keep it)' if keep else ''}")
        lines += [f"  {line}" for line in difflib.ndiff(before, after) if line[0] in "+-"]
        lines.append("")
    return (lines if len(lines) > 2 else [*lines, "no clause differs"]), kept


def _words(clause: Clause | None) -> list[str]:
    """Return the title and the texts of a clause, one a line, with the condition of each."""
    if clause is None:
        return []
    lines = [clause.title if clause.when is None else f"{clause.title} (when {clause.when})"]
    for part in clause.body:
        mark = "" if part.when is None else f" (when {part.when})"
        lines += [f"{text}{mark}" for text in part.texts]
        if part.rows:
            lines.append(f"rows of {part.rows}{mark}")
    return lines
