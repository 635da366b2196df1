"""The decision trees and templates of a handbook that have their form, for the rules that judge what they say."""

from __future__ import annotations

from contextlib import suppress

from handbook.contracts import Contract, ContractError, parse_contract
from handbook.source.records import Handbook
from handbook.trees import Tree, TreeError, parse_tree


def parsed_trees(handbook: Handbook) -> dict[str, Tree]:
    """Return the trees by slug; one without the form of a tree is left to the rule `tree-schema`."""
    trees: dict[str, Tree] = {}
    for slug, document in handbook.trees.items():
        with suppress(TreeError):
            trees[slug] = parse_tree(slug, document.data)
    return trees


def parsed_contracts(handbook: Handbook) -> dict[str, Contract]:
    """Return the templates by slug; one without the form of a template is left to the rule `contract-schema`."""
    contracts: dict[str, Contract] = {}
    for slug, document in handbook.contracts.items():
        with suppress(ContractError):
            contracts[slug] = parse_contract(slug, document.data)
    return contracts
