"""Decision trees: pure data, proved before a reader may walk them. See `schema` for the form, `proof` for the rules."""

from handbook.trees.exports import draw_tree, tree_as_json, tree_as_svg, tree_as_text, tree_layout
from handbook.trees.model import Answer, Case, Next, Outcome, Question, Tree
from handbook.trees.pages import draw_forest, shown_trees, tree_data, tree_files
from handbook.trees.parsing import TreeError, parse_tree, tree_of
from handbook.trees.picture import Box, lay_out
from handbook.trees.proof import prove, tree_circle
from handbook.trees.report import trees_table
from handbook.trees.schema import SCHEMA, UNSURE, VERDICTS

__all__ = [
    "SCHEMA",
    "UNSURE",
    "VERDICTS",
    "Answer",
    "Box",
    "Case",
    "Next",
    "Outcome",
    "Question",
    "Tree",
    "TreeError",
    "draw_forest",
    "draw_tree",
    "lay_out",
    "parse_tree",
    "prove",
    "shown_trees",
    "tree_as_json",
    "tree_as_svg",
    "tree_as_text",
    "tree_circle",
    "tree_data",
    "tree_files",
    "tree_layout",
    "tree_of",
    "trees_table",
]  # fmt: skip
