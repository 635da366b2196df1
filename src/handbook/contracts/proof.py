"""What a template must hold to before somebody signs it. Every fault at once, each exact over the options involved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handbook.contracts.conditions import Condition, find_values, holds, names
from handbook.contracts.model import SLOT, Contract
from handbook.source.schema import Fault
from handbook.source.strict_yaml import KeyPath

# A capital in the middle of a sentence makes a word a defined term.
_CAPITAL = re.compile(r"(?<=[a-z,;:)’] )(?:[A-Z][a-z]+)(?: [A-Z][a-z]+)*")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the yardstick: its name, what a document must contain, and `must`, `should` or `may`."""

    id: str
    text: str
    level: str


def prove(contract: Contract, yardsticks: Mapping[str, tuple[Row, ...]]) -> list[Fault]:
    """Return every fault of a template; `yardsticks` are the rows by the name of their list."""
    faults = list(_conditions(contract))
    if faults:
        return faults  # nothing else can be said before every option is known
    return [
        *_options(contract),
        *_clauses(contract),
        *_slots(contract),
        *_rules(contract),
        *_terms(contract),
        *_yardstick(contract, yardsticks),
    ]


def _all_conditions(contract: Contract) -> Iterator[tuple[KeyPath, Condition]]:
    for index, party in enumerate(contract.parties):
        yield ("parties", index, "when"), party.when
    for index, line in enumerate(contract.cover):
        yield ("cover", index, "when"), line.when
    for index, rule in enumerate(contract.rules):
        yield ("rules", index, "when"), rule.when
    for index, clause in enumerate(contract.clauses):
        yield ("clauses", index, "when"), clause.when
        for number, part in enumerate(clause.body):
            yield ("clauses", index, "body", number, "when"), part.when


def _conditions(contract: Contract) -> Iterator[Fault]:
    rule = "contract-option"
    for path, condition in _all_conditions(contract):
        for name, value in names(condition):
            known = contract.options.get(name)
            if known is None:
                hint = f"the options are: {', '.join(contract.options) or 'none'}"
                yield Fault(rule, path, f"there is no option `{name}`", hint)
            elif value is None and known.choices:
                yield Fault(rule, path, f"`{name}` is a choice", f"compare it: `{name} = {next(iter(known.choices))}`")
            elif value is not None and value not in known.choices:
                hint = f"its choices are: {', '.join(known.choices) or 'none, it is a flag'}"
                yield Fault(rule, path, f"`{name}` has no choice `{value}`", hint)
    for option in contract.options.values():
        if option.default not in option.domain:
            hint = f"its values are: {', '.join(map(str, option.domain))}"
            yield Fault(
                rule, ("options", option.id, "default"), f"`{option.default}` is no value of `{option.id}`", hint
            )


def _options(contract: Contract) -> Iterator[Fault]:
    used = {name for _, condition in _all_conditions(contract) for name, _ in names(condition)}
    for option in contract.options:
        if option not in used:
            message = f"the option `{option}` changes nothing"
            yield Fault("contract-unused", ("options", option), message, "use it in a `when`, or take it out")


def _clauses(contract: Contract) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, clause in enumerate(contract.clauses):
        path: KeyPath = ("clauses", index)
        if clause.id in seen:
            yield Fault("contract-clause", (*path, "id"), f"`{clause.id}` stands twice", "rename the newer of the two")
        seen.add(clause.id)
        if not _possible(contract, clause.when):
            message = f"the clause `{clause.id}` can never appear"
            yield Fault("contract-never", (*path, "when"), message, "correct its `when`")
        for number, part in enumerate(clause.body):
            if part.when is not None and not _possible(contract, clause.when, part.when):
                message = f"part {number + 1} of `{clause.id}` can never appear"
                yield Fault("contract-never", (*path, "body", number), message, "correct its `when`")
        empty = find_values(
            lambda v, c=clause: holds(c.when, v) and not any(holds(p.when, v) for p in c.body),  # type: ignore[misc]
            [clause.when, *(part.when for part in clause.body)],
            contract.domains,
        )
        if empty is not None:
            message = f"the clause `{clause.id}` is a heading without text where {_settings(empty)}"
            yield Fault("contract-clause", path, message, "give it a text for that setting, or a `when`")


def _possible(contract: Contract, *conditions: Condition) -> bool:
    found = find_values(lambda v: all(holds(c, v) for c in conditions), conditions, contract.domains)
    return found is not None


def _settings(values: Mapping[str, bool | str]) -> str:
    return ", ".join(f"`{name}` is {str(value).lower()}" for name, value in values.items()) or "every option is anyhow"


def _slots(contract: Contract) -> Iterator[Fault]:
    clauses = {clause.id: clause for clause in contract.clauses}
    for path, when, text in contract.texts():
        for mark, name in SLOT.findall(text):
            if not mark and name not in contract.fields:
                yield Fault("contract-field", path, f"there is no field `{name}`", "add it to `fields`, or correct it")
            elif mark and name not in clauses:
                yield Fault("contract-reference", path, f"there is no clause `{name}`", "name the id of a clause")
            elif mark:
                target = clauses[name].when
                absent = find_values(
                    lambda v, w=when, t=target: holds(w, v) and not holds(t, v),  # type: ignore[misc]
                    [when, target],
                    contract.domains,
                )
                if absent is not None:
                    message = f"clause `{name}` is not there where {_settings(absent)}, and this text still names it"
                    hint = "give the text, or the part of it, the `when` of that clause"
                    yield Fault("contract-reference", path, message, hint)
        if "{" in SLOT.sub("", text):
            message = "a brace belongs to no `{field}` or `{#clause}`"
            yield Fault("contract-field", path, message, "write lower case names without spaces")
    for field, uses in contract.uses.items():
        if not uses:
            yield Fault(
                "contract-unused", ("fields", field), f"no text holds the field `{field}`", "use it, or take it out"
            )
        elif not any(_possible(contract, when) for when in uses):
            message = f"the field `{field}` stands only where no text can appear"
            yield Fault("contract-unused", ("fields", field), message, "correct the `when` of its text")
    for index, clause in enumerate(contract.clauses):
        for number, part in enumerate(clause.body):
            listed = contract.fields.get(part.rows) if part.rows else None
            if part.rows and (listed is None or listed.type != "rows"):
                path = ("clauses", index, "body", number)
                yield Fault("contract-field", path, f"`{part.rows}` is not a field of rows", "name one of type `rows`")
            for text in part.texts:
                for mark, name in SLOT.findall(text):
                    known = contract.fields.get(name)
                    if not mark and known and known.type == "rows":
                        path = ("clauses", index, "body", number)
                        message = f"`{name}` is a field of rows and cannot stand in a sentence"
                        yield Fault("contract-field", path, message, f"write `- rows: {name}` as a part of its own")


def _rules(contract: Contract) -> Iterator[Fault]:
    for index, rule in enumerate(contract.rules):
        if not _possible(contract, rule.when):
            yield Fault("contract-rule", ("rules", index), "no setting breaks this rule", "correct its `when`")
        elif holds(rule.when, contract.defaults):
            message = "the settings that a new document begins with break this rule"
            yield Fault("contract-rule", ("rules", index), message, "choose other defaults")


def _terms(contract: Contract) -> Iterator[Fault]:
    defined = [term.term for term in contract.terms]
    texts = [(path, text) for path, _, text in contract.texts() if path[0] != "terms"]
    for index, term in enumerate(contract.terms):
        if term.term in defined[:index]:
            yield Fault("contract-term", ("terms", index), f"“{term.term}” is defined twice", "keep one of the two")
        elif not any(re.search(rf"\b{re.escape(term.term)}\b", text) for _, text in texts):
            message = f"“{term.term}” is defined and never used"
            yield Fault("contract-term", ("terms", index), message, "use it with its capital, or take it out")
    allowed = set(defined) | set(contract.names) | {clause.title for clause in contract.clauses}
    for path, text in texts:
        for match in _CAPITAL.finditer(text):
            words = match[0]
            if words not in allowed and not all(word in allowed for word in words.split()):
                message = f"“{words}” has the capital of a defined term and is not defined"
                yield Fault(
                    "contract-term", path, message, "define it under `terms`, write it small, or add it to `names`"
                )


def _yardstick(contract: Contract, yardsticks: Mapping[str, tuple[Row, ...]]) -> Iterator[Fault]:
    rule = "contract-yardstick"
    rows = yardsticks.get(contract.yardstick)
    if rows is None:
        hint = f"data/yardsticks.yml has: {', '.join(yardsticks) or 'none'}"
        yield Fault(rule, ("yardstick",), f"there is no yardstick `{contract.yardstick}`", hint)
        return
    known = {row.id for row in rows}
    covered = {row for clause in contract.clauses for row in clause.covers}
    for index, clause in enumerate(contract.clauses):
        for name in clause.covers:
            if name not in known:
                yield Fault(
                    rule, ("clauses", index, "covers"), f"the yardstick has no row {name}", "correct the number"
                )
    for name in contract.left_out:
        if name not in known:
            yield Fault(rule, ("left_out", name), f"the yardstick has no row {name}", "correct the number")
        elif name in covered:
            message = f"row {name} is covered and left out at once"
            yield Fault(rule, ("left_out", name), message, "take it out of one of the two")
    for row in rows:
        if row.level == "must" and row.id not in covered and row.id not in contract.left_out:
            message = f"row {row.id} must be covered and is not: {row.text}"
            yield Fault(rule, ("clauses",), message, "name it under `covers` of a clause, or say why under `left_out`")
