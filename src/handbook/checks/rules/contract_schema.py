"""A file in data/contracts/ does not have the form of a template, or data/yardsticks.yml not that of yardsticks."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.contracts import ContractError, parse_contract, read_yardsticks
from handbook.findings import Finding
from handbook.source.load import YARDSTICKS
from handbook.source.records import Handbook

ID = "contract-schema"
REMEDY = "schemas/ has the form; compare with another file in data/contracts/"


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each fault of form."""
    for slug, document in handbook.contracts.items():
        try:
            parse_contract(slug, document.data)
        except ContractError as error:
            for path, message in error.faults:
                yield Finding(f"data/contracts/{slug}.yml", *document.mark(*path), ID, message, REMEDY)
    for path, message in read_yardsticks(handbook.yardsticks)[1]:
        assert handbook.yardsticks is not None
        yield Finding(YARDSTICKS, *handbook.yardsticks.mark(*path), "yardstick-schema", message, REMEDY)
