"""A table of the templates: what they ask and say, how many settings are proved, what of the yardstick they cover."""

from __future__ import annotations

from collections.abc import Mapping

from handbook.contracts.model import Contract
from handbook.contracts.proof import Row
from handbook.contracts.word import build_word

_HEAD = ("template", "fields", "options", "clauses", "ours", "settings", "must", "should", "may", "left out", "Word")


def contracts_table(contracts: Mapping[str, Contract], yardsticks: Mapping[str, tuple[Row, ...]]) -> list[str]:
    """Return the lines of the table, one a template; `must`, `should`, `may` are rows covered of all."""
    rows = [_row(contract, yardsticks.get(contract.yardstick, ())) for contract in contracts.values()]
    table = [_HEAD, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(_HEAD))]
    return ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in table]


def _row(contract: Contract, rows: tuple[Row, ...]) -> tuple[str, ...]:
    covered = {row for clause in contract.clauses for row in clause.covers}

    def share(level: str) -> str:
        wanted = [row.id for row in rows if row.level == level]
        return f"{sum(row in covered for row in wanted)}/{len(wanted)}" if wanted else "-"

    return (
        contract.id,
        str(len(contract.fields)),
        str(len(contract.options)),
        str(len(contract.clauses)),
        str(sum(clause.facts == "ours" for clause in contract.clauses)),
        f"{contract.combinations:,}",
        share("must"),
        share("should"),
        share("may"),
        str(len(contract.left_out)),
        f"{len(build_word(contract)):,}",
    )
