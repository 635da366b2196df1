"""The table of chapters and the sample of cited sentences say what stands in the pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import page_text, write_site

from handbook.cli import main
from handbook.review import chapters_table, cited_sentences, sample_sentences
from handbook.source import load
from handbook.staging import is_unread, render_source

BODY = """
## Owls {#owls}

Owls hoot [@owl#1]. They sleep, e.g. by day. @finch#1 sings; so says
another [@owl#1; @finch#1].

- Finches sing [@finch#1].

| Bird | Voice |
| --- | --- |
| Owl | Hoots [@owl#1]. Loudly. |

/// judgment
Listen. `[@owl#1]` is code.
///
"""
READINGS = "- {page: birds, kind: user, date: 2026-01-01, checked: 4, findings: 1, mended: 1, open: 0}\n"


def test_sentences_cells_and_items_that_cite(tmp_path: Path) -> None:
    handbook, _ = load(write_site(tmp_path, {"docs/index.md": page_text(BODY, kind="concept")}))
    found = [(s.line - 10, s.text, [f.id for f in s.facts]) for s in cited_sentences(handbook, handbook.pages[0])]
    assert found == [
        (4, "Owls hoot [@owl#1].", ["owl#1"]),
        (4, "@finch#1 sings; so says another [@owl#1; @finch#1].", ["finch#1", "owl#1", "finch#1"]),
        (7, "- Finches sing [@finch#1].", ["finch#1"]),
        (11, "Hoots [@owl#1].", ["owl#1"]),
    ]


def test_a_seed_draws_the_same_sentences_and_never_more_than_there_are(tmp_path: Path) -> None:
    handbook, _ = load(write_site(tmp_path, {"docs/index.md": page_text(BODY, kind="concept")}))
    assert sample_sentences(handbook, 2, 7) == sample_sentences(handbook, 2, 7)
    lines = sample_sentences(handbook, 60, 7)
    assert lines[0] == "4 of 4 cited sentences, drawn with the seed 7"
    assert sum(line.startswith("   - owl#1 (") for line in lines) == 3


def test_table_counts_facts_works_judgments_and_readings(tmp_path: Path) -> None:
    files = {"docs/index.md": page_text(BODY, kind="concept"), "data/readings.yml": READINGS}
    handbook, _ = load(write_site(tmp_path, files))
    head, row, sums = (line.split() for line in chapters_table(handbook))
    assert head == ["id", "chapter", "words", "grade", "facts", "works", "judgments", "readings"]
    assert [row[0], row[1], *row[4:]] == ["birds", "index.md", "2", "2", "1", "user"]
    assert sums == ["1", "chapters", row[2]]


def test_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = str(write_site(tmp_path, {"docs/index.md": page_text(BODY, kind="concept")}))
    assert main(["chapters", "--root", site]) == 0
    assert "birds" in capsys.readouterr().out
    assert main(["sample", "--root", site, "--count", "1", "--seed", "3"]) == 0
    assert "1 of 4 cited sentences" in capsys.readouterr().out
    assert main(["sample", "--root", site, "--count", "0"]) == 2
    assert main(["readings", "--root", site]) == 0
    assert [line.split() for line in capsys.readouterr().out.splitlines()][1:2] == [
        ["evidence", "0", "0", "0", "0", "0"]
    ]
    assert main(["worksheet", "--root", site, "birds"]) == 0
    assert "4 cited sentences of index.md" in capsys.readouterr().out
    assert main(["worksheet", "--root", site, "fish"]) == 2
    assert "`fish`" in capsys.readouterr().err
    (tmp_path / "data" / "facts.yml").write_text("- [", encoding="utf-8")
    assert main(["chapters", "--root", site]) == 1
    assert "data/facts.yml" in capsys.readouterr().err


def test_a_chapter_without_an_evidence_reading_says_so_until_it_is_read(tmp_path: Path) -> None:
    def staged(readings: str | None) -> str:
        site = write_site(tmp_path, {"docs/index.md": page_text(BODY, kind="concept"), "data/readings.yml": readings})
        handbook, _ = load(site)
        [page] = handbook.pages
        return render_source(page, 1, unread=is_unread(handbook, page))

    assert "/// unread" in staged(READINGS)  # a reading by a user is not one of the evidence
    assert "/// unread" not in staged(READINGS.replace("kind: user", "kind: evidence"))
    assert "/// unread" not in staged(None)  # a handbook that keeps no readings
