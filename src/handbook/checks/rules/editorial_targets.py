"""What editors keep points to a page, heading or reading that is not there, or leaves a finding open."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.findings import Finding
from handbook.source.anchors import page_anchors
from handbook.source.editorial import CONTESTED, FOUNDING, READINGS
from handbook.source.records import Handbook

ID = "editorial-target"
REMEDY = "name a page under docs/ and one of its anchors: `contracting/limits.md#short-answer`"


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each place that does not exist, each reading of no page, each finding left open."""
    anchors = {page.path: frozenset(page_anchors(handbook, page)) for page in handbook.pages}
    places = [(CONTESTED, question.line, question.where) for question in handbook.editorial.contested]
    places += [(FOUNDING, point.line, target) for point in handbook.editorial.points for target in point.covered]
    for file, line, target in places:
        path, _, anchor = target.partition("#")
        if not anchor or anchor not in anchors.get(path, ()):
            yield Finding(file, line, 1, ID, f"`{target}` is not a page with that anchor", REMEDY)
    ids = {page.meta.id for page in handbook.pages if page.meta}
    for reading in handbook.editorial.readings:
        if reading.page not in ids:
            message = f"there is no page with the id `{reading.page}`"
            yield Finding(READINGS, reading.line, 1, ID, message, "correct the id, or take the reading out")
        if reading.open:
            message = f"{reading.open} findings of the {reading.kind} reading of `{reading.page}` are open"
            yield Finding(
                READINGS, reading.line, 1, "reading-open", message, "mend them in the page and count them as mended"
            )
