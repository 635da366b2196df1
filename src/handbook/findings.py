"""The one way to report a fault: where it is, which rule found it, what is wrong and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "note"]
FORMATS = ("text", "json", "github")


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One fault or remark about one place.

    `path` is relative to the handbook's root with forward slashes; `line` and `column` count from 1.
    An `error` stops a build, a `note` does not.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    hint: str
    severity: Severity = "error"


class FindingsError(Exception):
    """Work cannot go on; `findings` says why, all of them, sorted."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Keep the findings in the order in which they are printed."""
        self.findings = tuple(sorted(findings))
        super().__init__(f"{len(self.findings)} finding(s)")


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether any finding must stop the build."""
    return any(finding.severity == "error" for finding in findings)


def format_findings(findings: Sequence[Finding], form: str = "text") -> str:
    """Return findings as `text` for people, `json` for programs or `github` annotations.

    Raises `ValueError` for another form.
    """
    if form == "text":
        return "\n".join(map(_as_text, findings))
    if form == "json":
        return json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False)
    if form == "github":
        return "\n".join(map(_as_annotation, findings))
    raise ValueError(f"unknown form {form!r}; use one of {', '.join(FORMATS)}")


def _as_text(finding: Finding) -> str:
    mark = "" if finding.severity == "error" else "note: "
    place = f"{finding.path}:{finding.line}:{finding.column}"
    return f"{place} {finding.rule}: {mark}{finding.message}\n    hint: {finding.hint}"


def _as_annotation(finding: Finding) -> str:
    """Return a GitHub workflow command; see "Workflow commands for GitHub Actions" for the escapes."""
    kind = "error" if finding.severity == "error" else "notice"
    properties = {
        "file": finding.path,
        "line": str(finding.line),
        "col": str(finding.column),
        "title": finding.rule,
    }
    fields = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
    return f"::{kind} {fields}::{_escape_data(f'{finding.message} — {finding.hint}')}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
