"""Contracting templates: pure data, proved before somebody signs them. See `schema` for the form, `proof` for rules."""

from handbook.contracts.model import Contract
from handbook.contracts.pages import contract_data, contract_files, old_files, shown_contracts
from handbook.contracts.parsing import ContractError, contract_of, parse_contract
from handbook.contracts.proof import Row, prove
from handbook.contracts.report import contracts_table
from handbook.contracts.resolve import Document, resolve
from handbook.contracts.schema import SCHEMA
from handbook.contracts.text import as_markdown
from handbook.contracts.word import build_word, word_parts
from handbook.contracts.yardsticks import read_yardsticks

__all__ = [
    "SCHEMA",
    "Contract",
    "ContractError",
    "Document",
    "Row",
    "as_markdown",
    "build_word",
    "contract_data",
    "contract_files",
    "contract_of",
    "contracts_table",
    "old_files",
    "parse_contract",
    "prove",
    "read_yardsticks",
    "resolve",
    "shown_contracts",
    "word_parts",
]  # fmt: skip
