"""What a tree must hold to before a reader may trust it. Every fault at once; paths are counted, never listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from handbook.source.schema import Fault
from handbook.trees.model import Outcome, Question, Tree
from handbook.trees.schema import UNSURE

MOST_NODES, MOST_DEPTH, MOST_PATHS, LEAST_CASES = 24, 7, 120, 10
_DEFERRAL = re.compile(r"\b(supervis\w+|lawyer|professional body|ethics line|legal advice)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def prove(tree: Tree) -> list[Fault]:
    """Return every fault of a tree, in the order of the rules."""
    faults = [*_targets(tree), *_answers(tree), *_advice(tree)]
    circle = _circle(tree)
    if circle:
        message = f"the questions go round in a circle: {' → '.join(circle)}"
        faults.append(Fault("tree-cycle", ("nodes", circle[0]), message, "let one of them lead to an outcome"))
    if tree.start in tree.nodes:
        faults += _orphans(tree)
        if not circle:
            faults += [*_size(tree), *_cases(tree)]
    return faults


def _targets(tree: Tree) -> Iterator[Fault]:
    if tree.start not in tree.nodes:
        yield Fault("tree-target", ("start",), f"`start` names no node: `{tree.start}`", "name one of `nodes`")
    for (id, index), answer in tree.steps():
        if answer.to not in tree.nodes:
            message = f"“{answer.label}” leads to `{answer.to}`, which does not exist"
            yield Fault("tree-target", ("nodes", id, "answers", index, "to"), message, "name one of `nodes`")


def _answers(tree: Tree) -> Iterator[Fault]:
    rule = "tree-answers"
    for question in tree.questions:
        path = ("nodes", question.id, "answers")
        labels = [answer.label for answer in question.answers]
        for label in sorted({label for label in labels if labels.count(label) > 1}):
            yield Fault(rule, path, f"“{label}” is offered twice", "give each answer its own words")
        sure = {answer.to for answer in question.answers if not answer.unsure}
        unsure = [answer for answer in question.answers if answer.unsure]
        if len(sure) < 2:
            message = "fewer than two answers lead to different places"
            yield Fault(rule, path, message, "ask only what makes a difference")
        if not unsure:
            hint = f"add `label: {UNSURE}` and a safe step of its own"
            yield Fault(rule, path, f"the question has no answer “{UNSURE}”", hint)
        for answer in unsure:
            if answer.to in sure:
                message = f"“{UNSURE}” leads to the same place as another answer: `{answer.to}`"
                yield Fault(rule, path, message, "give who does not know a safe step of its own")


def _advice(tree: Tree) -> Iterator[Fault]:
    """Find first steps that only send the reader to somebody else."""
    for outcome in tree.outcomes:
        if all(_DEFERRAL.search(sentence) for sentence in _SENTENCE.split(outcome.first)):
            message = "the first step only sends the reader to somebody else"
            hint = "say too what is safe to do today, in a sentence of its own"
            yield Fault("tree-first-step", ("nodes", outcome.id, "first"), message, hint)


def _circle(tree: Tree) -> list[str]:
    """Return the ids of a circle, its first again at its end, or nothing."""
    done: set[str] = set()
    for start in tree.nodes:
        path: list[str] = []
        waiting = [(start, iter(tree.targets(start)))] if start not in done else []
        if waiting:
            path.append(start)
        while waiting:
            id, targets = waiting[-1]
            target = next(targets, None)
            if target is None:
                done.add(id)
                path.pop()
                waiting.pop()
            elif target in path:
                return [*path[path.index(target) :], target]
            elif target not in done:
                path.append(target)
                waiting.append((target, iter(tree.targets(target))))
    return []


def _orphans(tree: Tree) -> Iterator[Fault]:
    reached = set(tree.order)
    for id in tree.nodes:
        if id not in reached:
            message = f"no way leads from the start to `{id}`"
            yield Fault("tree-orphan", ("nodes", id), message, "lead an answer to it, or take it out")


def _size(tree: Tree) -> Iterator[Fault]:
    measures = (
        ("nodes", len(tree.nodes), MOST_NODES, "nodes"),
        ("start", tree.depth, MOST_DEPTH, "questions one after the other"),
        ("start", tree.path_count, MOST_PATHS, "paths"),
    )
    for key, value, most, name in measures:
        if value > most:
            message = f"the tree has {value:,} {name}, over {most}"
            yield Fault("tree-size", (key,), message, "make two trees of it, or ask less")


def _cases(tree: Tree) -> Iterator[Fault]:
    rule = "tree-cases"
    walked: set[tuple[str, int]] = set()
    reached: set[str] = set()
    for index, case in enumerate(tree.cases):
        steps, end = tree.walk(case.answers)
        walked.update(steps)
        if end is None:
            message = f"the answer “{case.answers[len(steps)]}” is not offered"
            yield Fault(rule, ("cases", index, "answers", len(steps)), message, _offered(tree, steps))
        elif end != case.outcome:
            message = f"the case ends at `{end}`, not at `{case.outcome}`"
            yield Fault(rule, ("cases", index), message, "correct the tree or the case")
        elif end in tree.nodes:
            reached.add(end)
            if not isinstance(tree.nodes[end], Outcome):
                message = f"the case stops at a question, `{end}`"
                yield Fault(rule, ("cases", index), message, "answer until an outcome is reached")
    for (id, index), answer in tree.steps():
        if (id, index) not in walked:
            message = f"no case gives the answer “{answer.label}”"
            yield Fault(rule, ("nodes", id, "answers", index), message, "add a case, or take the answer out")
    for outcome in tree.outcomes:
        if outcome.id not in reached:
            message = f"no case reaches `{outcome.id}`"
            yield Fault(rule, ("nodes", outcome.id), message, "add a case, or take the outcome out")
    published = sum(case.source.startswith("http") for case in tree.cases)
    if published < LEAST_CASES:
        message = f"the tree has {published} published cases, fewer than {LEAST_CASES}"
        yield Fault(rule, ("cases",), message, "add situations that somebody has published, with their address")


def _offered(tree: Tree, steps: list[tuple[str, int]]) -> str:
    """Return a hint that names the answers offered where a case leaves the tree."""
    at = tree.start
    if steps:
        question = tree.nodes[steps[-1][0]]
        assert isinstance(question, Question)
        at = question.answers[steps[-1][1]].to
    node = tree.nodes.get(at)
    if not isinstance(node, Question):
        return f"the walk has ended at `{at}`: leave the rest out"
    return "offered are: " + "; ".join(f"“{answer.label}”" for answer in node.answers)


def tree_circle(trees: Mapping[str, Tree]) -> list[str]:
    """Return the ids of trees that send a reader round in a circle, the first again at the end, or nothing."""
    leads = {
        id: [n.target for o in tree.outcomes for n in o.next if n.kind == "tree" and n.target in trees]
        for id, tree in trees.items()
    }
    for start in leads:
        waiting = [[start]]
        seen: set[str] = set()
        while waiting:
            path = waiting.pop()
            for target in leads[path[-1]]:
                if target == start:
                    return [*path, start]
                if target not in seen:
                    seen.add(target)
                    waiting.append([*path, target])
    return []
