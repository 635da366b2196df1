"""The decision trees and templates of a handbook that have their form, for the rules that judge what they say."""

from __future__ import annotations

from contextlib import suppress

from handbook.contracts import Contract, ContractError, contract_of
from handbook.source.records import Handbook
from handbook.trees import Tree, TreeError, tree_of


def parsed_trees(handbook: Handbook) -> dict[str, Tree]:
    """Return the trees by slug; one without the form of a tree is left to the rule `tree-schema`."""
    trees: dict[str, Tree] = {}
    for slug, document in handbook.trees.items():
        with suppress(TreeError):
            trees[slug] = tree_of(slug, document)
    return trees


def parsed_contracts(handbook: Handbook) -> dict[str, Contract]:
    """Return the templates by slug; one without the form of a template is left to the rule `contract-schema`."""
    contracts: dict[str, Contract] = {}
    for slug, document in handbook.contracts.items():
        with suppress(ContractError):
            contracts[slug] = contract_of(slug, document)
    return contracts
