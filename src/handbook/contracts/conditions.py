"""The little language of `when`: a flag, `choice = value`, `not`, `all`, `any`. Closed, so that it can be proved.

A condition is plain data as in the file; `None` always holds. Values map an option to True, False or a choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import Any

Condition = Any  # str | {"not": …} | {"all": […]} | {"any": […]} | None
Values = Mapping[str, bool | str]
Domains = Mapping[str, tuple[bool | str, ...]]


def names(condition: Condition) -> Iterator[tuple[str, str | None]]:
    """Yield every option that a condition names, with the value it is compared with (None for a flag)."""
    if isinstance(condition, str):
        option, _, value = condition.partition(" = ")
        yield option, value or None
    elif isinstance(condition, dict):
        for item in condition.values():
            for part in item if isinstance(item, list) else [item]:
                yield from names(part)


def holds(condition: Condition, values: Values) -> bool:
    """Return whether a condition holds under the values of its options."""
    if condition is None:
        return True
    if isinstance(condition, str):
        option, _, value = condition.partition(" = ")
        return values[option] == value if value else values[option] is True
    [(word, item)] = condition.items()
    if word == "not":
        return not holds(item, values)
    return (all if word == "all" else any)(holds(part, values) for part in item)


def both(first: Condition, second: Condition) -> Condition:
    """Return the condition that holds where both hold."""
    if first is None or second is None:
        return second if first is None else first
    return {"all": [first, second]}


def find_values(test: Callable[[Values], bool], about: Iterable[Condition], domains: Domains) -> Values | None:
    """Return values of just the options that the conditions name under which a test is true, or None: exact."""
    involved = sorted({name for condition in about for name, _ in names(condition)})
    for chosen in product(*(domains[name] for name in involved)):
        values = dict(zip(involved, chosen, strict=True))
        if test(values):
            return values
    return None


def say(condition: Condition, labels: Mapping[str, str]) -> str:
    """Return a condition in words; `labels` has those of flags by name and of choices by `name = value`."""
    if isinstance(condition, str):
        return f"“{labels[condition]}”"
    [(word, item)] = condition.items()
    if word == "not":
        return f"not {say(item, labels)}"
    joined = (" and " if word == "all" else " or ").join(say(part, labels) for part in item)
    return joined if word == "all" else f"({joined})"
