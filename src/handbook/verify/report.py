"""What reading a site gave."""

from __future__ import annotations

from dataclasses import dataclass, field

from handbook.findings import Finding


@dataclass(frozen=True, slots=True)
class Report:
    """Findings, sorted, and what was read: pages, links, anchors, bytes of HTML."""

    findings: tuple[Finding, ...]
    pages: int = 0
    links: int = 0
    anchors: int = 0
    size: int = field(default=0)

    def __str__(self) -> str:
        return (
            f"{self.pages} pages, {self.links:,} internal links, {self.anchors:,} anchors, "
            f"{self.size / 1000:,.0f} kB of HTML: {len(self.findings)} findings"
        )
