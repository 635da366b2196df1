"""A decision tree as frozen records, and what can be said of it as a graph without listing its paths."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from handbook.trees.schema import UNSURE


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question and the id of the node that it leads to."""

    label: str
    to: str

    @property
    def unsure(self) -> bool:
        """Return whether this is the way for a reader who does not know."""
        return self.label == UNSURE


@dataclass(frozen=True, slots=True)
class Question:
    """A question, how to find its answer, and the answers."""

    id: str
    ask: str
    help: str
    answers: tuple[Answer, ...]

    @property
    def title(self) -> str:
        """Return the words that name the node."""
        return self.ask


@dataclass(frozen=True, slots=True)
class Next:
    """Where an outcome leads: a `chapter` (page and anchor), a `template` with preset options, or a `tree`."""

    kind: str
    target: str
    options: Mapping[str, bool | str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to do: verdict, why, the first safe step, what instead, where next; `facts` is a group of citations."""

    id: str
    verdict: str
    title: str
    because: str
    first: str
    instead: str
    next: tuple[Next, ...]
    facts: str


@dataclass(frozen=True, slots=True)
class Case:
    """A situation, the labels answered, the outcome that it must reach, and where it was published (or `ours`)."""

    situation: str
    answers: tuple[str, ...]
    outcome: str
    source: str


Node = Question | Outcome
Step = tuple[str, int]  # a question's id and the index of the answer


@dataclass(frozen=True)
class Tree:
    """A tree of questions; nodes stand in the order of the file. What it says of paths holds for a proved tree."""

    id: str
    title: str
    reader: str
    situations: tuple[str, ...]
    reviewed: dt.date
    start: str
    nodes: Mapping[str, Node]
    cases: tuple[Case, ...]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Return the questions."""
        return tuple(node for node in self.nodes.values() if isinstance(node, Question))

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Return the outcomes."""
        return tuple(node for node in self.nodes.values() if isinstance(node, Outcome))

    def steps(self) -> Iterator[tuple[Step, Answer]]:
        """Yield every edge: the step from a question, and its answer."""
        for question in self.questions:
            for index, answer in enumerate(question.answers):
                yield (question.id, index), answer

    def targets(self, id: str) -> list[str]:
        """Return the ids that a node leads to and that exist, each once."""
        node = self.nodes[id]
        if isinstance(node, Outcome):
            return []
        return list(dict.fromkeys(answer.to for answer in node.answers if answer.to in self.nodes))

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Return the nodes that can be reached, each after everything that leads to it, first answers first."""
        seen: dict[str, None] = {}
        waiting = [(self.start, reversed(self.targets(self.start)))]
        entered = {self.start}
        while waiting:
            id, targets = waiting[-1]
            for target in targets:
                if target not in entered:
                    entered.add(target)
                    waiting.append((target, reversed(self.targets(target))))
                    break
            else:
                seen[id] = None
                waiting.pop()
        return tuple(reversed(seen))

    @cached_property
    def path_counts(self) -> Mapping[str, int]:
        """Return how many paths lead from each node to an outcome; counted, so that a large graph costs nothing."""
        counts: dict[str, int] = {}
        for id in reversed(self.order):
            node = self.nodes[id]
            counts[id] = sum(counts.get(a.to, 0) for a in node.answers) if isinstance(node, Question) else 1
        return counts

    @property
    def path_count(self) -> int:
        """Return how many paths lead from the start to an outcome."""
        return self.path_counts[self.start]

    @cached_property
    def depths(self) -> Mapping[str, int]:
        """Return how many questions can follow from each node on, the node included; 0 for an outcome."""
        depths: dict[str, int] = {}
        for id in reversed(self.order):
            below = (depths[target] for target in self.targets(id))
            depths[id] = 1 + max(below, default=0) if isinstance(self.nodes[id], Question) else 0
        return depths

    @property
    def depth(self) -> int:
        """Return the most questions that a reader can be asked."""
        return self.depths[self.start]

    def paths(self) -> Iterator[tuple[tuple[Step, ...], Outcome]]:
        """Yield every path as its steps and its outcome, in the order of the answers; count them first."""
        waiting: list[tuple[str, tuple[Step, ...]]] = [(self.start, ())]
        while waiting:
            id, steps = waiting.pop()
            node = self.nodes[id]
            if isinstance(node, Outcome):
                yield steps, node
            else:
                answers = list(enumerate(node.answers))
                waiting += [(answer.to, (*steps, (id, index))) for index, answer in reversed(answers)]

    def label(self, step: Step) -> str:
        """Return the label of the answer of a step."""
        question = self.nodes[step[0]]
        assert isinstance(question, Question)
        return question.answers[step[1]].label

    def words(self, steps: tuple[Step, ...], outcome: Outcome) -> tuple[str, ...]:
        """Return a path as start, label, node, label, …, outcome."""
        return (*(word for step in steps for word in (step[0], self.label(step))), outcome.id)

    def ways_to(self, id: str) -> list[tuple[Question, Answer]]:
        """Return how one gets to a node: the questions and answers that lead straight to it."""
        return [(q, answer) for q in self.questions for answer in q.answers if answer.to == id]

    def walk(self, answers: tuple[str, ...]) -> tuple[list[Step], str | None]:
        """Follow labels from the start; return the steps and where they end, None where a label is not offered."""
        steps: list[Step] = []
        at = self.start
        for label in answers:
            node = self.nodes.get(at)
            index = next(
                (i for i, a in enumerate(node.answers) if a.label == label) if isinstance(node, Question) else iter(()),
                None,
            )
            if index is None:
                return steps, None
            assert isinstance(node, Question)
            steps.append((at, index))
            at = node.answers[index].to
        return steps, at
